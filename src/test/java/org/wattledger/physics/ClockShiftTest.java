package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shifts between requests and meters, found in an hour of slots of one second. */
class ClockShiftTest {

  private static final long SLOT = 1_000_000;
  private static final int SLOTS = 3_600;

  /** 300 W while somebody is present. */
  private static final long BUSY_MJ = 300_000;

  @Test
  void metersThatFollowTheRequestsAreNotShifted() {
    long[] activity = bursts(1);

    assertThat(ClockShift.us(activity, power(activity, 0), SLOT, SLOT)).hasValue(0);
  }

  @Test
  void aShiftIsFoundInItsDirectionAndSize() {
    long[] activity = bursts(2);

    for (int seconds : new int[] {-80, -45, -30, 10, 30, 60, 80}) {
      OptionalLong us = ClockShift.us(activity, power(activity, seconds), SLOT, SLOT);

      // A step is 5 s; between steps the parabola comes within half of one.
      assertThat(us).as("%d s", seconds).isPresent();
      assertThat(us.getAsLong() / 1e6).as("%d s", seconds).isBetween(seconds - 2.5, seconds + 2.5);
    }
  }

  @Test
  void aShiftBelowTheIntervalOfTheMetersIsNone() {
    long[] activity = bursts(3);

    // Readings every 15 s: what lies 12 s apart may be of one reading.
    assertThat(ClockShift.us(activity, sampled(power(activity, 12), 15), SLOT, 15 * SLOT))
        .hasValue(0);
    assertThat(ClockShift.us(activity, sampled(power(activity, 45), 15), SLOT, 15 * SLOT))
        .isPresent()
        .satisfies(us -> assertThat(us.getAsLong() / 1e6).isBetween(37.5, 52.5));
  }

  @Test
  void metersThatDoNotFollowTheRequestsTellNothing() {
    assertThat(ClockShift.us(bursts(4), power(bursts(5), 0), SLOT, SLOT)).isEmpty();
    assertThat(ClockShift.us(bursts(4), new long[SLOTS], SLOT, SLOT)).isEmpty();
    assertThat(ClockShift.us(new long[SLOTS], power(bursts(4), 0), SLOT, SLOT)).isEmpty();
  }

  @Test
  void aRegularLoadFitsAtManyShiftsAndTellsNoneOfThem() {
    long[] activity = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      activity[slot] = slot % 60 < 20 ? SLOT : 0;
    }

    assertThat(ClockShift.us(activity, power(activity, 0), SLOT, SLOT)).hasValue(0);
    assertThat(ClockShift.us(activity, power(activity, 30), SLOT, SLOT)).isEmpty();
  }

  @Test
  void aShiftBeyondTheRangeIsNotTakenForOneAtItsEnd() {
    long[] activity = bursts(6);

    assertThat(ClockShift.us(activity, power(activity, 300), SLOT, SLOT)).isEmpty();
  }

  @Test
  void tooShortAnIntervalTellsNothing() {
    long[] activity = Arrays.copyOf(bursts(7), 300);

    assertThat(ClockShift.us(activity, power(activity, 30), SLOT, SLOT)).isEmpty();
  }

  /** Some 90 requests of 5 to 25 s at random times of the hour. */
  private static long[] bursts(long seed) {
    Random random = new Random(seed);
    long[] activity = new long[SLOTS];
    for (int request = 0; request < 90; request++) {
      int from = random.nextInt(SLOTS);
      int to = Math.min(SLOTS, from + 5 + random.nextInt(20));
      for (int slot = from; slot < to; slot++) {
        activity[slot] += SLOT;
      }
    }
    return activity;
  }

  /** Energy above idle by slot of a meter whose clock is ahead by so many seconds. */
  private static long[] power(long[] activity, int aheadSeconds) {
    long[] energy = new long[activity.length];
    for (int slot = 0; slot < energy.length; slot++) {
      int from = slot - aheadSeconds;
      boolean isBusy = from >= 0 && from < activity.length && activity[from] > 0;
      energy[slot] = isBusy ? BUSY_MJ : 0;
    }
    return energy;
  }

  /** The same as a counter tells that is read every so many slots: even in between. */
  private static long[] sampled(long[] energy, int every) {
    long[] even = new long[energy.length];
    for (int from = 0; from < energy.length; from += every) {
      long sum = 0;
      for (int slot = from; slot < from + every; slot++) {
        sum += energy[slot];
      }
      for (int slot = from; slot < from + every; slot++) {
        even[slot] = sum / every;
      }
    }
    return even;
  }
}
