package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.millijoules;
import static org.wattledger.schema.Field.text;

import java.util.List;

/**
 * The amounts that published tables carry, each under the same name wherever it occurs, and in
 * groups in the order in which tables list them.
 */
public final class Measures {

  public static final Field REQUESTS = count("requests", "Requests that ended on the day");
  public static final Field FAILED_REQUESTS =
      count("failed_requests", "Of these, the ones whose status is not ok");
  public static final Field PROMPT_TOKENS = CanonicalTables.PROMPT_TOKENS;
  public static final Field CACHED_PROMPT_TOKENS = CanonicalTables.CACHED_PROMPT_TOKENS;
  public static final Field OUTPUT_TOKENS = CanonicalTables.OUTPUT_TOKENS;

  public static final Field ACTIVE_ENERGY_MJ =
      millijoules("active_energy_mj", "Metered energy above idle while requests were served");
  public static final Field IDLE_ENERGY_MJ =
      millijoules("idle_energy_mj", "Metered idle floor while requests were present");
  public static final Field PROVISIONED_IDLE_ENERGY_MJ =
      millijoules("provisioned_idle_energy_mj", "Metered energy while no request was present");
  public static final Field UNATTRIBUTED_ENERGY_MJ =
      millijoules("unattributed_energy_mj", "Metered energy without a known model, and rounding");
  public static final Field MODELLED_ENERGY_MJ =
      millijoules("modelled_energy_mj", "Energy modelled from tokens; outside the ledger");
  public static final Field HOST_ENERGY_MJ =
      millijoules(
          "host_energy_mj", "CPU, memory, fans and network of the node; outside the ledger");

  /** In {@code model_hourly}: what would be gone without provisioned idle, beside its energy. */
  public static final Field PROVISIONED_IDLE_HOST_ENERGY_MJ =
      millijoules(
          "provisioned_idle_host_energy_mj",
          "Part of the host energy while no request was present");

  public static final Field PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E =
      grams(
          "provisioned_idle_embodied_emissions_gco2e",
          "Part of the embodied emissions of device time without any request");

  public static final Field IT_ENERGY_WH = wattHours("it_energy_wh", "Devices and host");
  public static final Field FACILITY_ENERGY_WH =
      wattHours("facility_energy_wh", "IT energy x PUE; null: PUE unknown");
  public static final Field LOCATION_EMISSIONS_GCO2E =
      grams("location_emissions_gco2e", "Facility energy x the grid's intensity at the time");
  public static final Field MARKET_EMISSIONS_GCO2E =
      grams("market_emissions_gco2e", "Contracts where they cover, else the residual mix");
  public static final Field MARGINAL_EMISSIONS_GCO2E =
      grams("marginal_emissions_gco2e", "Facility energy x marginal factor; never part of a total");
  public static final Field UPSTREAM_EMISSIONS_GCO2E =
      grams("upstream_emissions_gco2e", "Fuel supply and grid losses");
  public static final Field EMBODIED_EMISSIONS_GCO2E =
      grams("embodied_emissions_gco2e", "Share of the hardware's manufacture");
  public static final Field LOCATION_LOW_EMISSIONS_GCO2E =
      grams("location_low_emissions_gco2e", "Lower bound of the location-based emissions");
  public static final Field LOCATION_HIGH_EMISSIONS_GCO2E =
      grams("location_high_emissions_gco2e", "Upper bound of the location-based emissions");
  public static final Field MARKET_LOW_EMISSIONS_GCO2E =
      grams("market_low_emissions_gco2e", "Lower bound of the market-based emissions");
  public static final Field MARKET_HIGH_EMISSIONS_GCO2E =
      grams("market_high_emissions_gco2e", "Upper bound of the market-based emissions");
  public static final Field MARGINAL_LOW_EMISSIONS_GCO2E =
      grams("marginal_low_emissions_gco2e", "Lower bound of the marginal emissions");
  public static final Field MARGINAL_HIGH_EMISSIONS_GCO2E =
      grams("marginal_high_emissions_gco2e", "Upper bound of the marginal emissions");
  public static final Field UPSTREAM_LOW_EMISSIONS_GCO2E =
      grams("upstream_low_emissions_gco2e", "Lower bound of the upstream emissions");
  public static final Field UPSTREAM_HIGH_EMISSIONS_GCO2E =
      grams("upstream_high_emissions_gco2e", "Upper bound of the upstream emissions");
  public static final Field EMBODIED_LOW_EMISSIONS_GCO2E =
      grams("embodied_low_emissions_gco2e", "Lower bound of the embodied emissions");
  public static final Field EMBODIED_HIGH_EMISSIONS_GCO2E =
      grams("embodied_high_emissions_gco2e", "Upper bound of the embodied emissions");
  public static final Field LOCATION_DOMINANT_INPUT =
      dominant("location_dominant_input", "location-based");
  public static final Field MARKET_DOMINANT_INPUT =
      dominant("market_dominant_input", "market-based");
  public static final Field MARGINAL_DOMINANT_INPUT =
      dominant("marginal_dominant_input", "marginal");
  public static final Field UPSTREAM_DOMINANT_INPUT =
      dominant("upstream_dominant_input", "upstream");
  public static final Field EMBODIED_DOMINANT_INPUT =
      dominant("embodied_dominant_input", "embodied");
  public static final Field FLOOR_EMISSIONS_GCO2E =
      grams("floor_emissions_gco2e", "Same energy, all from the cleanest single source");
  public static final Field CEILING_EMISSIONS_GCO2E =
      grams("ceiling_emissions_gco2e", "Same energy, all from coal");
  public static final Field ONSITE_WATER_L =
      amount("onsite_water_l", Unit.LITRES, "Water used at the site: IT energy x WUE");
  public static final Field OFFSITE_WATER_L =
      amount("offsite_water_l", Unit.LITRES, "Water used by generation: facility energy x EWIF");
  public static final Field OFFSITE_WATER_WITHDRAWAL_L =
      amount(
          "offsite_water_withdrawal_l",
          Unit.LITRES,
          "Water that generation takes and mostly returns; never added to water used");
  public static final Field ENERGY_COST =
      amount("energy_cost", Unit.MONEY, "Facility energy x price at the time");
  public static final Field MEASURED_RATIO =
      amount("measured_ratio", Unit.RATIO, "(measured - estimated) / (measured + modelled) energy");

