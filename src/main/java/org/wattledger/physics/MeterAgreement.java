package org.wattledger.physics;

import java.io.Serializable;

/**
 * What a device's counter and its power samples say of the same time: the steps of the counter that
 * power samples cover without a gap (methodology section 2). Nothing is booked by it.
 *
 * @param comparedUs length of that time
 * @param counterMj energy by the counter
 * @param powerMj energy by power samples
 */
public record MeterAgreement(long comparedUs, long counterMj, long powerMj)
    implements Serializable {

  /** Meters that lie further apart than this share of the counter disagree. */
  public static final double TOLERANCE_RATIO = 0.1;

  /** Of less time nothing can be said. */
  private static final long LEAST_US = 60_000_000;

  /** Compares the steps that lie in [fromUs, toUs). */
  static MeterAgreement of(
      MeteredIntervals counter, MeteredIntervals power, long fromUs, long toUs) {
    long comparedUs = 0;
    long counterMj = 0;
    long powerMj = 0;
    int next = 0;
    for (int step = 0; step < counter.count(); step++) {
      long startUs = counter.startUs(step);
      long endUs = counter.endUs(step);
      if (startUs < fromUs || endUs > toUs) {
        continue;
      }
      while (next < power.count() && power.endUs(next) <= startUs) {
        next++;
      }
      long atUs = startUs;
      long mj = 0;
      for (int i = next; i < power.count() && power.startUs(i) <= atUs && atUs < endUs; i++) {
        long untilUs = Math.min(endUs, power.endUs(i));
        mj += energyMj(power, i, atUs, untilUs);
        atUs = untilUs;
      }
      if (atUs >= endUs) {
        comparedUs += endUs - startUs;
        counterMj += counter.energyMj(step);
        powerMj += mj;
      }
    }
    return new MeterAgreement(comparedUs, counterMj, powerMj);
  }

  /** Whether a minute or more was compared and the two lie too far apart. */
  public boolean isBroken() {
    return comparedUs >= LEAST_US
        && Math.abs(powerMj - counterMj) > TOLERANCE_RATIO * Math.max(counterMj, 1);
  }

  private static long energyMj(MeteredIntervals power, int interval, long fromUs, long toUs) {
    long startUs = power.startUs(interval);
    long lengthUs = power.endUs(interval) - startUs;
    long mj = power.energyMj(interval);
    return ProportionalShare.floor(mj, toUs - startUs, lengthUs)
        - ProportionalShare.floor(mj, fromUs - startUs, lengthUs);
  }
}
