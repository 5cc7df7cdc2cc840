package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.flag;
import static org.wattledger.schema.Field.text;
import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceRows.VALID_FROM;
import static org.wattledger.schema.ReferenceRows.VALID_TO;

import java.util.List;

/**
 * The versioned tables of facts from outside: what a device draws, what a grid emits, where a site
 * stands. Each is a CSV file with these columns; an empty cell means unknown, never zero, and so
 * does a column that is absent from the file.
 */
public final class ReferenceTables {

  public static final Field ALIASES =
      text("aliases", "Other names of the same thing, separated by |");

  public static final Field DEVICE_MODEL = text("device_model", "Product name").required();
  public static final Field KIND = text("kind", "accelerator, host or platform").required();
  public static final Field IDLE_W =
      amount("idle_w", Unit.WATTS, "Draw with no model resident and no context open");
  public static final Field LOADED_IDLE_W =
      amount("loaded_idle_w", Unit.WATTS, "Draw with a model resident and no request");
  public static final Field LOADED_IDLE_LOW_W =
      amount("loaded_idle_low_w", Unit.WATTS, "Lowest published loaded idle");
  public static final Field LOADED_IDLE_HIGH_W =
      amount("loaded_idle_high_w", Unit.WATTS, "Highest published loaded idle");
  public static final Field MAX_W = amount("max_w", Unit.WATTS, "Board or module power limit");
  public static final Field HOST_W_PER_DEVICE =
      amount("host_w_per_device", Unit.NONE, "Host draw in watts, per device, where unmetered");
  public static final Field HOST_LOW_W_PER_DEVICE =
      amount("host_low_w_per_device", Unit.NONE, "Lower bound of it, in watts");
  public static final Field HOST_HIGH_W_PER_DEVICE =
      amount("host_high_w_per_device", Unit.NONE, "Upper bound of it, in watts");
  public static final Field INCLUDES_HOST =
      flag("includes_host", "True if the device's own meter already covers its host");
  public static final Field EMBODIED_KGCO2E =
      amount("embodied_kgco2e", Unit.KILOGRAMS_CO2E, "Emissions of making one device");
  public static final Field EMBODIED_LOW_KGCO2E =
      amount("embodied_low_kgco2e", Unit.KILOGRAMS_CO2E, "Lowest published figure");
  public static final Field EMBODIED_HIGH_KGCO2E =
      amount("embodied_high_kgco2e", Unit.KILOGRAMS_CO2E, "Highest published figure");
  public static final Field HOST_EMBODIED_KGCO2E =
      amount(
          "host_embodied_kgco2e",
          Unit.KILOGRAMS_CO2E,
          "Emissions of making the host without its devices, per device");
  public static final Field HOST_EMBODIED_LOW_KGCO2E =
      amount("host_embodied_low_kgco2e", Unit.KILOGRAMS_CO2E, "Lowest published figure");
  public static final Field HOST_EMBODIED_HIGH_KGCO2E =
      amount("host_embodied_high_kgco2e", Unit.KILOGRAMS_CO2E, "Highest published figure");
  public static final Field LIFETIME_H =
      amount("lifetime_h", Unit.HOURS, "Hours of service over which making it is spread");
  public static final Field MEMORY_GB = amount("memory_gb", Unit.GIGABYTES, "Device memory");

  public static final Field ZONE =
      text("zone", "Electricity grid zone, as Electricity Maps names it").required();
  public static final Field CADENCE =
      text("cadence", "hour (an hour or a finer interval), month or year; the finest wins")
          .required();
  public static final Field LOCATION_GCO2E_PER_KWH =
      amount("location_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Average factor of the grid");
  public static final Field LOCATION_LOW_GCO2E_PER_KWH =
      amount("location_low_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Lower bound of it");
  public static final Field LOCATION_HIGH_GCO2E_PER_KWH =
      amount("location_high_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Upper bound of it");
  public static final Field LIFECYCLE_GCO2E_PER_KWH =
      amount(
          "lifecycle_gco2e_per_kwh",
          Unit.GRAMS_CO2E_PER_KWH,
          "Life-cycle factor of the same electricity, only beside a direct location factor");
  public static final Field MARKET_RESIDUAL_GCO2E_PER_KWH =
      amount("market_residual_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Residual mix");
  public static final Field MARKET_RESIDUAL_LOW_GCO2E_PER_KWH =
      amount("market_residual_low_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Lower bound of it");
  public static final Field MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH =
      amount("market_residual_high_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Upper bound of it");
  public static final Field MARGINAL_GCO2E_PER_KWH =
      amount("marginal_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Marginal factor");
  public static final Field MARGINAL_LOW_GCO2E_PER_KWH =
      amount("marginal_low_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Lower bound of it");
  public static final Field MARGINAL_HIGH_GCO2E_PER_KWH =
      amount("marginal_high_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Upper bound of it");
  public static final Field FACTOR_BASIS =
      text("factor_basis", "direct (combustion) or lifecycle").required();
  public static final Field TD_LOSS_RATIO =
      amount(
          "td_loss_ratio",
          Unit.RATIO,
          "Energy lost in transmission and distribution by energy delivered");
  public static final Field EWIF_L_PER_KWH =
      amount("ewif_l_per_kwh", Unit.LITRES_PER_KWH, "Water consumed in generation, off-site");
  public static final Field EWIF_WITHDRAWAL_L_PER_KWH =
      amount("ewif_withdrawal_l_per_kwh", Unit.LITRES_PER_KWH, "Water withdrawn in generation");
  public static final Field IS_ESTIMATED =
      flag("is_estimated", "True if the publisher estimated the value");

