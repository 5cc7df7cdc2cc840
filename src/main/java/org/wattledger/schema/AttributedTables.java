package org.wattledger.schema;

import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.millijoules;
import static org.wattledger.schema.Field.text;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** What attribution yields for the marts: ledger amounts per key and hour, whole numbers only. */
public final class AttributedTables {

  public static final Field TOKEN_CLASS = OutputTables.TOKEN_CLASS;
  public static final Field PRESENCE_US =
      count("presence_us", "Microseconds that the requests were present in the hour");
  public static final Field WHOLE_REQUESTS =
      count("whole_requests", "Metered requests that lie wholly inside the day");
  public static final Field WHOLE_ACTIVE_MJ =
      millijoules("whole_active_mj", "Active energy of the metered requests wholly inside the day");
  public static final Field WHOLE_IDLE_MJ =
      millijoules(
          "whole_idle_mj", "Shared idle energy of the metered requests wholly inside the day");
  public static final Field WHOLE_OUTPUT_TOKENS =
      Field.tokens(
          "whole_output_tokens", "Output tokens of the metered requests wholly inside the day");
  public static final Field UNMETERED_REQUESTS =
      count("unmetered_requests", "Requests whose pool has no telemetry at all");
  public static final Field PIECES =
      count("pieces", "Metered parts of requests, one per request, pool and hour");
  public static final Field BUSY_EMBODIED_NG =
      count("busy_embodied_ng", "Embodied emissions of device time with requests present, ngCO2e");
  public static final Field EMBODIED_NG =
      count("embodied_ng", "Embodied emissions, ngCO2e; null: unknown for a device");
  public static final Field PROVISIONED_MJ =
      millijoules("provisioned_mj", "Energy used while no request was present");
  public static final Field MEASURE = text("measure", "What the histogram counts");
  public static final Field BIN =
      new Field("bin", DataTypes.IntegerType, false, Unit.NONE, "Logarithmic bin of 1 %");
  public static final Field BIN_COUNT = count("bin_count", "Requests in the bin");

  public static final Field WHOLE_LOCATION_EMISSIONS_GCO2E =
      Field.amount(
          "whole_location_emissions_gco2e",
          Unit.GRAMS_CO2E,
          "Location-based emissions of the metered requests wholly inside the day");
  public static final Field EMBODIED_UNKNOWN =
      count("embodied_unknown", "Rows whose pool has a device without known embodied emissions");
  public static final Field PUE_RATIO =
      Field.amount("pue_ratio", Unit.RATIO, "Power usage effectiveness; null: unknown");
  public static final Field GRID_GCO2E_PER_KWH =
      Field.amount(
          "grid_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Location-based intensity; null: unknown");

  /** Operation of the energy of training jobs, which no request has. */
  public static final String TRAINING_OPERATION = "training";

  /** What the pool of a training job is called: this, then the job. */
  public static final String TRAINING_POOL = "training/";

