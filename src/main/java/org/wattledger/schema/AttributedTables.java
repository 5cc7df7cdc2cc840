package org.wattledger.schema;

import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.millijoules;
import static org.wattledger.schema.Field.text;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * What attribution yields for the marts: ledger amounts per key and grid interval, whole numbers
 * only; and what they are priced with.
 */
public final class AttributedTables {

  public static final Field INTERVAL =
      new Field(
          "grid_interval",
          DataTypes.IntegerType,
          false,
          Unit.NONE,
          "Interval of the day in which all factors of a site are constant, from 0");
  public static final Field TOKEN_CLASS = OutputTables.TOKEN_CLASS;
  public static final Field PRESENCE_US =
      count("presence_us", "Microseconds that the requests were present in the interval");
  public static final Field WHOLE_REQUESTS =
      count("whole_requests", "Metered requests that lie wholly inside the day");
  public static final Field WHOLE_ACTIVE_MJ =
      millijoules("whole_active_mj", "Active energy of the metered requests wholly inside the day");
  public static final Field WHOLE_IDLE_MJ =
      millijoules(
          "whole_idle_mj", "Shared idle energy of the metered requests wholly inside the day");
  public static final Field WHOLE_HOST_MJ =
      millijoules("whole_host_mj", "Host energy of the metered requests wholly inside the day");
  public static final Field WHOLE_OUTPUT_TOKENS =
      Field.tokens(
          "whole_output_tokens", "Output tokens of the metered requests wholly inside the day");
  public static final Field UNMETERED_REQUESTS =
      count("unmetered_requests", "Requests whose pool has no telemetry at all");
  public static final Field PIECES =
      count("pieces", "Metered parts of requests, one per request, pool and interval");
  public static final Field BUSY_EMBODIED_NG =
      count("busy_embodied_ng", "Embodied emissions of device time with requests present, ngCO2e");
  public static final Field EMBODIED_NG =
      count("embodied_ng", "Embodied emissions, ngCO2e; null: unknown for a device");
  public static final Field EMBODIED_LOW_NG =
      count("embodied_low_ng", "Lower bound of the embodied emissions, ngCO2e");
  public static final Field EMBODIED_HIGH_NG =
      count("embodied_high_ng", "Upper bound of the embodied emissions, ngCO2e");
  public static final Field EMBODIED_LOW_RATIO =
      Field.amount("embodied_low_ratio", Unit.RATIO, "Lower bound by best value of a pool's");
  public static final Field EMBODIED_HIGH_RATIO =
      Field.amount("embodied_high_ratio", Unit.RATIO, "Upper bound by best value of a pool's");
  public static final Field PROVISIONED_MJ =
      millijoules("provisioned_mj", "Energy used while no request was present");
  public static final Field HOST_ESTIMATED_MJ =
      millijoules("host_estimated_mj", "Part of the host energy that rests on rated watts");
  public static final Field HOST_UNKNOWN =
      count("host_unknown", "Rows whose pool has a device without known host energy");
  public static final Field METER_DOWN_MJ =
      millijoules("meter_down_mj", "By how much devices and host may have used less");
  public static final Field METER_UP_MJ =
      millijoules("meter_up_mj", "By how much devices and host may have used more");
  public static final Field HAS_ACCELERATOR =
      Field.flag("has_accelerator", "Whether the pool has an accelerator or a request");
  public static final Field IS_TRAINING =
      Field.flag("is_training", "Whether the pool is that of a training job");
  public static final Field MEASURE = text("measure", "What the histogram counts");
  public static final Field BIN =
      new Field("bin", DataTypes.IntegerType, false, Unit.NONE, "Logarithmic bin of 1 %");
  public static final Field BIN_COUNT = count("bin_count", "Requests in the bin");

