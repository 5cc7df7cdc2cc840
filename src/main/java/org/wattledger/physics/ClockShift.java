package org.wattledger.physics;

import java.util.OptionalLong;

/**
 * How far the times of meters lie behind or ahead of those of the requests that they fed, told by
 * which shift of the one best resembles the other (methodology section 26). Nothing is booked by
 * it.
 */
public final class ClockShift {

  /** Shifts up to this are looked for. */
  public static final long MOST_US = 90_000_000;

  /** Both are compared in steps of this, or of the meters' interval if that is longer. */
  private static final long STEP_US = 5_000_000;

  private static final long LONGEST_STEP_US = 30_000_000;

  /** Below this the meters do not follow the requests, and nothing can be told. */
  private static final double LEAST_CORRELATION = 0.5;

  /** By how much a shift must be better than none. */
  private static final double CLEAR = 0.1;

  /** Shifts that come so near to the best are as good. */
  private static final double NEAR = 0.05;

  /** An estimate this part of the least shift may be that shift. */
  private static final double NEARLY = 0.9;

  private final double[] activity;
  private final double[] energy;
  private final int most;

  private ClockShift(double[] activity, double[] energy, int most) {
    this.activity = activity;
    this.energy = energy;
    this.most = most;
  }

  /**
   * What one interval tells.
   *
   * @param activity time present by slot, whatever the unit
   * @param energy above idle by slot, whatever the unit
   * @param sampleUs how far the readings of the meters lie apart
   * @return microseconds by which the meters' times are ahead; 0: they fit as they are; empty: the
   *     interval does not tell
   */
  public static OptionalLong us(long[] activity, long[] energy, long slotUs, long sampleUs) {
    long wantedUs = Math.min(Math.max(STEP_US, sampleUs), LONGEST_STEP_US);
    int slotsPerStep = (int) ((wantedUs + slotUs - 1) / slotUs);
    long stepUs = slotsPerStep * slotUs;
    int most = (int) (MOST_US / stepUs);
    int steps = activity.length / slotsPerStep;
    if (most == 0 || steps < 4 * most) {
      return OptionalLong.empty();
    }
    ClockShift shift =
        new ClockShift(sums(activity, slotsPerStep), sums(energy, slotsPerStep), most);
    return shift.us(stepUs, Math.max(sampleUs, stepUs));
  }

  private OptionalLong us(long stepUs, long leastUs) {
    double[] correlations = new double[2 * most + 1];
    int best = most;
    for (int i = 0; i < correlations.length; i++) {
      correlations[i] = correlation(i - most);
    }
    for (int i = 0; i < correlations.length; i++) {
      if (correlations[i] > correlations[best]) {
        best = i;
      }
    }
    if (!(correlations[best] >= LEAST_CORRELATION)) {
      return OptionalLong.empty();
    }
    if (correlations[best] - correlations[most] < CLEAR) {
      return OptionalLong.of(0);
    }
    boolean isAtEnd = best == 0 || best == correlations.length - 1;
    if (isAtEnd || !isOnePeak(correlations, best)) {
      return OptionalLong.empty();
    }
    long us = Math.round((best - most + vertex(correlations, best)) * stepUs);
    return OptionalLong.of(Math.abs(us) >= NEARLY * leastUs ? us : 0);
  }

  /** A regular load resembles itself also a period later, and then no shift is the one. */
  private static boolean isOnePeak(double[] correlations, int best) {
    double near = correlations[best] - NEAR;
    int first = best;
    while (first > 0 && correlations[first - 1] >= near) {
      first--;
    }
    int last = best;
    while (last < correlations.length - 1 && correlations[last + 1] >= near) {
      last++;
    }
    for (int i = 0; i < correlations.length; i++) {
      if ((i < first || i > last) && correlations[i] >= near) {
        return false;
      }
    }
    return true;
  }

  /** Where the parabola through the best and its neighbours has its top, -0.5 to 0.5 steps. */
  private static double vertex(double[] correlations, int best) {
    double left = correlations[best - 1];
    double right = correlations[best + 1];
    double bend = left - 2 * correlations[best] + right;
    return bend < 0 ? (left - right) / (2 * bend) : 0;
  }

  /** Pearson's, of the energy of the middle and the activity that many steps before; NaN: none. */
  private double correlation(int shift) {
    int count = energy.length - 2 * most;
    double sumA = 0;
    double sumE = 0;
    double sumAa = 0;
    double sumEe = 0;
    double sumAe = 0;
    for (int at = most; at < energy.length - most; at++) {
      double a = activity[at - shift];
      double e = energy[at];
      sumA += a;
      sumE += e;
      sumAa += a * a;
      sumEe += e * e;
      sumAe += a * e;
    }
    double varianceA = sumAa - sumA * sumA / count;
    double varianceE = sumEe - sumE * sumE / count;
    return varianceA > 0 && varianceE > 0
        ? (sumAe - sumA * sumE / count) / Math.sqrt(varianceA * varianceE)
        : Double.NaN;
  }

  /** Scaled to 1 at most, so that squares stay exact enough whatever the unit. */
  private static double[] sums(long[] bySlot, int slotsPerStep) {
    double[] sums = new double[bySlot.length / slotsPerStep];
    double most = 0;
    for (int step = 0; step < sums.length; step++) {
      for (int slot = 0; slot < slotsPerStep; slot++) {
        sums[step] += bySlot[step * slotsPerStep + slot];
      }
      most = Math.max(most, sums[step]);
    }
    for (int step = 0; step < sums.length && most > 0; step++) {
      sums[step] /= most;
    }
    return sums;
  }
}
