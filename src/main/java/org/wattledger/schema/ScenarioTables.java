package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.flag;
import static org.wattledger.schema.Field.text;

import java.util.List;

/** What a what-if changes, as small tables that are joined to a day's rows. */
public final class ScenarioTables {

  public static final Field SCENARIO_ID = text("scenario_id", "Name of the scenario").required();
  public static final Field SCENARIO_KIND =
      text("scenario_kind", "mix, more-clean, region, hours, no-idle or hardware").required();

  public static final Field BASELINE_ENERGY_WH =
      amount("baseline_energy_wh", Unit.WATT_HOURS, "Facility energy as published");
  public static final Field BASELINE_EMISSIONS_GCO2E =
      amount("baseline_emissions_gco2e", Unit.GRAMS_CO2E, "Location-based emissions as published");
  public static final Field BASELINE_EMBODIED_EMISSIONS_GCO2E =
      amount(
          "baseline_embodied_emissions_gco2e", Unit.GRAMS_CO2E, "Embodied emissions as published");

  public static final Field REPLACED_RATIO =
      amount(
          "replaced_ratio", Unit.RATIO, "Part of each kWh that comes from elsewhere; 0: none does");
  public static final Field OTHER_GCO2E_PER_KWH =
      amount("other_gco2e_per_kwh", Unit.GRAMS_CO2E_PER_KWH, "Emissions of that part");
  public static final Field OTHER_EWIF_L_PER_KWH =
      amount("other_ewif_l_per_kwh", Unit.LITRES_PER_KWH, "Water of generating that part");
  public static final Field IS_OTHER_BUILDING =
      flag("is_other_building", "PUE and WUE are the ones that stand here");
  public static final Field OTHER_PUE_RATIO =
      amount("other_pue_ratio", Unit.RATIO, "PUE; null: unknown");
  public static final Field OTHER_WUE_L_PER_KWH =
      amount("other_wue_l_per_kwh", Unit.LITRES_PER_KWH, "WUE; null: unknown");
  public static final Field IS_OTHER_PRICE =
      flag("is_other_price", "Price and currency are the ones that stand here");
  public static final Field OTHER_PRICE_PER_KWH =
      amount("other_price_per_kwh", Unit.NONE, "Price of a facility kWh; null: unknown");
  public static final Field OTHER_CURRENCY = text("other_currency", "Currency of that price");

  public static final Field ACTIVE_ENERGY_RATIO =
      amount("active_energy_ratio", Unit.RATIO, "Energy per unit of work, new device by old");
  public static final Field IDLE_ENERGY_RATIO =
      amount("idle_energy_ratio", Unit.RATIO, "Idle energy, new devices by old; null: unknown");
  public static final Field HOST_ENERGY_RATIO =
      amount("host_energy_ratio", Unit.RATIO, "Host energy, new devices by old; null: unknown");
  public static final Field EMBODIED_RATIO =
      amount("embodied_ratio", Unit.RATIO, "Embodied emissions, new by old; null: unknown");

  /** What holds where and when. Where nothing is replaced or other, the row's own factors hold. */
  public static final Table SCENARIO_HOUR =
      new Table(
          "scenario_hour",
          "one row per scenario, site and hour",
          List.of(SCENARIO_ID, OutputTables.SITE_ID, OutputTables.USAGE_HOUR),
          List.of(
              SCENARIO_ID,
              SCENARIO_KIND,
              OutputTables.SITE_ID,
              OutputTables.USAGE_HOUR,
              REPLACED_RATIO,
              OTHER_GCO2E_PER_KWH,
              OTHER_EWIF_L_PER_KWH,
              IS_OTHER_BUILDING,
              OTHER_PUE_RATIO,
              OTHER_WUE_L_PER_KWH,
              IS_OTHER_PRICE,
              OTHER_PRICE_PER_KWH,
              OTHER_CURRENCY));

  /** How other hardware compares with a device model that was used. */
  public static final Table SCENARIO_DEVICE =
      new Table(
          "scenario_device",
          "one row per scenario of other hardware and device model that it replaces",
          List.of(SCENARIO_ID, OutputTables.DEVICE_MODEL),
          List.of(
              SCENARIO_ID,
              OutputTables.DEVICE_MODEL,
              ACTIVE_ENERGY_RATIO,
              IDLE_ENERGY_RATIO,
              HOST_ENERGY_RATIO,
              EMBODIED_RATIO));

  private ScenarioTables() {}
}
