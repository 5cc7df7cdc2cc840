package org.wattledger.physics;

import java.io.Serializable;

/**
 * The load of one pool and interval slot by slot, some 100 kB an hour: the form of an {@link
 * HourLoad} in which many requests were present.
 *
 * <p>Work and presence are kept as differences from slot to slot, so that a request costs the same
 * however many slots it spans.
 */
final class SlotLoads implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long startUs;
  private final long lengthUs;
  private final long slotUs;
  private final int slots;
  private final long[] workDifference;
  private final long[] presenceDifference;
  private final int[] fullDifference;
  private final long[] edgeMask;

  SlotLoads(long startUs, long lengthUs, long slotUs, int slots) {
    this.startUs = startUs;
    this.lengthUs = lengthUs;
    this.slotUs = slotUs;
    this.slots = slots;
    this.workDifference = new long[slots + 2];
    this.presenceDifference = new long[slots + 2];
    this.fullDifference = new int[slots + 2];
    this.edgeMask = new long[slots];
  }

  /** Adds the part of a phase that lies in this interval. */
  void addWork(long fromUs, long toUs, long rate) {
    addRange(workDifference, clampFrom(fromUs), clampTo(toUs), rate);
  }

  /** Adds the part of a request's presence that lies in this interval. */
  void addPresence(long fromUs, long toUs) {
    addRange(presenceDifference, clampFrom(fromUs), clampTo(toUs), 1);
    occupy(fromUs, toUs);
  }

  /** Adds those of the same pool and interval. */
  void add(SlotLoads other) {
    for (int i = 0; i < workDifference.length; i++) {
      workDifference[i] += other.workDifference[i];
      presenceDifference[i] += other.presenceDifference[i];
      fullDifference[i] += other.fullDifference[i];
    }
    for (int i = 0; i < slots; i++) {
      edgeMask[i] |= other.edgeMask[i];
    }
  }

  /** Work of each slot: the sum of rate times microseconds. */
  long[] work() {
    long[] work = runningSum(workDifference);
    for (long slotWork : work) {
      if (slotWork < 0) {
        throw new ArithmeticException(
            "The work in one slot of the interval starting at "
                + startUs
                + " us is beyond the exact range; shorten attribution.slot");
      }
    }
    return work;
  }

  /** Sum of microseconds that requests were present in each slot. */
  long[] presenceUs() {
    return runningSum(presenceDifference);
  }

  /** Occupancy mask of each slot. */
  long[] occupancy() {
    long[] masks = edgeMask.clone();
    int full = 0;
    for (int i = 0; i < slots; i++) {
      full += fullDifference[i];
      if (full > 0) {
        masks[i] = Occupancy.FULL;
      }
    }
    return masks;
  }

  private void occupy(long fromUs, long toUs) {
    long cellUs = slotUs / SlotGrid.CELLS;
    long cellsBefore = startUs / cellUs;
    long first = Math.max(Occupancy.firstCell(fromUs, toUs, cellUs) - cellsBefore, 0);
    long last =
        Math.min(
            Occupancy.lastCell(fromUs, toUs, cellUs) - cellsBefore,
            (long) slots * SlotGrid.CELLS - 1);
    if (first > last) {
      return;
    }
    int firstSlot = (int) (first / SlotGrid.CELLS);
    int lastSlot = (int) (last / SlotGrid.CELLS);
    int firstBit = (int) (first % SlotGrid.CELLS);
    int lastBit = (int) (last % SlotGrid.CELLS);
    if (firstSlot == lastSlot) {
      edgeMask[firstSlot] |= Occupancy.bits(firstBit, lastBit);
      return;
    }
    edgeMask[firstSlot] |= Occupancy.bits(firstBit, SlotGrid.CELLS - 1);
    edgeMask[lastSlot] |= Occupancy.bits(0, lastBit);
    fullDifference[firstSlot + 1]++;
    fullDifference[lastSlot]--;
  }

  private long clampFrom(long us) {
    return Math.max(us - startUs, 0);
  }

  private long clampTo(long us) {
    return Math.min(us - startUs, lengthUs);
  }

  private void addRange(long[] difference, long from, long to, long rate) {
    if (from >= to) {
      return;
    }
    int firstSlot = (int) (from / slotUs);
    int lastSlot = (int) ((to - 1) / slotUs);
    if (firstSlot == lastSlot) {
      long part = rate * (to - from);
      difference[firstSlot] += part;
      difference[firstSlot + 1] -= part;
      return;
    }
    long head = rate * ((firstSlot + 1) * slotUs - from);
    long full = rate * slotUs;
    long tail = rate * (to - lastSlot * slotUs);
    difference[firstSlot] += head;
    difference[firstSlot + 1] += full - head;
    difference[lastSlot] += tail - full;
    difference[lastSlot + 1] -= tail;
  }

  private long[] runningSum(long[] difference) {
    long[] sums = new long[slots];
    long sum = 0;
    for (int i = 0; i < slots; i++) {
      sum += difference[i];
      sums[i] = sum;
    }
    return sums;
  }
}