  public static final Field ENERGY_COST_CURRENCY =
      text("energy_cost_currency", "ISO 4217 code of energy_cost");
  public static final Field METHOD_VERSION =
      text("method_version", "Version of the method that made the row");
  public static final Field REFERENCE_VERSION =
      text("reference_version", "Versions of the reference tables that made the row");

  /** How many requests and tokens. */
  static final List<Field> COUNTS =
      List.of(REQUESTS, FAILED_REQUESTS, PROMPT_TOKENS, CACHED_PROMPT_TOKENS, OUTPUT_TOKENS);

  /** The whole ledger: these four add up to what the meters measured. */
  static final List<Field> LEDGER =
      List.of(ACTIVE_ENERGY_MJ, IDLE_ENERGY_MJ, PROVISIONED_IDLE_ENERGY_MJ, UNATTRIBUTED_ENERGY_MJ);

  /** The part of the ledger that requests carry. */
  static final List<Field> REQUEST_LEDGER = List.of(ACTIVE_ENERGY_MJ, IDLE_ENERGY_MJ);

  /** Energy beside the ledger. */
  static final List<Field> BESIDE_LEDGER = List.of(MODELLED_ENERGY_MJ, HOST_ENERGY_MJ);

  /** What follows from the energy: facility, emissions, water, cost. */
  static final List<Field> FOOTPRINT =
      List.of(
          IT_ENERGY_WH,
          FACILITY_ENERGY_WH,
          LOCATION_EMISSIONS_GCO2E,
          MARKET_EMISSIONS_GCO2E,
          MARGINAL_EMISSIONS_GCO2E,
          UPSTREAM_EMISSIONS_GCO2E,
          EMBODIED_EMISSIONS_GCO2E,
          LOCATION_LOW_EMISSIONS_GCO2E,
          LOCATION_HIGH_EMISSIONS_GCO2E,
          FLOOR_EMISSIONS_GCO2E,
          CEILING_EMISSIONS_GCO2E,
          ONSITE_WATER_L,
          OFFSITE_WATER_L,
          OFFSITE_WATER_WITHDRAWAL_L,
          ENERGY_COST,
          MEASURED_RATIO);

  /** How far the other emissions may be off, and why; in tables by model and by team. */
  static final List<Field> BOUNDS =
      List.of(
          MARKET_LOW_EMISSIONS_GCO2E,
          MARKET_HIGH_EMISSIONS_GCO2E,
          MARGINAL_LOW_EMISSIONS_GCO2E,
          MARGINAL_HIGH_EMISSIONS_GCO2E,
          UPSTREAM_LOW_EMISSIONS_GCO2E,
          UPSTREAM_HIGH_EMISSIONS_GCO2E,
          EMBODIED_LOW_EMISSIONS_GCO2E,
          EMBODIED_HIGH_EMISSIONS_GCO2E,
          LOCATION_DOMINANT_INPUT,
          MARKET_DOMINANT_INPUT,
          MARGINAL_DOMINANT_INPUT,
          UPSTREAM_DOMINANT_INPUT,
          EMBODIED_DOMINANT_INPUT);

  /** By what the numbers of a row can be recomputed; always last. */
  static final List<Field> PROVENANCE =
      List.of(ENERGY_COST_CURRENCY, METHOD_VERSION, REFERENCE_VERSION);

  private Measures() {}

  private static Field dominant(String name, String emissions) {
    return text(
        name,
        "Input that widens the bounds of the "
            + emissions
            + " emissions most: meter, pue, grid factor, hardware; null: none has a range");
  }

  private static Field wattHours(String name, String doc) {
    return amount(name, Unit.WATT_HOURS, doc);
  }

  private static Field grams(String name, String doc) {
    return amount(name, Unit.GRAMS_CO2E, doc);
  }
}
