package org.wattledger.physics;

/** Carbon per functional unit, SCI = (E x I + M) / R (methodology section 22). */
public final class SoftwareCarbonIntensity {

  private SoftwareCarbonIntensity() {}

  /**
   * In gCO2e per functional unit; NaN if there is no unit.
   *
   * @param operationalG E x I: energy times location-based intensity, no offsets, gCO2e
   * @param embodiedG M: share of making the hardware, gCO2e
   * @param units R: requests, thousands of output tokens, or whatever is counted
   */
  public static double perUnitG(double operationalG, double embodiedG, double units) {
    return units > 0 ? (operationalG + embodiedG) / units : Double.NaN;
  }
}
