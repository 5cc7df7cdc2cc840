package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.RequestWork.Phases;

/** Slots of 1 s of the first hour of a day. */
class PoolHourTest {

  private static final long DAY = 20_000 * 86_400_000_000L;
  private static final long SECOND = 1_000_000;
  private static final SlotGrid GRID = new SlotGrid(DAY, SECOND);
  private static final long COVERED = Occupancy.FULL;
  private static final int LLAMA = 0;
  private static final int QWEN = 1;
  private static final PoolHour.SlotOwners OWNED = slot -> new int[] {LLAMA};

  private final HourLoad load = new HourLoad(GRID, 0);

  @Test
  void aBusySlotIsChargedByWorkItsFloorByTimeAndNothingIsProvisioned() {
    Phases heavy = served(0, SECOND, 3);
    Phases light = served(0, SECOND, 1);
    PoolHour hour = new PoolHour(GRID, 0, load);

    // 250 J in the slot, 50 J of it floor: 200 J dynamic.
    hour.add(0, 250_000, 50_000, COVERED, 0, OWNED);

    PoolHour.Curves curves = hour.curves();
    // 200 J x 3/4 and x 1/4; 50 J halved
    assertThat(curves.activeMj(heavy)).isCloseTo(150_000, within(1L));
    assertThat(curves.activeMj(light)).isCloseTo(50_000, within(1L));
    assertThat(curves.idleMj(heavy)).isCloseTo(25_000, within(1L));
    assertThat(curves.idleMj(light)).isCloseTo(25_000, within(1L));
    assertThat(hour.measuredMj()).isEqualTo(250_000);
    assertThat(hour.provisioned()).isEmpty();
  }

  @Test
  void onlyTheBusyPartOfASlotIsChargedTheRestIsProvisioned() {
    // 48 of 64 cells
    Phases phases = served(0, 750_000, 5);
    PoolHour hour = new PoolHour(GRID, 0, load);

    hour.add(0, 250_000, 44_000, COVERED, 64_000, OWNED);

    PoolHour.Curves curves = hour.curves();
    // 206,000 x 48/64 = 154,500; 44,000 x 48/64 = 33,000; 250,000 x 16/64 = 62,500
    assertThat(curves.activeMj(phases)).isCloseTo(154_500, within(1L));
    assertThat(curves.idleMj(phases)).isCloseTo(33_000, within(1L));
    assertThat(hour.provisioned().get(LLAMA).energyMj()).isEqualTo(62_500);
    assertThat(hour.busyEmbodiedNg()).isEqualTo(48_000);
    assertThat(hour.provisioned().get(LLAMA).embodiedNg()).isEqualTo(16_000);
    assertThat(hour.presenceUs()).isEqualTo(750_000);
  }

  @Test
  void aBusySlotWithoutAnyWorkIsSharedByTime() {
    Phases withoutTokens = served(0, SECOND, 0);
    Phases shorter = served(0, SECOND / 4, 0);
    Phases later = served(SECOND, 2 * SECOND, 8);
    PoolHour hour = new PoolHour(GRID, 0, load);

    hour.add(0, 100_000, 0, COVERED, 0, OWNED);
    hour.add(1, 60_000, 0, COVERED, 0, OWNED);

    PoolHour.Curves curves = hour.curves();
    // 1 s and 0.25 s of 1.25 s
    assertThat(curves.activeMj(withoutTokens)).isCloseTo(80_000, within(1L));
    assertThat(curves.activeMj(shorter)).isCloseTo(20_000, within(1L));
    assertThat(curves.activeMj(later)).isCloseTo(60_000, within(1L));
  }

  @Test
  void whoDoesNoWorkPaysNothingWhereOthersWork() {
    Phases withoutTokens = served(0, SECOND, 0);
    Phases working = served(0, SECOND, 8);
    PoolHour hour = new PoolHour(GRID, 0, load);

    hour.add(0, 100_000, 20_000, COVERED, 0, OWNED);

    assertThat(hour.curves().activeMj(withoutTokens)).isZero();
    assertThat(hour.curves().activeMj(working)).isCloseTo(80_000, within(1L));
    assertThat(hour.curves().idleMj(withoutTokens)).isCloseTo(10_000, within(1L));
  }

  @Test
  void anHourWithoutRequestsIsProvisionedForItsModel() {
    PoolHour hour = new PoolHour(GRID, 0, null);

    hour.add(7, 50_000, 50_000, COVERED, 9, OWNED);

    assertThat(hour.provisioned().get(LLAMA).energyMj()).isEqualTo(50_000);
    assertThat(hour.provisioned().get(LLAMA).embodiedNg()).isEqualTo(9);
    assertThat(hour.presenceUs()).isZero();
  }

  @Test
  void severalModelsOwnIdleInEqualParts() {
    PoolHour hour = new PoolHour(GRID, 0, null);

    hour.add(7, 50_001, 50_001, COVERED, 0, slot -> new int[] {LLAMA, QWEN});
    hour.add(8, 50_001, 50_001, COVERED, 0, slot -> new int[] {LLAMA, QWEN});

    // 2 x 25,000.5 mJ: halves of a millijoule are kept until they are whole.
    assertThat(hour.provisioned().get(LLAMA).energyMj()).isEqualTo(50_001);
    assertThat(hour.provisioned().get(QWEN).energyMj()).isEqualTo(50_001);
  }

