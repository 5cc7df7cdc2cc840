package org.wattledger.marts;

import java.util.Map;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/**
 * Names the input whose range widens the bounds of an amount most, over all energy of a row. Where
 * two are equally wide the first of meter, pue, grid factor is named.
 */
final class DominantInput {

  private DominantInput() {}

  /** Adds the names to the known amounts of a row; where nothing has a range, there is none. */
  static void name(Map<String, Object> values) {
    put(
        values,
        Measures.LOCATION_DOMINANT_INPUT,
        widest(values, Measures.LOCATION_EMISSIONS_GCO2E, AttributedTables.LOCATION_SPREAD_WH));
    put(
        values,
        Measures.MARKET_DOMINANT_INPUT,
        widest(values, Measures.MARKET_EMISSIONS_GCO2E, AttributedTables.MARKET_SPREAD_WH));
    put(
        values,
        Measures.MARGINAL_DOMINANT_INPUT,
        widest(values, Measures.MARGINAL_EMISSIONS_GCO2E, AttributedTables.MARGINAL_SPREAD_WH));
    put(
        values,
        Measures.UPSTREAM_DOMINANT_INPUT,
        widest(values, Measures.UPSTREAM_EMISSIONS_GCO2E, 0));
    Double low = amount(values, Measures.EMBODIED_LOW_EMISSIONS_GCO2E);
    Double high = amount(values, Measures.EMBODIED_HIGH_EMISSIONS_GCO2E);
    if (low != null && high != null && high > low) {
      values.put(Measures.EMBODIED_DOMINANT_INPUT.name(), "hardware");
    }
  }

  private static String widest(Map<String, Object> values, Field emissions, Field factorSpreadWh) {
    return widest(values, emissions, amount(values, factorSpreadWh));
  }

  private static String widest(Map<String, Object> values, Field emissions, double factorSpread) {
    if (amount(values, emissions) == null) {
      return null;
    }
    double meter = amount(values, AttributedTables.METER_SPREAD_WH);
    double pue = amount(values, AttributedTables.PUE_SPREAD_WH);
    double most = Math.max(meter, Math.max(pue, factorSpread));
    if (most <= 0) {
      return null;
    }
    if (meter == most) {
      return "meter";
    }
    return pue == most ? "pue" : "grid factor";
  }

  private static Double amount(Map<String, Object> values, Field amount) {
    return (Double) values.get(amount.name());
  }

  private static void put(Map<String, Object> values, Field field, String input) {
    if (input != null) {
      values.put(field.name(), input);
    }
  }
}
