package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/**
 * Emissions before and on the way: fuel supply and plants, and what lines lose: scope 3 category 3
 * of the GHG Protocol (methodology section 17).
 */
public final class UpstreamEmissions {

  private UpstreamEmissions() {}

  /**
   * The factor that is added to a direct (combustion) factor, in gCO2e/kWh: (life-cycle - direct) +
   * loss share x life-cycle. NaN if the life-cycle factor is unknown; unknown losses are NaN too.
   *
   * @param lossRatio energy lost in transmission and distribution by energy delivered
   */
  public static double gramsPerKwh(
      double directGramsPerKwh, double lifecycleGramsPerKwh, double lossRatio) {
    return lifecycleGramsPerKwh - directGramsPerKwh + lossRatio * lifecycleGramsPerKwh;
  }

  /** Facility kWh x upstream factor, in gCO2e; unknown (NaN) stays unknown. */
  public static double upstreamEmissionsG(double facilityEnergyWh, double gramsPerKwh) {
    return facilityEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * gramsPerKwh;
  }
}
