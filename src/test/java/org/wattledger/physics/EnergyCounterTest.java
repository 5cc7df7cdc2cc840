package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.physics.EnergyCounter.Outcome.REBASE;
import static org.wattledger.physics.EnergyCounter.Outcome.RESET;
import static org.wattledger.physics.EnergyCounter.Outcome.RISE;
import static org.wattledger.physics.EnergyCounter.Outcome.STALE;

import org.junit.jupiter.api.Test;
import org.wattledger.physics.EnergyCounter.Step;
import org.wattledger.testing.Fault;

/** All steps: a device of 400 W, readings 10 s apart; bound 1.1 x 400 W x (10 + 1) s = 4 840 J. */
class EnergyCounterTest {

  private static final long TEN_SECONDS_US = 10_000_000;
  private static final MeterBounds RATED_400_W = new MeterBounds(50, 400);

  private static Step step(long formerMj, long laterMj) {
    return EnergyCounter.step(TEN_SECONDS_US, formerMj, laterMj, RATED_400_W);
  }

  @Test
  void theBoundIsATenthAndASecondMoreThanTheDeviceCanDraw() {
    assertThat(EnergyCounter.boundMj(TEN_SECONDS_US, 400)).isEqualTo(4_840_000);
    // 1.1 x 700 W x 2 s = 1 540 J, not a millijoule less by binary rounding
    assertThat(EnergyCounter.boundMj(1_000_000, 700)).isEqualTo(1_540_000);
  }

  @Test
  void aHigherReadingBooksTheDifference() {
    // 4 000 000 - 1 000 000 mJ
    assertThat(step(1_000_000, 4_000_000)).isEqualTo(new Step(RISE, 3_000_000, 0));
    assertThat(step(1_000_000, 1_000_000)).isEqualTo(new Step(RISE, 0, 0));
  }

  @Test
  @Fault("F31")
  void aRiseAboveTheBoundIsClippedToIt() {
    // 6 000 000 - 1 000 000 = 5 000 000 mJ; 4 840 000 booked, 160 000 cut off
    assertThat(step(1_000_000, 6_000_000)).isEqualTo(new Step(RISE, 4_840_000, 160_000));
    assertThat(step(1_000_000, 5_840_000)).isEqualTo(new Step(RISE, 4_840_000, 0));
  }

  @Test
  @Fault("F30")
  void aLowerReadingWithinTheBoundIsAResetAndIsBooked() {
    assertThat(step(100_000_000, 2_000_000)).isEqualTo(new Step(RESET, 2_000_000, 0));
    assertThat(step(100_000_000, 4_840_000)).isEqualTo(new Step(RESET, 4_840_000, 0));
  }

  @Test
  void aCounterThatWrapsIsAResetThatLosesOnlyWhatLayBeforeTheWrap() {
    // 2^32 - 1 uJ-like registers: from 4 294 967 000 back to 1 500 000
    assertThat(step(4_294_967_000L, 1_500_000)).isEqualTo(new Step(RESET, 1_500_000, 0));
  }

  @Test
  void resetIsAskedBeforeStale() {
    // 3 000 000 is less than one bound below 4 000 000, but also within the bound itself
    assertThat(step(4_000_000, 3_000_000)).isEqualTo(new Step(RESET, 3_000_000, 0));
  }

  @Test
  void aReadingSlightlyBelowTheFormerIsStale() {
    assertThat(step(100_000_000, 99_000_000)).isEqualTo(new Step(STALE, 0, 0));
    // exactly one bound below is no longer stale
    assertThat(step(100_000_000, 95_160_000)).isEqualTo(new Step(REBASE, 0, 0));
  }

  @Test
  @Fault("F30")
  void aReadingFarBelowTheFormerIsARebase() {
    assertThat(step(100_000_000, 50_000_000)).isEqualTo(new Step(REBASE, 0, 0));
  }

  @Test
  void withoutAMaximumNothingIsClippedAndALowerReadingIsARebase() {
    MeterBounds unknown = MeterBounds.UNKNOWN;

    assertThat(EnergyCounter.step(TEN_SECONDS_US, 0, 9_000_000, unknown))
        .isEqualTo(new Step(RISE, 9_000_000, 0));
    assertThat(EnergyCounter.step(TEN_SECONDS_US, 100_000_000, 1, unknown))
        .isEqualTo(new Step(REBASE, 0, 0));
  }

  @Test
  void aRiseThatNoDeviceCanDrawIsARebaseWhereTheMaximumIsUnknown() {
    // 1.1 x 200 kW x 11 s = 2.42 MJ
    assertThat(EnergyCounter.step(TEN_SECONDS_US, 0, 2_420_000_000L, MeterBounds.UNKNOWN))
        .isEqualTo(new Step(RISE, 2_420_000_000L, 0));
    assertThat(EnergyCounter.step(TEN_SECONDS_US, 0, 2_420_000_001L, MeterBounds.UNKNOWN))
        .isEqualTo(new Step(REBASE, 0, 0));
    assertThat(EnergyCounter.step(TEN_SECONDS_US, 0, Long.MAX_VALUE, MeterBounds.UNKNOWN))
        .isEqualTo(new Step(REBASE, 0, 0));
  }
}
