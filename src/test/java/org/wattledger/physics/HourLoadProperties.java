package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Differences from slot to slot, against a loop over all slots and cells. Slots of one minute. */
class HourLoadProperties {

  private static final long SLOT = 60_000_000;
  private static final long CELL = SLOT / 64;
  private static final int SLOTS = 60;
  private static final long DAY = 20_000 * 86_400_000_000L;
  private static final long HOUR = DAY + 7 * SlotGrid.HOUR_US;
  private static final SlotGrid GRID = new SlotGrid(DAY, SLOT);

  record Present(long fromUs, long toUs, long rate) {}

  @Provide
  Arbitrary<Present> present() {
    Arbitrary<Long> starts =
        Arbitraries.longs().between(HOUR - 5 * SLOT, HOUR + SlotGrid.HOUR_US + 5 * SLOT);
    Arbitrary<Long> lengths =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 2 * CELL), Arbitraries.longs().between(1, 70 * SLOT));
    Arbitrary<Long> onCells = starts.map(us -> us / CELL * CELL);
    return Combinators.combine(
            Arbitraries.oneOf(starts, onCells), lengths, Arbitraries.longs().between(1, 1 << 30))
        .as((start, length, rate) -> new Present(start, start + length, rate));
  }

  @Property(tries = 300)
  void aLoadIsWhatALoopOverAllSlotsFinds(
      @ForAll @Size(max = 20) List<@From("present") Present> requests) {
    HourLoad load = loadOf(requests);

    assertThat(load.work()).isEqualTo(naiveSums(requests, true));
    assertThat(load.presenceUs()).isEqualTo(naiveSums(requests, false));
    assertThat(load.occupancy()).isEqualTo(naiveOccupancy(requests));
  }

  @Property(tries = 200)
  void partsMergedInAnyOrderAreTheWhole(
      @ForAll @Size(max = 20) List<@From("present") Present> requests, @ForAll long seed) {
    List<Present> shuffled = new ArrayList<>(requests);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    int cut = shuffled.isEmpty() ? 0 : random.nextInt(shuffled.size());

    HourLoad merged =
        loadOf(shuffled.subList(cut, shuffled.size())).merge(loadOf(shuffled.subList(0, cut)));

    HourLoad whole = loadOf(requests);
    assertThat(merged.work()).isEqualTo(whole.work());
    assertThat(merged.presenceUs()).isEqualTo(whole.presenceUs());
    assertThat(merged.occupancy()).isEqualTo(whole.occupancy());
  }

  private static HourLoad loadOf(List<Present> requests) {
    HourLoad load = new HourLoad(GRID, 7);
    for (Present request : requests) {
      load.addPresence(request.fromUs, request.toUs);
      load.addWork(request.fromUs, request.toUs, request.rate);
    }
    return load;
  }

  private static long[] naiveSums(List<Present> requests, boolean isWork) {
    long[] sums = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      for (Present request : requests) {
        long us = overlap(request, HOUR + slot * SLOT, SLOT);
        sums[slot] += isWork ? request.rate * us : us;
      }
    }
    return sums;
  }

  private static long[] naiveOccupancy(List<Present> requests) {
    long[] masks = new long[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      for (int cell = 0; cell < 64; cell++) {
        long cellStart = HOUR + slot * SLOT + cell * CELL;
        for (Present request : requests) {
          boolean isShort = request.toUs - request.fromUs < CELL;
          boolean beginsHere = cellStart <= request.fromUs && request.fromUs < cellStart + CELL;
          boolean coversHalf = 2 * overlap(request, cellStart, CELL) >= CELL;
          if (isShort ? beginsHere : coversHalf) {
            masks[slot] |= 1L << cell;
          }
        }
      }
    }
    return masks;
  }

  private static long overlap(Present request, long fromUs, long us) {
    return Math.max(0, Math.min(request.toUs, fromUs + us) - Math.max(request.fromUs, fromUs));
  }
}
