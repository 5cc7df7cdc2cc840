package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What a shift may not depend on. Slots of five seconds. */
class ClockShiftProperties {

  private static final long SLOT = 5_000_000;
  private static final int SLOTS = 720;

  @Property(tries = 100)
  void theUnitsOfBothDoNotMatter(
      @ForAll long seed, @ForAll @LongRange(min = 2, max = 1_000) long scale) {
    long[] activity = random(seed);
    long[] energy = random(seed / 2);

    assertThat(ClockShift.us(times(activity, scale), times(energy, 3 * scale), SLOT, SLOT))
        .isEqualTo(ClockShift.us(activity, energy, SLOT, SLOT));
  }

  @Property(tries = 100)
  void aShiftTheOtherWayRoundIsItsNegative(
      @ForAll long seed, @ForAll @IntRange(min = -17, max = 17) int steps) {
    long[] activity = random(seed);
    long[] later = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      later[slot] = activity[Math.floorMod(slot - steps, SLOTS)];
    }

    // White noise resembles itself at one shift only, by whole steps.
    OptionalLong ahead = ClockShift.us(activity, later, SLOT, SLOT);
    OptionalLong behind = ClockShift.us(later, activity, SLOT, SLOT);
    assertThat(Math.round((double) ahead.orElseThrow() / SLOT)).isEqualTo(steps);
    assertThat(Math.round((double) behind.orElseThrow() / SLOT)).isEqualTo(-steps);
  }

  private static long[] random(long seed) {
    return new Random(seed).longs(SLOTS, 0, 1_000_000).toArray();
  }

  private static long[] times(long[] values, long factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }
}
