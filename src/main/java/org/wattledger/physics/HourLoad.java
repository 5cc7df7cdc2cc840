package org.wattledger.physics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What was present in one pool during one interval, an hour or less: per slot the sum of work, of
 * time present, and the occupancy mask (methodology: Occupancy, AttributionCurve). Filled request
 * by request and merged in any order: sums are exact integers, masks are ORed.
 *
 * <p>In a fleet of many pools most intervals of most of them hold a handful of requests. So a load
 * begins as the list of what it was told and is laid out slot by slot once that takes less room.
 */
public final class HourLoad implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A part: from, to, and a rate of work. */
  private static final int NUMBERS = 3;

  /** Stands in place of a rate where a part is presence; rates are never negative. */
  private static final long PRESENCE = -1;

  private static final int FEWEST_PARTS = 8;

  private final long startUs;
  private final long lengthUs;
  private final long slotUs;
  private final int slots;

  /** What was told, one part after the other; null once it is laid out. */
  private long[] parts = new long[FEWEST_PARTS * NUMBERS];

  private int used;

  /** Null while the parts take less room. */
  private SlotLoads laidOut;

  public HourLoad(SlotGrid grid, int interval) {
    this.startUs = grid.intervalStartUs(interval);
    this.lengthUs = grid.intervalUs();
    this.slotUs = grid.slotUs();
    this.slots = grid.slotsPerInterval();
  }

  /**
   * Adds the part of a phase that lies in this interval.
   *
   * @throws IllegalArgumentException if the rate is negative
   */
  public void addWork(long fromUs, long toUs, long rate) {
    if (rate < 0) {
      throw new IllegalArgumentException("A rate of work is not negative: " + rate);
    }
    if (fromUs < startUs + lengthUs && toUs > startUs) {
      tell(fromUs, toUs, rate);
    }
  }

  /** Adds the part of a request's presence that lies in this interval. */
  public void addPresence(long fromUs, long toUs) {
    tell(fromUs, toUs, PRESENCE);
  }

  /** Adds what another task saw of the same pool and interval. */
  public HourLoad merge(HourLoad other) {
    if (other.laidOut == null) {
      for (int i = 0; i < other.used; i += NUMBERS) {
        tell(other.parts[i], other.parts[i + 1], other.parts[i + 2]);
      }
      return this;
    }
    layOut();
    laidOut.add(other.laidOut);
    return this;
  }

  /** Work of each slot: the sum of rate times microseconds. */
  public long[] work() {
    return bySlot().work();
  }

  /** Sum of microseconds that requests were present in each slot. */
  public long[] presenceUs() {
    return bySlot().presenceUs();
  }

  /** Occupancy mask of each slot. */
  public long[] occupancy() {
    return bySlot().occupancy();
  }

  /** The load slot by slot; changes nothing. */
  SlotLoads bySlot() {
    if (laidOut != null) {
      return laidOut;
    }
    SlotLoads loads = new SlotLoads(startUs, lengthUs, slotUs, slots);
    for (int i = 0; i < used; i += NUMBERS) {
      add(loads, parts[i], parts[i + 1], parts[i + 2]);
    }
    return loads;
  }

  private void tell(long fromUs, long toUs, long rate) {
    if (laidOut != null) {
      add(laidOut, fromUs, toUs, rate);
      return;
    }
    if (used == parts.length) {
      parts = Arrays.copyOf(parts, 2 * used);
    }
    parts[used] = fromUs;
    parts[used + 1] = toUs;
    parts[used + 2] = rate;
    used += NUMBERS;
    // A slot takes 28 bytes, a part 24.
    if (used > slots / 2 * NUMBERS) {
      layOut();
    }
  }

  private void layOut() {
    laidOut = bySlot();
    parts = null;
    used = 0;
  }

  private static void add(SlotLoads loads, long fromUs, long toUs, long rate) {
    if (rate == PRESENCE) {
      loads.addPresence(fromUs, toUs);
    } else {
      loads.addWork(fromUs, toUs, rate);
    }
  }
}
