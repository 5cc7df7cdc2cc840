package org.wattledger.physics;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * What was present in one pool during one interval, an hour or less: per slot the sum of work, of
 * time present, and the occupancy mask (methodology: Occupancy, AttributionCurve). Filled request
 * by request and merged in any order: sums are exact integers, masks are ORed.
 *
 * <p>Work and presence are kept as differences from slot to slot, so that a request costs the same
 * however many slots it spans.
 */
public final class HourLoad implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long startUs;
  private final long lengthUs;
  private final long slotUs;
  private final int slots;
  private final long[] workDifference;
  private final long[] presenceDifference;
  private final int[] fullDifference;
  private final long[] edgeMask;

  public HourLoad(SlotGrid grid, int interval) {
    this(grid.intervalStartUs(interval), grid.intervalUs(), grid.slotUs(), grid.slotsPerInterval());
  }

  private HourLoad(long startUs, long lengthUs, long slotUs, int slots) {
    this.startUs = startUs;
    this.lengthUs = lengthUs;
    this.slotUs = slotUs;
    this.slots = slots;
    this.workDifference = new long[slots + 2];
    this.presenceDifference = new long[slots + 2];
    this.fullDifference = new int[slots + 2];
    this.edgeMask = new long[slots];
  }

  public int slots() {
    return slots;
  }

  /** Adds the part of a phase that lies in this interval. */
  public void addWork(long fromUs, long toUs, long rate) {
    addRange(workDifference, clampFrom(fromUs), clampTo(toUs), rate);
  }

  /** Adds the part of a request's presence that lies in this interval. */
  public void addPresence(long fromUs, long toUs) {
    addRange(presenceDifference, clampFrom(fromUs), clampTo(toUs), 1);
    occupy(fromUs, toUs);
  }

  /** Adds what another task saw of the same pool and interval. */
  public HourLoad merge(HourLoad other) {
    for (int i = 0; i < workDifference.length; i++) {
      workDifference[i] += other.workDifference[i];
      presenceDifference[i] += other.presenceDifference[i];
      fullDifference[i] += other.fullDifference[i];
    }
    for (int i = 0; i < slots; i++) {
      edgeMask[i] |= other.edgeMask[i];
    }
    return this;
  }

  /** Work of each slot: the sum of rate times microseconds. */
  public long[] work() {
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
  public long[] presenceUs() {
    return runningSum(presenceDifference);
  }

  /** Occupancy mask of each slot. */
  public long[] occupancy() {
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

  private Object writeReplace() {
    return new Travelling(this);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("A load travels as " + Travelling.class.getName());
  }

  /**
   * A load between two tasks: only the slots in which something changes. In a fleet of many pools
   * most hours of most of them hold a handful of requests.
   */
  private static final class Travelling implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long startUs;
    private final long lengthUs;
    private final long slotUs;
    private final int slots;
    private final int[] slot;
    private final long[] work;
    private final long[] presence;
    private final int[] full;
    private final long[] mask;

    Travelling(HourLoad load) {
      startUs = load.startUs;
      lengthUs = load.lengthUs;
      slotUs = load.slotUs;
      slots = load.slots;
      slot = IntStream.range(0, slots + 2).filter(load::changesIn).toArray();
      work = IntStream.of(slot).mapToLong(i -> load.workDifference[i]).toArray();
      presence = IntStream.of(slot).mapToLong(i -> load.presenceDifference[i]).toArray();
      full = IntStream.of(slot).map(i -> load.fullDifference[i]).toArray();
      mask = IntStream.of(slot).mapToLong(load::maskOf).toArray();
    }

    private Object readResolve() {
      HourLoad load = new HourLoad(startUs, lengthUs, slotUs, slots);
      for (int i = 0; i < slot.length; i++) {
        load.workDifference[slot[i]] = work[i];
        load.presenceDifference[slot[i]] = presence[i];
        load.fullDifference[slot[i]] = full[i];
        if (slot[i] < slots) {
          load.edgeMask[slot[i]] = mask[i];
        }
      }
      return load;
    }
  }

  private boolean changesIn(int slot) {
    return workDifference[slot] != 0
        || presenceDifference[slot] != 0
        || fullDifference[slot] != 0
        || maskOf(slot) != 0;
  }

  /** The differences have two slots more than the interval. */
  private long maskOf(int slot) {
    return slot < slots ? edgeMask[slot] : 0;
  }
}