  public static final Field SITE_ID = text("site_id", "Data-centre site").required();
  public static final Field PUE =
      amount("pue", Unit.NONE, "Facility energy by IT energy; no unit, 1 or more");
  public static final Field PUE_LOW = amount("pue_low", Unit.NONE, "Lower bound of the PUE");
  public static final Field PUE_HIGH = amount("pue_high", Unit.NONE, "Upper bound of the PUE");
  public static final Field WUE_L_PER_KWH =
      amount("wue_l_per_kwh", Unit.LITRES_PER_KWH, "Water consumed on site by IT energy");
  public static final Field WUE_LOW_L_PER_KWH =
      amount("wue_low_l_per_kwh", Unit.LITRES_PER_KWH, "Lower bound of the WUE");
  public static final Field WUE_HIGH_L_PER_KWH =
      amount("wue_high_l_per_kwh", Unit.LITRES_PER_KWH, "Upper bound of the WUE");

  public static final Field FACTOR_SET =
      text("factor_set", "Name of a coherent set of factors").required();
  public static final Field IS_DEFAULT =
      flag("is_default", "True for the set that floors and ceilings use");
  public static final Field ENERGY_SOURCE =
      text("energy_source", "Generation technology").required();
  public static final Field FACTOR_GCO2E_PER_KWH =
      amount("factor_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Life-cycle factor").required();
  public static final Field FACTOR_LOW_GCO2E_PER_KWH =
      amount("factor_low_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Lower bound of it");
  public static final Field FACTOR_HIGH_GCO2E_PER_KWH =
      amount("factor_high_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Upper bound of it");

  public static final Field MODEL_ID =
      text("model_id", "Model; the row * holds what every other model gets").required();
  public static final Field PARAMETERS_B =
      amount("parameters_b", Unit.NONE, "Parameters, in billions");
  public static final Field ACTIVE_PARAMETERS_B =
      amount("active_parameters_b", Unit.NONE, "Parameters used per token, in billions");
  public static final Field W_PREFILL =
      amount("w_prefill", Unit.NONE, "Work of one uncached input token; the unit of work");
  public static final Field W_CACHED =
      amount("w_cached", Unit.NONE, "Work of one input token read from a cache");
  public static final Field W_DECODE =
      amount("w_decode", Unit.NONE, "Work of one output token at an empty context");
  public static final Field W_CONTEXT_PER_1K =
      amount(
          "w_context_per_1k",
          Unit.NONE,
          "Further work of one output token per 1,000 tokens of mean context"
              + " (input tokens + half the output tokens)");

  public static final Field TEAM_ID = text("team_id", "Team").required();
  public static final Field KEYS =
      text("keys", "Names, namespaces and key hashes that logs file the team under, by |");
  public static final Field COST_CENTER = text("cost_center", "Cost centre that pays");

  public static final Field PRICE_PER_KWH =
      amount("price_per_kwh", Unit.NONE, "Price of one facility kWh, in the row's currency")
          .required();
  public static final Field CURRENCY = text("currency", "ISO 4217 code").required();

  public static final Field CONTRACT_ID = text("contract_id", "Contract").required();
  public static final Field CONTRACT_KIND = text("kind", "ppa or certificate").required();
  public static final Field MATCHING =
      text("matching", "hour or year: the span in which it covers consumption").required();
  public static final Field CONTRACT_MWH =
      amount("contract_mwh", Unit.NONE, "Amount per matching span, in MWh").required();

  public static final Field CONTRACT_FACTOR_GCO2E_PER_KWH =
      amount(
          "factor_gco2e_per_kwh",
          Unit.GRAMS_CO2E_PER_KWH,
          "Factor of what is delivered; 0 is a value, null: unknown, so that what the contract"
              + " covers has no market-based emissions");

  public static final Field METER_BASIS =
      text("energy_basis", "COUNTER, POWER, UTILIZATION, HOST_RATED or TRAINING_RATED").required();
  public static final Field LOW_RATIO =
      amount("low_ratio", Unit.RATIO, "Least true energy by the energy shown, at most 1")
          .required();
  public static final Field HIGH_RATIO =
      amount("high_ratio", Unit.RATIO, "Greatest true energy by the energy shown, at least 1")
          .required();

