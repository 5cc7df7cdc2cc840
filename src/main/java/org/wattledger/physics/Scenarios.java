package org.wattledger.physics;

import java.util.stream.IntStream;
import org.wattledger.quantity.Energy;

/**
 * What the same load would have emitted under other circumstances (methodology section 24). A
 * scenario that changes nothing yields the very number it began with; unknown (NaN) stays unknown.
 */
public final class Scenarios {

  private static final int HOURS = 24;

  private Scenarios() {}

  /**
   * (1 - share) x own + share x other: the factor of a kWh, or the amount that follows from it,
   * when a share of each kWh comes from elsewhere. A part that is not there need not be known.
   *
   * @param share of each kWh that comes from elsewhere, 0 to 1
   */
  public static double blended(double own, double share, double other) {
    if (share == 0) {
      return own;
    }
    return share == 1 ? other : (1 - share) * own + share * other;
  }

  /**
   * By how much energy changes, in Wh, when a part of it is scaled: the part x (ratio - 1). A part
   * of nothing needs no ratio.
   *
   * @param partMj part of the energy, mJ
   * @param ratio by which the part is multiplied; 0 switches it off
   */
  public static double partChangeWh(long partMj, double ratio) {
    return partMj == 0 ? 0 : Energy.wattHours(partMj * (ratio - 1));
  }

  /** Energy after a change, in Wh; not below 0, which rounding could bring about. */
  public static double changedEnergyWh(double energyWh, double changeWh) {
    return Math.max(0, energyWh + changeWh);
  }

  /**
   * The share of device time in which nothing was served, as far as energies tell: the idle floor
   * draws about the same power whether requests are present or not, so provisioned idle / (shared
   * idle + provisioned idle). NaN if there was traffic and no floor is known to compare with.
   */
  public static double provisionedTimeRatio(
      long activeMj, long sharedIdleMj, long provisionedIdleMj) {
    if (provisionedIdleMj == 0) {
      return 0;
    }
    if (sharedIdleMj == 0) {
      return activeMj == 0 ? 1 : Double.NaN;
    }
    return (double) provisionedIdleMj / ((double) sharedIdleMj + provisionedIdleMj);
  }

  /** The hour of the same UTC day to which a load moves, cyclic; earlier if negative. */
  public static int shiftedHour(int hour, int laterByHours) {
    return Math.floorMod(hour + laterByHours, HOURS);
  }

  /**
   * The hours of the day with the lowest factors, in their order; of equal ones the earlier. Empty
   * if an hour is unknown: it may be the cleanest.
   *
   * @param gramsPerKwh one factor per hour, gCO2e/kWh
   */
  public static int[] cleanestHours(double[] gramsPerKwh, int hours) {
    if (IntStream.range(0, gramsPerKwh.length).anyMatch(h -> Double.isNaN(gramsPerKwh[h]))) {
      return new int[0];
    }
    return IntStream.range(0, gramsPerKwh.length)
        .boxed()
        .sorted((a, b) -> Double.compare(gramsPerKwh[a], gramsPerKwh[b]))
        .limit(hours)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /**
   * The factor of a load that is spread evenly over some hours; NaN if there is none.
   *
   * @param factors one per hour of the day
   * @param weights facility energy by IT energy in each hour (PUE); all 1 for a factor of IT energy
   */
  public static double meanFactor(double[] factors, double[] weights, int[] hours) {
    if (hours.length == 1) {
      return factors[hours[0]];
    }
    double sum = 0;
    double weight = 0;
    for (int hour : hours) {
      sum += factors[hour] * weights[hour];
      weight += weights[hour];
    }
    return sum / weight;
  }

  /**
   * Idle energy of other devices by that of the ones they replace.
   *
   * @param devices of the new kind for each one replaced
   */
  public static double idleRatio(double newLoadedIdleW, double oldLoadedIdleW, double devices) {
    return oldLoadedIdleW > 0 ? devices * newLoadedIdleW / oldLoadedIdleW : Double.NaN;
  }

  /** Embodied emissions of other devices, per time, by those of the ones they replace. */
  public static double embodiedRatio(
      double newKgCo2e,
      double newLifetimeH,
      double oldKgCo2e,
      double oldLifetimeH,
      double devices) {
    return newLifetimeH > 0 && oldKgCo2e > 0
        ? devices * (newKgCo2e * oldLifetimeH) / (oldKgCo2e * newLifetimeH)
        : Double.NaN;
  }
}
