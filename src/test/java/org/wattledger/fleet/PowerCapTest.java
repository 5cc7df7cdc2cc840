package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One unit, one A100: idle 80 W, limit 400 W, so 320 W for work. */
class PowerCapTest {

  private static final Window WINDOW = Window.around(LocalDate.EPOCH, LocalDate.EPOCH);
  private static final long NOON_US = 43_200 * Window.SECOND_US;

  @Test
  void requestBelowTheLimitHasAllItsWork() {
    PhaseWork work = PhaseWork.of(0, NOON_US, NOON_US + 500_000, NOON_US + 2_500_000, 100, 60);

    // 100 J of prompt in 0.5 s is 200 W, 60 J of answer in 2 s is 30 W: both below 320 W.
    assertThat(work.prefillUw()).isEqualTo(200_000_000);
    assertThat(work.decodeUw()).isEqualTo(30_000_000);
    assertThat(work.activeMj(load(work).cap(WINDOW))).isEqualTo(160_000);
  }

  @Test
  void requestsAboveTheLimitLoseTheSameShare() {
    PhaseWork small = PhaseWork.of(0, NOON_US, null, NOON_US + 1_000_000, 300, 0);
    PhaseWork large = PhaseWork.of(0, NOON_US, null, NOON_US + 1_000_000, 340, 0);
    PowerCap cap = load(small, large).cap(WINDOW);

    // 300 + 340 = 640 J wanted in a second that gives 320 J: half each.
    assertThat(small.activeMj(cap)).isCloseTo(150_000, within(1e-6));
    assertThat(large.activeMj(cap)).isCloseTo(170_000, within(1e-6));
  }

  @Test
  void onlyThePartInsideACappedSecondIsCut() {
    PhaseWork steady = PhaseWork.of(0, NOON_US, null, NOON_US + 3_000_000, 300, 0);
    PhaseWork burst = PhaseWork.of(0, NOON_US + 1_000_000, null, NOON_US + 2_000_000, 540, 0);
    PowerCap cap = load(steady, burst).cap(WINDOW);

    // Second 1: 100 + 540 = 640 J wanted, half is given: steady gets 100 + 50 + 100 J.
    assertThat(cap.cappedSeconds()).isEqualTo(1);
    assertThat(steady.activeMj(cap)).isCloseTo(250_000, within(1e-6));
    assertThat(burst.activeMj(cap)).isCloseTo(270_000, within(1e-6));
  }

  @Test
  void deviceDrawsIdlePowerAndTheWorkOfItsUnit() {
    PhaseWork work = PhaseWork.of(0, NOON_US, null, NOON_US + 10_000_000, 2_000, 0);
    DeviceCurve curve = DeviceCurve.of(load(work), WINDOW);

    // 80 W x 10 s + 2 000 J = 2 800 J.
    assertThat(curve.energyMj(NOON_US + 10_000_000) - curve.energyMj(NOON_US))
        .isCloseTo(2_800_000, within(1e-3));
    // 80 W x 2.5 s + 200 W x 2.5 s = 700 J.
    assertThat(curve.energyMj(NOON_US + 2_500_000) - curve.energyMj(NOON_US))
        .isCloseTo(700_000, within(1e-3));
  }

  @Test
  void workAcrossAnHourIsInBothBlocks() {
    // The window begins at 23:45, so its blocks change at a quarter to.
    long quarterToUs = NOON_US + 2_700 * Window.SECOND_US;
    PhaseWork work =
        PhaseWork.of(0, quarterToUs - 2_500_000, null, quarterToUs + 1_500_000, 400, 0);
    UnitLoads.UnitLoad load = load(work);
    int second = (int) ((quarterToUs - WINDOW.startUs()) / Window.SECOND_US);

    // 100 W: 50 J, 100 J, 100 J | 100 J, 50 J.
    long joule = 1_000_000_000_000L;
    assertThat(load.wantedPj(second - 3)).isEqualTo(50 * joule);
    assertThat(load.wantedPj(second - 1)).isEqualTo(100 * joule);
    assertThat(load.wantedPj(second)).isEqualTo(100 * joule);
    assertThat(load.wantedPj(second + 1)).isEqualTo(50 * joule);
    assertThat(load.wantedPj().keySet()).hasSize(2);
  }

  private static UnitLoads.UnitLoad load(PhaseWork... work) {
    Map<Integer, long[]> byNumber = new HashMap<>();
    new LoadBlocks(WINDOW)
        .energyPj(List.of(work).iterator())
        .forEachRemaining(block -> byNumber.put(LoadBlocks.blockOf(block._1()), block._2()));
    Device device = new Device(0, "GPU-0", "n01", Hardware.A100);
    ServingUnit unit =
        new ServingUnit(
            0, "u0", Site.at(0), List.of(ModelProfile.of("llama-3.1-8b")), List.of(device), 1);
    return new UnitLoads.UnitLoad(unit, byNumber);
  }
}
