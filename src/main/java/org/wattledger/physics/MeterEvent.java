package org.wattledger.physics;

/**
 * Something about a meter's samples that must not vanish.
 *
 * @param sample index of the sample in the input
 * @param atUs time of that sample; of two, the later
 * @param mj the energy concerned, where the kind has one, else 0
 */
public record MeterEvent(Kind kind, int sample, long atUs, long mj) {

  /** What happened. */
  public enum Kind {
    /** All values equal to another sample at the same time: one reading, told twice. */
    REPEAT,
    /** Another sample at the same time has a larger value, which was kept. */
    CONFLICTING,
    /** Power above 1.5 x the maximum power: that reading is refused. */
    POWER_BOUND,
    /** Negative, infinite or physically impossible: that reading is refused. */
    OUT_OF_RANGE,
    /** Only a utilisation, and the device's idle or maximum power is unknown: of no use. */
    POWER_UNKNOWN,
    /** An old value of the counter, delivered late or told again until it jumped; dropped. */
    STALE,
    /** The counter began again from 0; what it shows since is booked. */
    RESET,
    /** The counter continues from an unrelated value: nothing booked, a gap. */
    REBASE,
    /** The counter rose more than the device can draw; mj is what was cut off. */
    CLIPPED,
    /** A counter step longer than the lookaround: mj is what cannot be placed in time. */
    UNPLACED
  }
}
