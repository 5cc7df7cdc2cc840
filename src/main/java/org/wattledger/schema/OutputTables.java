package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.date;
import static org.wattledger.schema.Field.flag;
import static org.wattledger.schema.Field.millijoules;
import static org.wattledger.schema.Field.text;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;

/**
 * The published tables. Every column is there from the first publication; one that no stage fills
 * yet is null. Keys come first, then measures in the order of {@link Measures}.
 */
public final class OutputTables {

  public static final Field USAGE_DATE =
      date("usage_date", "Day on which the energy was consumed").required();
  public static final Field USAGE_HOUR =
      new Field("usage_hour", DataTypes.IntegerType, false, Unit.HOUR_OF_DAY, "Hour of the day");

  /** Team of energy that was provisioned and not used. */
  public static final String IDLE = "(idle)";

  /** Model and team of energy that belongs to nobody known. */
  public static final String UNATTRIBUTED = "(unattributed)";

  /** Team or operation where a log names none. */
  public static final String NONE = "(none)";

  public static final Field MODEL_ID =
      text("model_id", "Model; (unattributed): no model is known").required();
  public static final Field TEAM_ID =
      text(
              "team_id",
              "Team that is charged; (none): not named; (idle), (unattributed): charged to nobody")
          .required();
  public static final Field SITE_ID =
      text("site_id", "Data-centre site; (unknown): not named").required();
  public static final Field POOL_ID =
      text("pool_id", "Serving units that share their energy that day, by the smallest").required();
  public static final Field DEVICE_MODEL =
      text("device_model", "Product names of the pool's devices, sorted, joined by +");
  public static final Field DEVICE_KIND =
      text("device_kind", "accelerator, host or platform").required();
  public static final Field COST_CENTER = text("cost_center", "Cost centre of the team");
  public static final Field TOKEN_CLASS =
      text("token_class", "Size class of the request by its tokens").required();
  public static final Field ENERGY_BASIS =
      text("energy_basis", "Weakest of COUNTER, POWER, UTILIZATION; TOKENS: no meter at all");
  public static final Field HOST_ENERGY_BASIS =
      text(
          "host_energy_basis",
          "Weakest of PLATFORM (node meter less accelerators), HOST (meters of its parts), RATED"
              + " (hardware table); null: none known");
  public static final Field IS_END_ESTIMATED =
      flag("is_end_estimated", "The log had no end; it was derived from the tokens");
  public static final Field IS_TOKENS_ESTIMATED =
      flag("is_tokens_estimated", "The log had no token counts; they were derived from the time");

  public static final Field MEASURED_MJ =
      millijoules("measured_mj", "Energy that the meters recorded").required();
  public static final Field ESTIMATED_MJ =
      millijoules("estimated_mj", "Part of the measured energy that rests on utilisation")
          .required();
  public static final Field CLIPPED_MJ =
      millijoules("clipped_mj", "Counter steps beyond what the device can draw; not booked");
  public static final Field UNPLACED_MJ =
      millijoules("unplaced_mj", "Counter steps longer than the lookaround; not booked");
  public static final Field SAMPLES = count("samples", "Readings used");
  public static final Field GAP_S =
      amount("gap_s", Unit.SECONDS, "Time of the hour that no reading covers");
  public static final Field RESETS = count("resets", "Times the counter started anew");

  public static final Field ACTIVE_MJ =
      millijoules("active_mj", "Shared by requests according to their work").required();
  public static final Field SHARED_IDLE_MJ =
      millijoules("shared_idle_mj", "Idle floor shared by requests according to their time")
          .required();
  public static final Field PROVISIONED_IDLE_MJ =
      millijoules("provisioned_idle_mj", "Used while no request was present").required();
  public static final Field UNATTRIBUTED_MJ =
      millijoules("unattributed_mj", "Booked to nobody, rounding included").required();
  public static final Field ROUNDING_MJ =
      millijoules("rounding_mj", "Part of the unattributed energy that rounding down left")
          .required();

  public static final Field POSITION =
      count("position", "Record number in the file, from 1; null: the whole file");
  public static final Field REASON = text("reason", "Why the row was refused").required();
  public static final Field DIGEST =
      text("digest", "SHA-256 of the raw record; its text never leaves the source");

  public static final Field CHECK_NAME = text("check_name", "Name of the check").required();
  public static final Field SUBJECT = text("subject", "What was checked");
  public static final Field EXPECTED =
      amount("expected", Unit.NONE, "Bound or value that the check expects");
  public static final Field ACTUAL = amount("actual", Unit.NONE, "Value that was found");
  public static final Field CHECK_STATUS = text("status", "ok, warn or fail").required();

  public static final Table REQUEST_FOOTPRINT =
      new Table(
          "request_footprint",
          "one row per request and day on which it consumed energy",
          List.of(USAGE_DATE, CanonicalTables.REQUEST_ID),
          fields(
              List.of(
                  USAGE_DATE,
                  CanonicalTables.REQUEST_ID,
                  CanonicalTables.LOGICAL_REQUEST_ID,
                  MODEL_ID,
                  TEAM_ID,
                  CanonicalTables.USER_KEY,
                  CanonicalTables.WORKFLOW_ID,
                  SITE_ID,
                  POOL_ID,
                  DEVICE_MODEL,
                  CanonicalTables.OPERATION,
                  CanonicalTables.STATUS,
                  CanonicalTables.STARTED_AT,
                  CanonicalTables.ENDED_AT,
                  ENERGY_BASIS,
                  HOST_ENERGY_BASIS,
                  IS_END_ESTIMATED,
                  IS_TOKENS_ESTIMATED),
              Measures.COUNTS,
              Measures.REQUEST_LEDGER,
              Measures.BESIDE_LEDGER,
              Measures.FOOTPRINT,
              Measures.PROVENANCE));

