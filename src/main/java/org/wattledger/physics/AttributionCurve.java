package org.wattledger.physics;

import java.util.Arrays;

/**
 * The curve {@code G(t)} of one pool and interval: the integral of energy per unit of weight
 * (methodology: AttributionCurve). What a phase of constant rate costs is {@code rate x (G(end) -
 * G(start))}: one subtraction, however many slots it spans.
 *
 * <p>Inside a slot G is straight. At the borders of slots it is kept as the sum of two doubles,
 * some 31 digits: a slot that one small request had to itself can be dearer by twelve powers of ten
 * than the busy slots after it, and these must keep their digits in the sum. Where G stands still
 * over many borders only the first of them is kept.
 */
public final class AttributionCurve {

  /** Of the object and its arrays. */
  private static final int OVERHEAD_BYTES = 100;

  private final long startUs;
  private final long slotUs;
  private final int slots;

  /** Borders at which G changes, counted from the start of the interval; null: all are kept. */
  private final int[] borders;

  /** G at the borders: the sum of both. */
  private final double[] high;

  private final double[] low;

  /** The curve of an interval, an hour or less. */
  AttributionCurve(long startUs, long slotUs, SlotPrices prices) {
    this.startUs = startUs;
    this.slotUs = slotUs;
    this.slots = prices.slots();
    int most = mostBorders(prices);
    boolean isSparse = most < slots / 2;
    int[] kept = isSparse ? new int[most] : null;
    this.high = new double[isSparse ? most : slots + 1];
    this.low = new double[high.length];
    int last = 0;
    int border = 0;
    for (int run = 0; run < prices.runs(); run++) {
      double mj = prices.mj(run);
      while (border < prices.end(run)) {
        border++;
        // Knuth's two-sum: what the rounded sum leaves out goes to the second double.
        double sum = high[last] + mj;
        double added = sum - high[last];
        double rest = low[last] + ((high[last] - (sum - added)) + (mj - added));
        double nextHigh = sum + rest;
        double nextLow = rest - (nextHigh - sum);
        if (isSparse && isSame(high[last], nextHigh) && isSame(low[last], nextLow)) {
          // A price that leaves the sum as it was does so in every slot of its run.
          border = prices.end(run);
        } else {
          last++;
          high[last] = nextHigh;
          low[last] = nextLow;
          if (isSparse) {
            kept[last] = border;
          }
        }
      }
    }
    this.borders = isSparse ? Arrays.copyOf(kept, last + 1) : null;
  }

  /**
   * Millijoules that a constant rate earns between two instants; only the part in this interval.
   */
  public double costMj(long fromUs, long toUs, long rate) {
    long from = Math.max(fromUs - startUs, 0);
    long to = Math.min(toUs - startUs, slots * slotUs);
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

  /** What it takes in memory, about. */
  int bytes() {
    int ofABorder = 2 * Double.BYTES + (borders == null ? 0 : Integer.BYTES);
    return OVERHEAD_BYTES + high.length * ofABorder;
  }

  /** What G rises by from the start of one slot to the start of another. */
  private double between(int fromSlot, int toSlot) {
    int from = borders == null ? fromSlot : keptAt(fromSlot);
    int to = borders == null ? toSlot : keptAt(toSlot);
    return (high[to] - high[from]) + (low[to] - low[from]);
  }

  /** Place of the last border that is kept, up to the start of a slot. */
  private int keptAt(int slot) {
    int found = Arrays.binarySearch(borders, slot);
    return found >= 0 ? found : -found - 2;
  }

  /** The start, every slot with a price, and where the sum comes to rest after it. */
  private static int mostBorders(SlotPrices prices) {
    int most = 1;
    int from = 0;
    for (int run = 0; run < prices.runs(); run++) {
      most += prices.mj(run) == 0 ? 1 : prices.end(run) - from;
      from = prices.end(run);
    }
    return most;
  }

  private static boolean isSame(double left, double right) {
    return Double.doubleToRawLongBits(left) == Double.doubleToRawLongBits(right);
  }
}