  public static final Table HARDWARE =
      new Table(
          "hardware",
          "one row per device model and validity",
          List.of(DEVICE_MODEL, VALID_FROM),
          List.of(
              DEVICE_MODEL,
              ALIASES,
              KIND,
              IDLE_W,
              LOADED_IDLE_W,
              LOADED_IDLE_LOW_W,
              LOADED_IDLE_HIGH_W,
              MAX_W,
              HOST_W_PER_DEVICE,
              HOST_LOW_W_PER_DEVICE,
              HOST_HIGH_W_PER_DEVICE,
              INCLUDES_HOST,
              EMBODIED_KGCO2E,
              EMBODIED_LOW_KGCO2E,
              EMBODIED_HIGH_KGCO2E,
              HOST_EMBODIED_KGCO2E,
              HOST_EMBODIED_LOW_KGCO2E,
              HOST_EMBODIED_HIGH_KGCO2E,
              LIFETIME_H,
              MEMORY_GB,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  public static final Table GRID =
      new Table(
          "grid",
          "one row per zone, cadence and validity",
          List.of(ZONE, CADENCE, VALID_FROM),
          List.of(
              ZONE,
              VALID_FROM,
              VALID_TO,
              CADENCE,
              LOCATION_GCO2E_PER_KWH,
              LOCATION_LOW_GCO2E_PER_KWH,
              LOCATION_HIGH_GCO2E_PER_KWH,
              LIFECYCLE_GCO2E_PER_KWH,
              MARKET_RESIDUAL_GCO2E_PER_KWH,
              MARKET_RESIDUAL_LOW_GCO2E_PER_KWH,
              MARKET_RESIDUAL_HIGH_GCO2E_PER_KWH,
              MARGINAL_GCO2E_PER_KWH,
              MARGINAL_LOW_GCO2E_PER_KWH,
              MARGINAL_HIGH_GCO2E_PER_KWH,
              FACTOR_BASIS,
              TD_LOSS_RATIO,
              EWIF_L_PER_KWH,
              EWIF_WITHDRAWAL_L_PER_KWH,
              IS_ESTIMATED,
              SOURCE));

  public static final Table SITES =
      new Table(
          "sites",
          "one row per site and validity",
          List.of(SITE_ID, VALID_FROM),
          List.of(
              SITE_ID,
              ZONE,
              PUE,
              PUE_LOW,
              PUE_HIGH,
              WUE_L_PER_KWH,
              WUE_LOW_L_PER_KWH,
              WUE_HIGH_L_PER_KWH,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  public static final Table ENERGY_SOURCES =
      new Table(
          "energy_sources",
          "one row per factor set, technology and validity",
          List.of(FACTOR_SET, ENERGY_SOURCE, VALID_FROM),
          List.of(
              FACTOR_SET,
              IS_DEFAULT,
              ENERGY_SOURCE,
              FACTOR_GCO2E_PER_KWH,
              FACTOR_LOW_GCO2E_PER_KWH,
              FACTOR_HIGH_GCO2E_PER_KWH,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  public static final Table MODELS =
      new Table(
          "models",
          "one row per model and validity",
          List.of(MODEL_ID, VALID_FROM),
          List.of(
              MODEL_ID,
              ALIASES,
              PARAMETERS_B,
              ACTIVE_PARAMETERS_B,
              W_PREFILL,
              W_CACHED,
              W_DECODE,
              W_CONTEXT_PER_1K,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  public static final Table TEAMS =
      new Table(
          "teams",
          "one row per team and validity",
          List.of(TEAM_ID, VALID_FROM),
          List.of(TEAM_ID, KEYS, COST_CENTER, VALID_FROM, VALID_TO, SOURCE));

  public static final Table PRICES =
      new Table(
          "prices",
          "one row per site and validity",
          List.of(SITE_ID, VALID_FROM),
          List.of(SITE_ID, PRICE_PER_KWH, CURRENCY, VALID_FROM, VALID_TO, SOURCE));

  public static final Table CONTRACTS =
      new Table(
          "contracts",
          "one row per contract and validity",
          List.of(CONTRACT_ID, VALID_FROM),
          List.of(
              CONTRACT_ID,
              SITE_ID,
              CONTRACT_KIND,
              MATCHING,
              CONTRACT_MWH,
              CONTRACT_FACTOR_GCO2E_PER_KWH,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  public static final Table METER_TIERS =
      new Table(
          "meter_tiers",
          "one row per energy basis and validity",
          List.of(METER_BASIS, VALID_FROM),
          List.of(METER_BASIS, LOW_RATIO, HIGH_RATIO, VALID_FROM, VALID_TO, SOURCE));

  /** All reference tables, in the order of the documentation. */
  public static final List<Table> ALL =
      List.of(
          HARDWARE,
          GRID,
          SITES,
          ENERGY_SOURCES,
          MODELS,
          TEAMS,
          PRICES,
          CONTRACTS,
          METER_TIERS,
          Equivalences.EQUIVALENCES);

  private ReferenceTables() {}
}