  public static final Table MODEL_DAILY =
      new Table(
          "model_daily",
          "one row per model, site, device model and day",
          List.of(USAGE_DATE, MODEL_ID, SITE_ID, DEVICE_MODEL),
          fields(List.of(USAGE_DATE, MODEL_ID, SITE_ID, DEVICE_MODEL), allMeasures()));

  public static final Table TEAM_DAILY =
      new Table(
          "team_daily",
          "one row per team, model, operation, site and day",
          List.of(USAGE_DATE, TEAM_ID, MODEL_ID, CanonicalTables.OPERATION, SITE_ID),
          fields(
              List.of(
                  USAGE_DATE, TEAM_ID, MODEL_ID, CanonicalTables.OPERATION, SITE_ID, COST_CENTER),
              allMeasures()));

  public static final Table QUERY_DAILY =
      new Table(
          "query_daily",
          "one row per model, operation, token class and day",
          List.of(USAGE_DATE, MODEL_ID, CanonicalTables.OPERATION, TOKEN_CLASS),
          fields(
              List.of(USAGE_DATE, MODEL_ID, CanonicalTables.OPERATION, TOKEN_CLASS),
              Measures.COUNTS,
              Measures.REQUEST_LEDGER,
              Measures.BESIDE_LEDGER,
              Measures.FOOTPRINT,
              PerQuery.FIELDS,
              Measures.PROVENANCE));

  public static final Table MODEL_HOURLY =
      new Table(
          "model_hourly",
          "one row per model, site and hour",
          List.of(USAGE_DATE, USAGE_HOUR, MODEL_ID, SITE_ID),
          fields(
              List.of(USAGE_DATE, USAGE_HOUR, MODEL_ID, SITE_ID),
              Measures.COUNTS,
              Measures.LEDGER,
              Measures.BESIDE_LEDGER,
              List.of(
                  Measures.PROVISIONED_IDLE_HOST_ENERGY_MJ,
                  Measures.PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E),
              Measures.FOOTPRINT,
              Measures.BOUNDS,
              Measures.PROVENANCE));

  public static final Table DEVICE_HOURLY =
      new Table(
          "device_hourly",
          "one row per device and hour",
          List.of(USAGE_DATE, USAGE_HOUR, CanonicalTables.DEVICE_ID),
          List.of(
              USAGE_DATE,
              USAGE_HOUR,
              SITE_ID,
              CanonicalTables.NODE_ID,
              CanonicalTables.DEVICE_ID.required(),
              CanonicalTables.DEVICE_MODEL,
              DEVICE_KIND,
              MEASURED_MJ,
              ESTIMATED_MJ,
              CLIPPED_MJ,
              UNPLACED_MJ,
              SAMPLES,
              GAP_S,
              RESETS,
              ENERGY_BASIS));

  public static final Table ENERGY_BALANCE =
      new Table(
          "energy_balance",
          "one row per pool, device kind and hour; measured = active + shared idle"
              + " + provisioned idle + unattributed",
          List.of(USAGE_DATE, USAGE_HOUR, SITE_ID, POOL_ID, DEVICE_KIND),
          List.of(
              USAGE_DATE,
              USAGE_HOUR,
              SITE_ID,
              POOL_ID,
              DEVICE_KIND,
              MEASURED_MJ,
              ACTIVE_MJ,
              SHARED_IDLE_MJ,
              PROVISIONED_IDLE_MJ,
              UNATTRIBUTED_MJ,
              ESTIMATED_MJ,
              ROUNDING_MJ,
              HOST_ENERGY_BASIS));

  public static final Table REJECTED =
      new Table(
          "rejected",
          "one row per refused record of an input file",
          List.of(USAGE_DATE, CanonicalTables.SOURCE, CanonicalTables.FILE, POSITION, REASON),
          List.of(
              USAGE_DATE, CanonicalTables.SOURCE, CanonicalTables.FILE, POSITION, REASON, DIGEST));

  public static final Table DATA_QUALITY =
      new Table(
          "data_quality",
          "one row per check, subject and day",
          List.of(USAGE_DATE, CHECK_NAME, SUBJECT),
          List.of(USAGE_DATE, CHECK_NAME, SUBJECT, EXPECTED, ACTUAL, CHECK_STATUS));

  public static final Table TRAINING_JOB = Studies.trainingJob();
  public static final Table MODEL_LIFETIME = Studies.modelLifetime();
  public static final Table SCENARIO_DAILY = Studies.scenarioDaily();
  public static final Table RESTATEMENT = Studies.restatement();

  /** Every published table, in the order of the dictionary. */
  public static final List<Table> ALL =
      List.of(
          REQUEST_FOOTPRINT,
          MODEL_DAILY,
          TEAM_DAILY,
          QUERY_DAILY,
          MODEL_HOURLY,
          DEVICE_HOURLY,
          ENERGY_BALANCE,
          TRAINING_JOB,
          MODEL_LIFETIME,
          SCENARIO_DAILY,
          RESTATEMENT,
          REJECTED,
          DATA_QUALITY);

  /** The tables that get a file each published day: all of them, also with no rows. */
  public static final List<Table> PUBLISHED = ALL;

  private OutputTables() {}

  /** The column lists one after the other. */
  @SafeVarargs
  static List<Field> fields(List<Field>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private static List<Field> allMeasures() {
    return fields(
        Measures.COUNTS,
        Measures.LEDGER,
        Measures.BESIDE_LEDGER,
        Measures.FOOTPRINT,
        Measures.BOUNDS,
        Measures.PROVENANCE);
  }
}
