package org.wattledger.physics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a unit of weight pays in each slot of an interval, in runs of slots with the same price: the
 * steps of an {@link AttributionCurve}, and the form in which it is kept. Where nobody is present
 * all slots are one run.
 */
final class SlotPrices {

  /** A count of slots, of which an hour or less has no more than {@link Integer#MAX_VALUE}. */
  private static final int MOST_COUNT_BYTES = 5;

  /** Number of the first slot after each run. */
  private final int[] end;

  /** Millijoules that a rate of 1 pays in a whole slot of the run, never negative. */
  private final double[] mj;

  private SlotPrices(int[] end, double[] mj) {
    this.end = end;
    this.mj = mj;
  }

  /**
   * The prices of an interval, an hour or less.
   *
   * @param energyNj nanojoules to be shared in each slot
   * @param weight sum over requests of rate times microseconds in each slot; where it is 0 nothing
   *     is shared
   */
  static SlotPrices of(long slotUs, long[] energyNj, long[] weight) {
    int[] end = new int[16];
    double[] mj = new double[16];
    int runs = 0;
    for (int slot = 0; slot < energyNj.length; slot++) {
      double price = weight[slot] > 0 ? energyNj[slot] * 1e-6 * slotUs / weight[slot] : 0;
      if (runs == 0 || price != mj[runs - 1]) {
        if (runs == end.length) {
          end = Arrays.copyOf(end, 2 * runs);
          mj = Arrays.copyOf(mj, 2 * runs);
        }
        mj[runs++] = price;
      }
      end[runs - 1] = slot + 1;
    }
    return new SlotPrices(Arrays.copyOf(end, runs), Arrays.copyOf(mj, runs));
  }

  int runs() {
    return end.length;
  }

  int slots() {
    return end.length == 0 ? 0 : end[end.length - 1];
  }

  /** Number of the first slot after a run. */
  int end(int run) {
    return end[run];
  }

  /** Millijoules that a rate of 1 pays in a whole slot of a run. */
  double mj(int run) {
    return mj[run];
  }

  /** What {@link #writeTo} may need at most. */
  int mostBytes() {
    return MOST_COUNT_BYTES + end.length * (MOST_COUNT_BYTES + Double.BYTES);
  }

  /** Writes the prices in as few bytes as their runs need. */
  void writeTo(ByteBuffer out) {
    writeCount(out, end.length);
    int from = 0;
    for (int run = 0; run < end.length; run++) {
      writeCount(out, end[run] - from);
      out.putDouble(mj[run]);
      from = end[run];
    }
  }

  /** Reads what {@link #writeTo} wrote: the same bits. */
  static SlotPrices readFrom(ByteBuffer in) {
    int runs = readCount(in);
    int[] end = new int[runs];
    double[] mj = new double[runs];
    int slot = 0;
    for (int run = 0; run < runs; run++) {
      slot += readCount(in);
      end[run] = slot;
      mj[run] = in.getDouble();
    }
    return new SlotPrices(end, mj);
  }

  /** Seven bits a byte, the lowest first. */
  private static void writeCount(ByteBuffer out, int count) {
    int rest = count;
    while (rest >= 0x80) {
      out.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static int readCount(ByteBuffer in) {
    int count = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      count |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return count;
  }
}
