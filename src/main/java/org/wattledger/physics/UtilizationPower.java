package org.wattledger.physics;

/**
 * Power estimated from utilisation: idle + u x (max - idle), linear between the two figures of the
 * hardware table (methodology section 5). Its integral is that of power samples.
 */
public final class UtilizationPower {

  private UtilizationPower() {}

  /** Watts at a utilisation of 0 to 1; NaN where the utilisation or a bound is unknown. */
  public static double watts(double utilization, MeterBounds bounds) {
    return bounds.idleW() + utilization * (bounds.maxW() - bounds.idleW());
  }

  static MeteredIntervals intervals(
      long[] atUs, double[] utilization, MeterBounds bounds, MeterRules rules) {
    double[] powerW = new double[utilization.length];
    for (int i = 0; i < powerW.length; i++) {
      powerW[i] = watts(utilization[i], bounds);
    }
    return PowerIntegral.intervals(atUs, powerW, rules);
  }
}
