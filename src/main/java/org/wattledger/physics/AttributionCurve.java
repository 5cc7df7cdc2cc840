package org.wattledger.physics;

import java.io.Serializable;

/**
 * The curve {@code G(t)} of one pool and hour: the integral of energy per unit of weight
 * (methodology: AttributionCurve). What a phase of constant rate costs is {@code rate x (G(end) -
 * G(start))}: one subtraction, however many slots it spans.
 *
 * <p>Inside a slot G is straight. Whole slots are summed in 63-bit fixed point, rounded down, so
 * that differences over whole slots are exact integers and parts never exceed the whole; the slots
 * at the edges keep their own double, so that a short phase does not lose digits to a long hour.
 */
public final class AttributionCurve implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FIXED_POINT_BITS = 60;

  private final long hourStartUs;
  private final long slotUs;
  private final double[] perSlot;
  private final long[] cumulative;
  private final double ulp;

  private AttributionCurve(long hourStartUs, long slotUs, double[] perSlot) {
    this.hourStartUs = hourStartUs;
    this.slotUs = slotUs;
    this.perSlot = perSlot;
    double total = 0;
    for (double slot : perSlot) {
      total += slot;
    }
    this.ulp = total > 0 ? Math.scalb(1.0, Math.getExponent(total) + 1 - FIXED_POINT_BITS) : 1.0;
    this.cumulative = new long[perSlot.length + 1];
    for (int i = 0; i < perSlot.length; i++) {
      cumulative[i + 1] = cumulative[i] + (long) (perSlot[i] / ulp);
    }
  }

  /**
   * The curve of an hour.
   *
   * @param energyNj nanojoules to be shared in each slot
   * @param weight sum over requests of rate times microseconds in each slot; where it is 0 nothing
   *     is shared
   */
  public static AttributionCurve of(long hourStartUs, long slotUs, long[] energyNj, long[] weight) {
    double[] perSlot = new double[energyNj.length];
    for (int i = 0; i < perSlot.length; i++) {
      perSlot[i] = weight[i] > 0 ? energyNj[i] * 1e-6 * slotUs / weight[i] : 0;
    }
    return new AttributionCurve(hourStartUs, slotUs, perSlot);
  }

  /** Millijoules that a constant rate earns between two instants; only the part in this hour. */
  public double costMj(long fromUs, long toUs, long rate) {
    long from = Math.max(fromUs - hourStartUs, 0);
    long to = Math.min(toUs - hourStartUs, SlotGrid.HOUR_US);
    if (from >= to) {
      return 0;
    }
    int firstSlot = (int) (from / slotUs);
    int lastSlot = (int) ((to - 1) / slotUs);
    if (firstSlot == lastSlot) {
      return rate * (perSlot[firstSlot] * ((double) (to - from) / slotUs));
    }
    double head = perSlot[firstSlot] * ((double) ((firstSlot + 1) * slotUs - from) / slotUs);
    double tail = perSlot[lastSlot] * ((double) (to - lastSlot * slotUs) / slotUs);
    double whole = (cumulative[lastSlot] - cumulative[firstSlot + 1]) * ulp;
    return rate * (head + whole + tail);
  }
}