  public static final Field WHOLE_LOCATION_EMISSIONS_GCO2E =
      Field.amount(
          "whole_location_emissions_gco2e",
          Unit.GRAMS_CO2E,
          "Location-based emissions of the metered requests wholly inside the day");
  public static final Field WHOLE_WATER_L =
      Field.amount(
          "whole_water_l",
          Unit.LITRES,
          "Water of the metered requests wholly inside the day, on-site and off-site");
  public static final Field EMBODIED_UNKNOWN =
      count("embodied_unknown", "Rows whose pool has a device without known embodied emissions");

  /** Where and when: the keys of everything that attribution sums. */
  private static final List<Field> PLACE =
      List.of(INTERVAL, OutputTables.USAGE_HOUR, OutputTables.SITE_ID, OutputTables.POOL_ID);

  /** For whom: the keys of consumption beside the place. */
  private static final List<Field> WHO =
      List.of(OutputTables.MODEL_ID, OutputTables.TEAM_ID, CanonicalTables.OPERATION, TOKEN_CLASS);

  private static final List<Field> WHOLE =
      List.of(WHOLE_REQUESTS, WHOLE_ACTIVE_MJ, WHOLE_IDLE_MJ, WHOLE_HOST_MJ, WHOLE_OUTPUT_TOKENS);

  /** Operation of the energy of training jobs, which no request has. */
  public static final String TRAINING_OPERATION = "training";

  /** What the pool of a training job is called: this, then the job. */
  public static final String TRAINING_POOL = "training/";

  /** What requests consumed. Partial sums of tasks: group by the keys. */
  public static final Table CONSUMPTION =
      new Table(
          "consumption",
          "one row per interval, pool, model, team, operation and token class (and task)",
          OutputTables.fields(PLACE, WHO),
          OutputTables.fields(
              PLACE,
              List.of(OutputTables.DEVICE_MODEL),
              WHO,
              Measures.COUNTS,
              List.of(
                  Measures.ACTIVE_ENERGY_MJ,
                  Measures.IDLE_ENERGY_MJ,
                  Measures.HOST_ENERGY_MJ,
                  PRESENCE_US),
              WHOLE,
              List.of(UNMETERED_REQUESTS, PIECES)));

  /** What the meters of a pool recorded in an interval and how it is known. */
  public static final Table POOL_HOUR =
      new Table(
          "pool_hour",
          "one row per pool and interval",
          PLACE,
          OutputTables.fields(
              PLACE,
              List.of(
                  OutputTables.DEVICE_MODEL,
                  OutputTables.MEASURED_MJ,
                  OutputTables.ESTIMATED_MJ,
                  PRESENCE_US,
                  BUSY_EMBODIED_NG,
                  EMBODIED_LOW_RATIO,
                  EMBODIED_HIGH_RATIO,
                  Measures.HOST_ENERGY_MJ,
                  HOST_ESTIMATED_MJ,
                  HOST_UNKNOWN,
                  OutputTables.HOST_ENERGY_BASIS,
                  METER_DOWN_MJ,
                  METER_UP_MJ,
                  HAS_ACCELERATOR,
                  IS_TRAINING)));

  /** What was provisioned and not used. */
  public static final Table PROVISION =
      new Table(
          "provision",
          "one row per pool, interval and owning model; model null: nobody is known to own it",
          OutputTables.fields(PLACE, List.of(CanonicalTables.MODEL_ID)),
          OutputTables.fields(
              PLACE,
              List.of(
                  OutputTables.DEVICE_MODEL,
                  CanonicalTables.MODEL_ID,
                  PROVISIONED_MJ,
                  Measures.HOST_ENERGY_MJ,
                  EMBODIED_NG)));

  /** What the meters of devices under training jobs recorded. */
  public static final Table TRAINING =
      new Table(
          "training_use",
          "one row per training pool and interval",
          PLACE,
          OutputTables.fields(
              PLACE,
              List.of(
                  OutputTables.DEVICE_MODEL,
                  OutputTables.MODEL_ID,
                  OutputTables.TEAM_ID,
                  Measures.ACTIVE_ENERGY_MJ,
                  Measures.HOST_ENERGY_MJ,
                  EMBODIED_NG)));

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

