package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.wattledger.physics.RequestWork.Phases;

/** The law inside one pool and hour: everything measured is charged or provisioned. */
class PoolHourProperties {

  private static final long DAY = 20_000 * 86_400_000_000L;
  private static final long SLOT = 10_000_000;
  private static final SlotGrid GRID = new SlotGrid(DAY, SLOT);
  private static final int HOUR = 5;

  @Property(tries = 150)
  void whatIsMeasuredIsChargedOrProvisionedButForRounding(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int requests,
      @ForAll @IntRange(min = 1, max = 4) int devices) {
    Random random = new Random(seed);
    HourLoad load = new HourLoad(GRID, HOUR);
    List<Phases> served = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      served.add(serve(load, random));
    }
    PoolHour hour = new PoolHour(GRID, HOUR, load);
    for (int device = 0; device < devices; device++) {
      meter(hour, random);
    }

    long booked =
        hour.provisioned().values().stream().mapToLong(PoolHour.Provision::energyMj).sum();
    for (Phases phases : served) {
      booked += hour.curves().activeMj(phases) + hour.curves().idleMj(phases);
    }
    // Less than 1 mJ for each of two columns of a request and for the one owner.
    assertThat(hour.measuredMj() - booked).isBetween(0L, 2L * requests + 1);
  }

  @Property(tries = 50)
  void withoutRequestsAllIsProvisionedToTheMillijoule(@ForAll long seed) {
    PoolHour hour = new PoolHour(GRID, HOUR, null);
    meter(hour, new Random(seed));

    assertThat(hour.provisioned().get(3).energyMj()).isEqualTo(hour.measuredMj());
  }

  private static Phases serve(HourLoad load, Random random) {
    Phases phases = new Phases();
    long hourStart = GRID.hourStartUs(HOUR);
    phases.startUs = hourStart - SLOT + random.nextLong(SlotGrid.HOUR_US + SLOT);
    phases.endUs = phases.startUs + 1 + random.nextLong(random.nextBoolean() ? SLOT : 40 * SLOT);
    load.addPresence(phases.startUs, phases.endUs);
    phases.count = random.nextInt(3);
    long split = phases.startUs + (phases.endUs - phases.startUs) / 3;
    for (int i = 0; i < phases.count; i++) {
      phases.fromUs[i] = i == 0 ? phases.startUs : split;
      phases.toUs[i] = i == 0 ? Math.max(split, phases.startUs + 1) : phases.endUs;
      phases.rate[i] = 1 + random.nextInt(1_000_000);
      load.addWork(phases.fromUs[i], phases.toUs[i], phases.rate[i]);
    }
    return phases;
  }

  private static void meter(PoolHour hour, Random random) {
    for (int slot = 0; slot < GRID.slotsPerInterval(); slot++) {
      long energyMj = random.nextLong(7_000_000);
      long coverage = random.nextInt(8) == 0 ? random.nextLong() : Occupancy.FULL;
      hour.add(slot, energyMj, energyMj / 3, coverage, 5, s -> new int[] {3});
    }
  }
}
