package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerIntegralTest {

  private static final long SECOND_US = 1_000_000;
  private static final MeterRules AUTO = new MeterRules(MeterRules.AUTO, 3_600 * SECOND_US);

  @Test
  void theEnergyBetweenTwoSamplesIsTheirMeanTimesTheTime() {
    // (300 + 400) / 2 W x 1 s = 350 J
    assertThat(PowerIntegral.trapezoidMj(SECOND_US, 300, 400)).isEqualTo(350_000);
    assertThat(PowerIntegral.trapezoidMj(SECOND_US, 400, 300)).isEqualTo(350_000);
  }

  @Test
  void halfAMillijouleIsRoundedUp() {
    // 1 W x 500 us = 0.5 mJ; 1 W x 499 us = 0.499 mJ
    assertThat(PowerIntegral.trapezoidMj(500, 1, 1)).isEqualTo(1);
    assertThat(PowerIntegral.trapezoidMj(499, 1, 1)).isZero();
  }

  @Test
  void theGapThatIsBridgedIsFiveMedianIntervalsWithinAMinuteAndTheLookaround() {
    // Every 30 s: 5 x 30 = 150 s. Every second: 5 s, raised to 60 s. Every 20 min: cut to 1 h.
    assertThat(PowerIntegral.maxGapUs(every(30), AUTO)).isEqualTo(150 * SECOND_US);
    assertThat(PowerIntegral.maxGapUs(every(1), AUTO)).isEqualTo(60 * SECOND_US);
    assertThat(PowerIntegral.maxGapUs(every(1_200), AUTO)).isEqualTo(3_600 * SECOND_US);
    assertThat(PowerIntegral.maxGapUs(new long[] {7}, AUTO)).isEqualTo(60 * SECOND_US);
  }

  @Test
  void theMedianDoesNotFollowOneLongSilence() {
    long[] times = {0, 30 * SECOND_US, 60 * SECOND_US, 3_000 * SECOND_US, 3_030 * SECOND_US};

    assertThat(PowerIntegral.maxGapUs(times, AUTO)).isEqualTo(150 * SECOND_US);
  }

  @Test
  void aConfiguredGapHoldsUpToTheLookaround() {
    MeterRules tenSeconds = new MeterRules(10 * SECOND_US, 3_600 * SECOND_US);
    MeterRules day = new MeterRules(86_400 * SECOND_US, 3_600 * SECOND_US);

    assertThat(PowerIntegral.maxGapUs(every(30), tenSeconds)).isEqualTo(10 * SECOND_US);
    assertThat(PowerIntegral.maxGapUs(every(30), day)).isEqualTo(3_600 * SECOND_US);
  }

  @Test
  void powerAboveOneAndAHalfTimesTheMaximumIsRefused() {
    MeterBounds rated = new MeterBounds(50, 400);

    assertThat(PowerIntegral.exceedsBound(600, rated)).isFalse();
    assertThat(PowerIntegral.exceedsBound(600.1, rated)).isTrue();
    assertThat(PowerIntegral.exceedsBound(1e6, MeterBounds.UNKNOWN)).isFalse();
  }

  @Test
  void utilisationRaisesPowerLinearlyFromIdleToMaximum() {
    MeterBounds rated = new MeterBounds(50, 400);

    // 50 + 0.4 x (400 - 50) = 190 W; over 10 s: 1 900 J
    double watts = UtilizationPower.watts(0.4, rated);
    assertThat(watts).isCloseTo(190, within(1e-9));
    assertThat(PowerIntegral.trapezoidMj(10 * SECOND_US, watts, watts)).isEqualTo(1_900_000);
    assertThat(UtilizationPower.watts(0.4, new MeterBounds(Double.NaN, 400))).isNaN();
  }

  private static long[] every(int seconds) {
    long[] times = new long[9];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * seconds * SECOND_US;
    }
    return times;
  }
}
