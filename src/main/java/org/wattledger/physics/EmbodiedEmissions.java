package org.wattledger.physics;

import org.wattledger.quantity.Emissions;
import org.wattledger.quantity.TimeRange;

/** A device's share of the emissions of making it, by time (methodology section 18). */
public final class EmbodiedEmissions {

  private EmbodiedEmissions() {}

  /**
   * Device-seconds / lifetime x embodied emissions, in gCO2e. Unknown (NaN) stays unknown; a
   * lifetime that is not above 0 is unknown.
   */
  public static double embodiedEmissionsG(
      double deviceSeconds, double lifetimeH, double embodiedKgCo2e) {
    if (!(lifetimeH > 0)) {
      return Double.NaN;
    }
    return deviceSeconds
        / (lifetimeH * TimeRange.SECONDS_PER_HOUR)
        * (embodiedKgCo2e * Emissions.GRAMS_PER_KILOGRAM);
  }

  /**
   * The same as the SCI specification writes it, M = TE x TiR / EL x RR / ToR, in gCO2e.
   *
   * @param totalEmbodiedKgCo2e TE, of the whole server
   * @param reservedSeconds TiR
   * @param expectedLifeH EL
   * @param resourcesReserved RR, devices of the server in use
   * @param totalResources ToR, devices of the server
   */
  public static double sciEmbodiedEmissionsG(
      double totalEmbodiedKgCo2e,
      double reservedSeconds,
      double expectedLifeH,
      double resourcesReserved,
      double totalResources) {
    double perResourceKg = totalEmbodiedKgCo2e / totalResources;
    return embodiedEmissionsG(reservedSeconds * resourcesReserved, expectedLifeH, perResourceKg);
  }
}
