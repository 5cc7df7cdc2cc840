package org.wattledger.physics;

import java.io.Serializable;

/**
 * The curve {@code G(t)} of one pool and interval: the integral of energy per unit of weight
 * (methodology: AttributionCurve). What a phase of constant rate costs is {@code rate x (G(end) -
 * G(start))}: one subtraction, however many slots it spans.
 *
 * <p>Inside a slot G is straight. At the borders of slots it is kept as the sum of two doubles,
 * some 31 digits: a slot that one small request had to itself can be dearer by twelve powers of ten
 * than the busy slots after it, and these must keep their digits in the sum.
 */
public final class AttributionCurve implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long startUs;
  private final long slotUs;

  /** G at the start of each slot and at the end of the interval: the sum of both. */
  private final double[] high;

  private final double[] low;

  private AttributionCurve(long startUs, long slotUs, double[] perSlot) {
    this.startUs = startUs;
    this.slotUs = slotUs;
    this.high = new double[perSlot.length + 1];
    this.low = new double[perSlot.length + 1];
    for (int i = 0; i < perSlot.length; i++) {
      // Knuth's two-sum: what the rounded sum leaves out goes to the second double.
      double sum = high[i] + perSlot[i];
      double added = sum - high[i];
      double rest = low[i] + ((high[i] - (sum - added)) + (perSlot[i] - added));
      high[i + 1] = sum + rest;
      low[i + 1] = rest - (high[i + 1] - sum);
    }
  }

  /**
   * The curve of an interval, an hour or less.
   *
   * @param energyNj nanojoules to be shared in each slot
   * @param weight sum over requests of rate times microseconds in each slot; where it is 0 nothing
   *     is shared
   */
  public static AttributionCurve of(long startUs, long slotUs, long[] energyNj, long[] weight) {
    double[] perSlot = new double[energyNj.length];
    for (int i = 0; i < perSlot.length; i++) {
      perSlot[i] = weight[i] > 0 ? energyNj[i] * 1e-6 * slotUs / weight[i] : 0;
    }
    return new AttributionCurve(startUs, slotUs, perSlot);
  }

  /**
   * Millijoules that a constant rate earns between two instants; only the part in this interval.
   */
  public double costMj(long fromUs, long toUs, long rate) {
    long from = Math.max(fromUs - startUs, 0);
    long to = Math.min(toUs - startUs, (high.length - 1) * slotUs);
    if (from >= to) {
      return 0;
    }
    int firstSlot = (int) (from / slotUs);
    int lastSlot = (int) ((to - 1) / slotUs);
    if (firstSlot == lastSlot) {
      return rate * (between(firstSlot, firstSlot + 1) * ((double) (to - from) / slotUs));
    }
    double head =
        between(firstSlot, firstSlot + 1) * ((double) ((firstSlot + 1) * slotUs - from) / slotUs);
    double tail = between(lastSlot, lastSlot + 1) * ((double) (to - lastSlot * slotUs) / slotUs);
    return rate * (head + between(firstSlot + 1, lastSlot) + tail);
  }

  /** What G rises by from the start of one slot to the start of another. */
  private double between(int fromSlot, int toSlot) {
    return (high[toSlot] - high[fromSlot]) + (low[toSlot] - low[fromSlot]);
  }
}
