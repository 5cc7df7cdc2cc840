package org.wattledger.physics;

import java.util.Arrays;
import org.wattledger.quantity.TimeRange;

/**
 * The energy under power samples: a trapezoid between two neighbours (methodology section 4). It
 * depends on these two samples alone, so that the runs of two neighbouring days agree on the
 * interval across their midnight.
 */
public final class PowerIntegral {

  /** Samples above this multiple of the maximum power are refused. */
  public static final double BOUND_FACTOR = 1.5;

  private static final int INTERVALS_PER_GAP = 5;
  private static final long LEAST_GAP_US = 60 * TimeRange.MICROSECONDS_PER_SECOND;

  /** (p1 + p2) / 2 in W over us gives uJ; 1 mJ is 1,000 of them. */
  private static final double HALF_MICROJOULES_PER_MILLIJOULE = 2_000;

  private PowerIntegral() {}

  /** Energy between two samples in mJ, rounded half up. */
  public static long trapezoidMj(long elapsedUs, double firstW, double secondW) {
    double mj = (firstW + secondW) * elapsedUs / HALF_MICROJOULES_PER_MILLIJOULE;
    return (long) Math.floor(mj + 0.5);
  }

  /** True if a reading is one the device cannot draw. False where its maximum is unknown. */
  public static boolean exceedsBound(double powerW, MeterBounds bounds) {
    return powerW > BOUND_FACTOR * bounds.maxW();
  }

  /**
   * The longest interval between samples that is bridged: as configured, else 5 x the median
   * interval (of an even number the lower), at least 60 s; never more than the lookaround.
   *
   * @param sampledAtUs distinct times in order
   */
  public static long maxGapUs(long[] sampledAtUs, MeterRules rules) {
    if (rules.maxGapUs() != MeterRules.AUTO) {
      return Math.min(rules.maxGapUs(), rules.lookaroundUs());
    }
    int count = sampledAtUs.length - 1;
    if (count < 1) {
      return Math.min(LEAST_GAP_US, rules.lookaroundUs());
    }
    long[] intervalsUs = new long[count];
    for (int i = 0; i < count; i++) {
      intervalsUs[i] = sampledAtUs[i + 1] - sampledAtUs[i];
    }
    Arrays.sort(intervalsUs);
    long medianUs = Math.min(intervalsUs[(count - 1) / 2], rules.lookaroundUs());
    return Math.min(Math.max(INTERVALS_PER_GAP * medianUs, LEAST_GAP_US), rules.lookaroundUs());
  }

  /** The intervals under a series of watts, NaN where a reading has none. */
  static MeteredIntervals intervals(long[] atUs, double[] watts, MeterRules rules) {
    long[] timesUs = new long[atUs.length];
    double[] powerW = new double[atUs.length];
    int count = 0;
    for (int i = 0; i < atUs.length; i++) {
      if (!Double.isNaN(watts[i])) {
        timesUs[count] = atUs[i];
        powerW[count++] = watts[i];
      }
    }
    timesUs = Arrays.copyOf(timesUs, count);
    long maxGapUs = maxGapUs(timesUs, rules);
    MeteredIntervals intervals = new MeteredIntervals();
    for (int i = 1; i < count; i++) {
      long elapsedUs = timesUs[i] - timesUs[i - 1];
      if (elapsedUs <= maxGapUs) {
        intervals.add(timesUs[i - 1], timesUs[i], trapezoidMj(elapsedUs, powerW[i - 1], powerW[i]));
      }
    }
    return intervals;
  }
}
