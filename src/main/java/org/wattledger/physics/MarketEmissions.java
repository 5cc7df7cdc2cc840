package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/**
 * Market-based emissions: what contracts cover counts with the contracts' factors, the rest with
 * the residual mix (methodology section 16).
 */
public final class MarketEmissions {

  private MarketEmissions() {}

  /**
   * The factor of a site and interval, in gCO2e/kWh. Contracts cover in the order given until
   * nothing is left; what they offer beyond the consumption covers nothing. NaN if some of the
   * consumption is not covered and the residual mix is unknown, or a contract in use has no factor.
   *
   * @param consumedWh facility energy in the span that the contracts are matched over
   * @param contractWh what each contract delivers in that span
   * @param contractGramsPerKwh factor of each contract; a real 0 is a value
   * @param residualGramsPerKwh residual mix of the grid; where none is published, its average
   */
  public static double gramsPerKwh(
      double consumedWh,
      double[] contractWh,
      double[] contractGramsPerKwh,
      double residualGramsPerKwh) {
    double uncovered = 1;
    double grams = 0;
    for (int i = 0; i < contractWh.length && uncovered > 0; i++) {
      double share = Math.min(coveredShare(consumedWh, contractWh[i]), uncovered);
      if (share > 0) {
        grams += share * contractGramsPerKwh[i];
        uncovered -= share;
      }
    }
    return uncovered > 0 ? grams + uncovered * residualGramsPerKwh : grams;
  }

  /** Share of a consumption that an amount covers, 0 to 1; nothing consumed is covered wholly. */
  public static double coveredShare(double consumedWh, double contractWh) {
    if (!(contractWh > 0)) {
      return 0;
    }
    return consumedWh <= contractWh ? 1 : contractWh / consumedWh;
  }

  /** Facility kWh x market-based factor, in gCO2e; unknown (NaN) stays unknown. */
  public static double marketEmissionsG(double facilityEnergyWh, double gramsPerKwh) {
    return facilityEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * gramsPerKwh;
  }
}