  /**
   * What the ledger holds, per key and interval; every millijoule of the meters stands in one row.
   */
  public static final Table LEDGER =
      new Table(
          "ledger",
          "one row per interval, pool, model, team, operation and token class; idle and"
              + " unattributed energy in rows of their own",
          CONSUMPTION.keys(),
          OutputTables.fields(
              PLACE,
              List.of(OutputTables.DEVICE_MODEL),
              WHO,
              Measures.COUNTS,
              Measures.LEDGER,
              Measures.BESIDE_LEDGER,
              WHOLE,
              List.of(
                  UNMETERED_REQUESTS,
                  PIECES,
                  OutputTables.ESTIMATED_MJ,
                  HOST_ESTIMATED_MJ,
                  HOST_UNKNOWN,
                  METER_DOWN_MJ,
                  METER_UP_MJ,
                  EMBODIED_NG,
                  EMBODIED_LOW_NG,
                  EMBODIED_HIGH_NG,
                  EMBODIED_UNKNOWN)));

  /** Facility energy times the width of an input's range: whichever is greatest dominates. */
  public static final Field METER_SPREAD_WH = spread("meter_spread_wh", "the meters");

  public static final Field PUE_SPREAD_WH = spread("pue_spread_wh", "the PUE");
  public static final Field LOCATION_SPREAD_WH =
      spread("location_spread_wh", "the location-based factor");
  public static final Field MARKET_SPREAD_WH =
      spread("market_spread_wh", "the market-based factor");
  public static final Field MARGINAL_SPREAD_WH =
      spread("marginal_spread_wh", "the marginal factor");

  /** What follows from the energy of ledger rows, once it is priced. */
  public static final List<Field> AMOUNTS =
      List.of(
          Measures.IT_ENERGY_WH,
          Measures.FACILITY_ENERGY_WH,
          Measures.LOCATION_EMISSIONS_GCO2E,
          Measures.MARKET_EMISSIONS_GCO2E,
          Measures.MARGINAL_EMISSIONS_GCO2E,
          Measures.UPSTREAM_EMISSIONS_GCO2E,
          Measures.EMBODIED_EMISSIONS_GCO2E,
          Measures.LOCATION_LOW_EMISSIONS_GCO2E,
          Measures.LOCATION_HIGH_EMISSIONS_GCO2E,
          Measures.FLOOR_EMISSIONS_GCO2E,
          Measures.CEILING_EMISSIONS_GCO2E,
          Measures.ONSITE_WATER_L,
          Measures.OFFSITE_WATER_L,
          Measures.OFFSITE_WATER_WITHDRAWAL_L,
          Measures.ENERGY_COST,
          Measures.MARKET_LOW_EMISSIONS_GCO2E,
          Measures.MARKET_HIGH_EMISSIONS_GCO2E,
          Measures.MARGINAL_LOW_EMISSIONS_GCO2E,
          Measures.MARGINAL_HIGH_EMISSIONS_GCO2E,
          Measures.UPSTREAM_LOW_EMISSIONS_GCO2E,
          Measures.UPSTREAM_HIGH_EMISSIONS_GCO2E,
          Measures.EMBODIED_LOW_EMISSIONS_GCO2E,
          Measures.EMBODIED_HIGH_EMISSIONS_GCO2E,
          METER_SPREAD_WH,
          PUE_SPREAD_WH,
          LOCATION_SPREAD_WH,
          MARKET_SPREAD_WH,
          MARGINAL_SPREAD_WH,
          WHOLE_LOCATION_EMISSIONS_GCO2E,
          WHOLE_WATER_L);

  private AttributedTables() {}

  private static Field spread(String name, String input) {
    return Field.amount(
        name, Unit.WATT_HOURS, "Facility energy x relative width of the range of " + input);
  }
}
