package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.text;

/** The columns of a what-if: which one it is, and what was published beside it. */
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

  private ScenarioTables() {}
}
