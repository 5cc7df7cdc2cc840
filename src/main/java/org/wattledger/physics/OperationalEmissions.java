package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/** Emissions of making the electricity that a facility consumed (methodology section 15). */
public final class OperationalEmissions {

  private OperationalEmissions() {}

  /**
   * Facility kWh x carbon intensity of zone and interval, in gCO2e; unknown (NaN) stays unknown.
   */
  public static double operationalEmissionsG(double facilityEnergyWh, double gramsPerKwh) {
    return facilityEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * gramsPerKwh;
  }

  /** The same energy, all of it from the cleanest single source, in gCO2e. */
  public static double floorEmissionsG(double facilityEnergyWh, double cleanestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, cleanestGramsPerKwh);
  }

  /** The same energy, all of it from the dirtiest single source, in gCO2e. */
  public static double ceilingEmissionsG(double facilityEnergyWh, double dirtiestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, dirtiestGramsPerKwh);
  }

  /** The lowest of the sources' gCO2e/kWh; NaN if there is none. Unknown ones do not count. */
  public static double cleanestGramsPerKwh(double[] sourcesGramsPerKwh) {
    double cleanest = Double.NaN;
    for (double source : sourcesGramsPerKwh) {
      if (!Double.isNaN(source) && !(source >= cleanest)) {
        cleanest = source;
      }
    }
    return cleanest;
  }

  /** The highest of the sources' gCO2e/kWh; NaN if there is none. Unknown ones do not count. */
  public static double dirtiestGramsPerKwh(double[] sourcesGramsPerKwh) {
    double dirtiest = Double.NaN;
    for (double source : sourcesGramsPerKwh) {
      if (!Double.isNaN(source) && !(source <= dirtiest)) {
        dirtiest = source;
      }
    }
    return dirtiest;
  }
}
