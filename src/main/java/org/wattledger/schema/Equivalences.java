package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.text;
import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceRows.VALID_FROM;
import static org.wattledger.schema.ReferenceRows.VALID_TO;

import java.util.List;

/** Published amounts that people can imagine, to stand beside those of a day. */
public final class Equivalences {

  public static final Field FACT_ID = text("fact_id", "Name of the published fact").required();
  public static final Field CLAIM = text("claim", "The fact in words").required();
  public static final Field ENERGY_WH = amount("energy_wh", Unit.WATT_HOURS, "Energy");
  public static final Field ENERGY_LOW_WH =
      amount("energy_low_wh", Unit.WATT_HOURS, "Lower bound of it");
  public static final Field ENERGY_HIGH_WH =
      amount("energy_high_wh", Unit.WATT_HOURS, "Upper bound of it");
  public static final Field EMISSIONS_GCO2E =
      amount("emissions_gco2e", Unit.GRAMS_CO2E, "Emissions");
  public static final Field EMISSIONS_LOW_GCO2E =
      amount("emissions_low_gco2e", Unit.GRAMS_CO2E, "Lower bound of them");
  public static final Field EMISSIONS_HIGH_GCO2E =
      amount("emissions_high_gco2e", Unit.GRAMS_CO2E, "Upper bound of them");
  public static final Field WATER_L = amount("water_l", Unit.LITRES, "Water");
  public static final Field POWER_W = amount("power_w", Unit.WATTS, "Power");

  public static final Table EQUIVALENCES =
      new Table(
          "equivalences",
          "one row per published fact and validity",
          List.of(FACT_ID, VALID_FROM),
          List.of(
              FACT_ID,
              CLAIM,
              ENERGY_WH,
              ENERGY_LOW_WH,
              ENERGY_HIGH_WH,
              EMISSIONS_GCO2E,
              EMISSIONS_LOW_GCO2E,
              EMISSIONS_HIGH_GCO2E,
              WATER_L,
              POWER_W,
              VALID_FROM,
              VALID_TO,
              SOURCE));

  private Equivalences() {}
}