  @Test
  void idleThatNobodyIsKnownToOwnStandsApart() {
    PoolHour hour = new PoolHour(GRID, 0, null);

    hour.add(7, 50_000, 50_000, COVERED, 0, slot -> new int[0]);

    assertThat(hour.provisioned().keySet()).containsExactly(PoolHour.NO_OWNER);
    assertThat(hour.provisioned().get(PoolHour.NO_OWNER).energyMj()).isEqualTo(50_000);
  }

  @Test
  void ownersAreAskedForTheSlotTheyOwn() {
    PoolHour hour = new PoolHour(GRID, 0, null);

    for (int slot = 0; slot < 4; slot++) {
      hour.add(slot, 10, 0, COVERED, 0, s -> new int[] {s < 3 ? LLAMA : QWEN});
    }

    assertThat(hour.provisioned().get(LLAMA).energyMj()).isEqualTo(30);
    assertThat(hour.provisioned().get(QWEN).energyMj()).isEqualTo(10);
  }

  @Test
  void presenceWhereTelemetryIsSilentIsNotCharged() {
    Phases phases = served(0, SECOND / 2, 5);
    PoolHour hour = new PoolHour(GRID, 0, load);

    // The request was there in the first half, telemetry covers the second.
    hour.add(0, 40_000, 10_000, Occupancy.bits(32, 63), 0, OWNED);

    assertThat(hour.curves().activeMj(phases)).isZero();
    assertThat(hour.curves().idleMj(phases)).isZero();
    assertThat(hour.provisioned().get(LLAMA).energyMj()).isEqualTo(40_000);
  }

  @Test
  void devicesOfOnePoolAddUpInAnyOrder() {
    Phases phases = served(100_000, 900_000, 5);
    PoolHour hour = new PoolHour(GRID, 0, load);
    PoolHour reversed = new PoolHour(GRID, 0, load);

    hour.add(0, 70_001, 20_000, COVERED, 0, OWNED);
    hour.add(0, 33_333, 33_333, Occupancy.bits(0, 40), 0, slot -> new int[] {QWEN});
    reversed.add(0, 33_333, 33_333, Occupancy.bits(0, 40), 0, slot -> new int[] {QWEN});
    reversed.add(0, 70_001, 20_000, COVERED, 0, OWNED);

    assertThat(hour.measuredMj()).isEqualTo(103_334);
    assertThat(reversed.curves().activeMj(phases)).isEqualTo(hour.curves().activeMj(phases));
    assertThat(reversed.curves().idleMj(phases)).isEqualTo(hour.curves().idleMj(phases));
    assertThat(reversed.provisioned().get(QWEN).energyMj())
        .isEqualTo(hour.provisioned().get(QWEN).energyMj());
  }

  @Test
  void whatAnHourAsksArrivesAsItWasWritten() throws IOException {
    Phases withoutTokens = served(0, SECOND, 0);
    Phases working = served(SECOND, 3 * SECOND, 8);
    PoolHour hour = new PoolHour(GRID, 0, load);
    hour.add(0, 100_000, 20_000, COVERED, 0, OWNED);
    hour.add(2, 70_001, 20_000, COVERED, 0, OWNED);
    HourPrices unhosted = hour.prices();
    hour.addHost(1, 9_000, COVERED, OWNED);

    for (HourPrices prices : List.of(unhosted, hour.prices())) {
      PoolHour.Curves arrived = travelled(prices).curves();
      for (Phases phases : List.of(withoutTokens, working)) {
        assertThat(arrived.activeMj(phases)).isEqualTo(prices.curves().activeMj(phases));
        assertThat(arrived.idleMj(phases)).isEqualTo(prices.curves().idleMj(phases));
        assertThat(arrived.hostMj(phases)).isEqualTo(prices.curves().hostMj(phases));
      }
    }
    // 80,000 shared by time; 50,001 by work; 9,000 of the host
    assertThat(travelled(unhosted).curves().activeMj(withoutTokens)).isCloseTo(80_000, within(1L));
    assertThat(travelled(unhosted).curves().hostMj(working)).isZero();
    assertThat(travelled(hour.prices()).curves().activeMj(working)).isCloseTo(50_001, within(1L));
    assertThat(travelled(hour.prices()).curves().hostMj(working)).isCloseTo(9_000, within(1L));
  }

  private static HourPrices travelled(HourPrices prices) {
    return HourPrices.readFrom(prices.written());
  }

  /** Puts a request into the load, with one phase of that rate. */
  private Phases served(long fromUs, long toUs, long rate) {
    Phases phases = new Phases();
    phases.startUs = DAY + fromUs;
    phases.endUs = DAY + toUs;
    load.addPresence(phases.startUs, phases.endUs);
    if (rate > 0) {
      phases.count = 1;
      phases.fromUs[0] = phases.startUs;
      phases.toUs[0] = phases.endUs;
      phases.rate[0] = rate;
      load.addWork(phases.startUs, phases.endUs, rate);
    }
    return phases;
  }
}
