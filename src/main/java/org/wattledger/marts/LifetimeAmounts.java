package org.wattledger.marts;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Measures;

/** What counts over the life of a model; NaN: unknown, and then unknown of every sum. */
record LifetimeAmounts(double facilityWh, double locationG, double embodiedG)
    implements Serializable {

  static final LifetimeAmounts NOTHING = new LifetimeAmounts(0, 0, 0);
  static final LifetimeAmounts UNKNOWN = new LifetimeAmounts(Double.NaN, Double.NaN, Double.NaN);

  static LifetimeAmounts of(Row row, Columns columns) {
    return new LifetimeAmounts(
        columns.amount(row, Measures.FACILITY_ENERGY_WH),
        columns.amount(row, Measures.LOCATION_EMISSIONS_GCO2E),
        columns.amount(row, Measures.EMBODIED_EMISSIONS_GCO2E));
  }

  LifetimeAmounts plus(LifetimeAmounts other) {
    return new LifetimeAmounts(
        facilityWh + other.facilityWh, locationG + other.locationG, embodiedG + other.embodiedG);
  }

  /** Location-based and embodied. */
  double emissionsG() {
    return locationG + embodiedG;
  }
}