  /** What requests consumed. Partial sums of tasks: group by the keys. */
  public static final Table CONSUMPTION =
      new Table(
          "consumption",
          "one row per hour, pool, model, team, operation and token class (and task)",
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              OutputTables.MODEL_ID,
              OutputTables.TEAM_ID,
              CanonicalTables.OPERATION,
              TOKEN_CLASS),
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              OutputTables.DEVICE_MODEL,
              OutputTables.MODEL_ID,
              OutputTables.TEAM_ID,
              CanonicalTables.OPERATION,
              TOKEN_CLASS,
              Measures.REQUESTS,
              Measures.FAILED_REQUESTS,
              CanonicalTables.PROMPT_TOKENS,
              CanonicalTables.CACHED_PROMPT_TOKENS,
              CanonicalTables.OUTPUT_TOKENS,
              Measures.ACTIVE_ENERGY_MJ,
              Measures.IDLE_ENERGY_MJ,
              PRESENCE_US,
              WHOLE_REQUESTS,
              WHOLE_ACTIVE_MJ,
              WHOLE_IDLE_MJ,
              WHOLE_OUTPUT_TOKENS,
              UNMETERED_REQUESTS,
              PIECES));

  /** What the meters of a pool recorded in an hour and how it is known. */
  public static final Table POOL_HOUR =
      new Table(
          "pool_hour",
          "one row per pool and hour",
          List.of(OutputTables.USAGE_HOUR, OutputTables.SITE_ID, OutputTables.POOL_ID),
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              OutputTables.DEVICE_MODEL,
              OutputTables.MEASURED_MJ,
              OutputTables.ESTIMATED_MJ,
              PRESENCE_US,
              BUSY_EMBODIED_NG));

  /** What was provisioned and not used. */
  public static final Table PROVISION =
      new Table(
          "provision",
          "one row per pool, hour and owning model; model null: nobody is known to own it",
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              CanonicalTables.MODEL_ID),
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              OutputTables.DEVICE_MODEL,
              CanonicalTables.MODEL_ID,
              PROVISIONED_MJ,
              EMBODIED_NG));

  /** Percentiles come from these. Partial counts of tasks: group by the keys. */
  public static final Table QUERY_HISTOGRAM =
      new Table(
          "query_histogram",
          "one row per model, operation, token class, measure and bin (and task)",
          List.of(OutputTables.MODEL_ID, CanonicalTables.OPERATION, TOKEN_CLASS, MEASURE, BIN),
          List.of(
              OutputTables.MODEL_ID,
              CanonicalTables.OPERATION,
              TOKEN_CLASS,
              MEASURE,
              BIN,
              BIN_COUNT));

  /** What the ledger holds, per key and hour; every millijoule of the meters stands in one row. */
  public static final Table LEDGER =
      new Table(
          "ledger",
          "one row per hour, pool, model, team, operation and token class; idle and unattributed"
              + " energy in rows of their own",
          CONSUMPTION.keys(),
          List.of(
              OutputTables.USAGE_HOUR,
              OutputTables.SITE_ID,
              OutputTables.POOL_ID,
              OutputTables.DEVICE_MODEL,
              OutputTables.MODEL_ID,
              OutputTables.TEAM_ID,
              CanonicalTables.OPERATION,
              TOKEN_CLASS,
              Measures.REQUESTS,
              Measures.FAILED_REQUESTS,
              CanonicalTables.PROMPT_TOKENS,
              CanonicalTables.CACHED_PROMPT_TOKENS,
              CanonicalTables.OUTPUT_TOKENS,
              Measures.ACTIVE_ENERGY_MJ,
              Measures.IDLE_ENERGY_MJ,
              Measures.PROVISIONED_IDLE_ENERGY_MJ,
              Measures.UNATTRIBUTED_ENERGY_MJ,
              WHOLE_REQUESTS,
              WHOLE_ACTIVE_MJ,
              WHOLE_IDLE_MJ,
              WHOLE_OUTPUT_TOKENS,
              UNMETERED_REQUESTS,
              PIECES,
              OutputTables.ESTIMATED_MJ,
              EMBODIED_NG,
              EMBODIED_UNKNOWN));

  /** What follows from the energy of ledger rows, once it is priced. */
  public static final List<Field> AMOUNTS =
      List.of(
          Measures.IT_ENERGY_WH,
          Measures.FACILITY_ENERGY_WH,
          Measures.LOCATION_EMISSIONS_GCO2E,
          Measures.EMBODIED_EMISSIONS_GCO2E,
          Measures.FLOOR_EMISSIONS_GCO2E,
          Measures.CEILING_EMISSIONS_GCO2E,
          WHOLE_LOCATION_EMISSIONS_GCO2E);

  /** Site factors as a table. */
  public static final Table SITE_HOUR =
      new Table(
          "site_hour",
          "one row per site and hour",
          List.of(OutputTables.SITE_ID, OutputTables.USAGE_HOUR),
          List.of(OutputTables.SITE_ID, OutputTables.USAGE_HOUR, PUE_RATIO, GRID_GCO2E_PER_KWH));

  private AttributedTables() {}
}
