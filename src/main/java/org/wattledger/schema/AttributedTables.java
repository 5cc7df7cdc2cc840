package org.wattledger.schema;

import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.millijoules;

import java.util.List;

/**
 * What the stages between the requests and the marts add up: whole numbers per key and grid
 * interval, and the amounts that follow from them.
 */
public final class AttributedTables {

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
  public static final Field EMBODIED_NG =
      count("embodied_ng", "Embodied emissions, ngCO2e; null: unknown for a device");
  public static final Field EMBODIED_LOW_NG =
      count("embodied_low_ng", "Lower bound of the embodied emissions, ngCO2e");
  public static final Field EMBODIED_HIGH_NG =
      count("embodied_high_ng", "Upper bound of the embodied emissions, ngCO2e");
  public static final Field HOST_ESTIMATED_MJ =
      millijoules("host_estimated_mj", "Part of the host energy that rests on rated watts");
  public static final Field HOST_UNKNOWN =
      count("host_unknown", "Rows whose pool has a device without known host energy");
  public static final Field METER_DOWN_MJ =
      millijoules("meter_down_mj", "By how much devices and host may have used less");
  public static final Field METER_UP_MJ =
      millijoules("meter_up_mj", "By how much devices and host may have used more");

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

  public static final Field MODELLED_UNKNOWN =
      count("modelled_unknown", "Parts of the modelled energy that are not known");

  private static final List<Field> WHOLE =
      List.of(WHOLE_REQUESTS, WHOLE_ACTIVE_MJ, WHOLE_IDLE_MJ, WHOLE_HOST_MJ, WHOLE_OUTPUT_TOKENS);

  /** Operation of the energy of training jobs, which no request has. */
  public static final String TRAINING_OPERATION = "training";

  /** What the pool of a training job is called: this, then the job. */
  public static final String TRAINING_POOL = "training/";

  /** What requests consumed, in the order in which it is summed. */
  public static final List<Field> CONSUMED =
      OutputTables.fields(
          Measures.COUNTS,
          List.of(
              Measures.ACTIVE_ENERGY_MJ,
              Measures.IDLE_ENERGY_MJ,
              Measures.HOST_ENERGY_MJ,
              PRESENCE_US),
          WHOLE,
          List.of(UNMETERED_REQUESTS, PIECES));

  /** The sums of a row of the ledger, in their order; every metered millijoule is in one row. */
  public static final List<Field> LEDGER =
      OutputTables.fields(
          Measures.COUNTS,
          Measures.LEDGER,
          Measures.BESIDE_LEDGER,
          List.of(MODELLED_UNKNOWN),
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
              EMBODIED_UNKNOWN));

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
