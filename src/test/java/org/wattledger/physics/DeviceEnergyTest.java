package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattledger.physics.DeviceSamples.samples;
import static org.wattledger.physics.DeviceSamples.us;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.DeviceSamples.Sample;
import org.wattledger.physics.MeterEvent.Kind;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.TimeRange;
import org.wattledger.testing.Fault;

class DeviceEnergyTest {

  private static final MeterBounds RATED_400_W = new MeterBounds(50, 400);
  private static final MeterRules RULES = new MeterRules(MeterRules.AUTO, us(3_600));

  private static DeviceEnergy energyOf(DeviceSamples samples) {
    return DeviceEnergy.of(samples.build(), RATED_400_W, RULES);
  }

  private static long total(DeviceEnergy energy) {
    return energy.curve().at(Long.MAX_VALUE);
  }

  private static List<Kind> kinds(DeviceEnergy energy) {
    return energy.events().stream().map(MeterEvent::kind).toList();
  }

  @Test
  void theCounterWinsOverPowerAndPowerOverUtilisation() {
    // Counter covers [0, 10): 3 000 J. Power covers [5, 15): of it [10, 15) x 200 W = 1 000 J.
    // Utilisation covers [0, 20): of it [15, 20) x (50 + 0.4 x 350 = 190 W) = 950 J.
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 0)
                .energy(10, 3_000_000)
                .power(5, 200)
                .power(15, 200)
                .utilization(0, 0.4)
                .utilization(20, 0.4));

    EnergyCurve curve = energy.curve();
    assertThat(curve.energyMj(0, us(10))).isEqualTo(3_000_000);
    assertThat(curve.energyMj(us(10), us(15))).isEqualTo(1_000_000);
    assertThat(curve.energyMj(us(15), us(20))).isEqualTo(950_000);
    assertThat(total(energy)).isEqualTo(4_950_000);
    assertThat(curve.basis(0)).isEqualTo((byte) EnergyBasis.COUNTER.ordinal());
    assertThat(curve.basis(1)).isEqualTo((byte) EnergyBasis.POWER.ordinal());
    assertThat(curve.basis(2)).isEqualTo((byte) EnergyBasis.UTILIZATION.ordinal());
    assertThat(energy.events()).isEmpty();
  }

  @Test
  void aBetterBasisInTheMiddleOfAWeakerOneCutsItOut() {
    // Power 100 W over [0, 30) = 3 000 J, but the counter saw 500 J in [10, 20).
    DeviceEnergy energy =
        energyOf(samples().power(0, 100).power(30, 100).energy(10, 0).energy(20, 500_000));

    // 1 000 + 500 + 1 000 J
    assertThat(total(energy)).isEqualTo(2_500_000);
    assertThat(energy.curve().pieces()).isEqualTo(3);
  }

  @Test
  void aResetIsBookedWithWhatTheCounterShowsSince() {
    // [0, 10): 1 000 J; reset, [10, 20): 2 000 J; [20, 30): 500 J
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 100_000_000)
                .energy(10, 101_000_000)
                .energy(20, 2_000_000)
                .energy(30, 2_500_000));

    assertThat(total(energy)).isEqualTo(3_500_000);
    assertThat(energy.events()).containsExactly(new MeterEvent(Kind.RESET, 2, us(20), 2_000_000));
  }

  @Test
  void aStaleReadingIsDroppedAndTheStepRunsOverIt() {
    // 99 000 000 at 10 s is old; [0, 20): 3 000 J
    DeviceEnergy energy =
        energyOf(samples().energy(0, 100_000_000).energy(10, 99_000_000).energy(20, 103_000_000));

    assertThat(total(energy)).isEqualTo(3_000_000);
    assertThat(energy.curve().gaps()).isEmpty();
    assertThat(energy.count(Kind.STALE, us(10), us(11))).isEqualTo(1);
    assertThat(energy.count(Kind.STALE, us(11), us(100))).isZero();
  }

  @Test
  void aRebaseBooksNothingAndLeavesAGap() {
    // [0, 10): 1 000 J; another counter; [20, 30): 500 J
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 100_000_000)
                .energy(10, 101_000_000)
                .energy(20, 50_000_000)
                .energy(30, 50_500_000));

    assertThat(total(energy)).isEqualTo(1_500_000);
    assertThat(energy.curve().gaps()).containsExactly(new TimeRange(us(10), us(20)));
    assertThat(kinds(energy)).containsExactly(Kind.REBASE);
  }

  @Test
  void powerFillsTheGapThatARebaseLeaves() {
    // the same, and 120 W from 10 to 20 s: 1 200 J more
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 100_000_000)
                .energy(10, 101_000_000)
                .energy(20, 50_000_000)
                .energy(30, 50_500_000)
                .power(10, 120)
                .power(20, 120));

    assertThat(total(energy)).isEqualTo(2_700_000);
    assertThat(energy.curve().gaps()).isEmpty();
  }

  @Test
  void whatIsClippedIsTold() {
    // bound of 10 s: 4 840 J; the counter rose by 5 000 J
    DeviceEnergy energy = energyOf(samples().energy(0, 0).energy(10, 5_000_000));

    assertThat(total(energy)).isEqualTo(4_840_000);
    assertThat(energy.sumMj(Kind.CLIPPED, 0, us(11))).isEqualTo(160_000);
  }

  @Test
  @Fault("F32")
  void aStepLongerThanTheLookaroundIsUnplaced() {
    // 3 601 s: 7 000 J cannot be placed in time; one of exactly 3 600 s can
    DeviceEnergy unplaced = energyOf(samples().energy(0, 0).energy(3_601, 7_000_000));
    DeviceEnergy placed = energyOf(samples().energy(0, 0).energy(3_600, 7_000_000));

    assertThat(total(unplaced)).isZero();
    assertThat(unplaced.events())
        .containsExactly(new MeterEvent(Kind.UNPLACED, 1, us(3_601), 7_000_000));
    assertThat(total(placed)).isEqualTo(7_000_000);
  }

  @Test
  @Fault("F32")
  void aSilenceOfTheMeterIsNotBridged() {
    // 100 W at 0, 1, 2 s, silence, then at 100 and 101 s: 3 x 100 J. Median 1 s, so the gap may be
    // 60 s at most; it is 98 s.
    DeviceEnergy energy =
        energyOf(
            samples().power(0, 100).power(1, 100).power(2, 100).power(100, 100).power(101, 100));

    assertThat(total(energy)).isEqualTo(300_000);
    assertThat(energy.curve().gaps()).containsExactly(new TimeRange(us(2), us(100)));
    assertThat(energy.curve().coveredUs(0, us(200))).isEqualTo(us(3));
  }

  @Test
  void aCounterThatStoodStillRoseOverTheWholeTime() {
    // 0, then the same value told again at 10, 20 and 30 s, then 12 000 J at 40 s. The last 10 s
    // alone hold at most 4 840 J; 40 s hold 1.1 x 400 W x 41 s = 18 040 J. So 12 000 J in 40 s.
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 1_000_000)
                .energy(10, 1_000_000)
                .energy(20, 1_000_000)
                .energy(30, 1_000_000)
                .energy(40, 13_000_000));

    assertThat(total(energy)).isEqualTo(12_000_000);
    assertThat(energy.curve().energyMj(0, us(10))).isEqualTo(3_000_000);
    assertThat(kinds(energy)).containsExactly(Kind.STALE, Kind.STALE, Kind.STALE);
  }

  @Test
  void aJumpAboveTheBoundOfTheWholeTimeIsStillClipped() {
    // 20 s hold 1.1 x 400 W x 21 s = 9 240 J of 30 000 J
    DeviceEnergy energy = energyOf(samples().energy(0, 0).energy(10, 0).energy(20, 30_000_000));

    assertThat(total(energy)).isEqualTo(9_240_000);
    assertThat(energy.sumMj(Kind.CLIPPED, 0, us(21))).isEqualTo(30_000_000 - 9_240_000);
  }

  @Test
  void repeatsBeforeAPossibleRiseStandAsTheyAre() {
    // 4 000 J fit into the last 10 s.
    DeviceEnergy energy = energyOf(samples().energy(0, 0).energy(10, 0).energy(20, 4_000_000));

    assertThat(energy.curve().energyMj(0, us(10))).isZero();
    assertThat(energy.curve().energyMj(us(10), us(20))).isEqualTo(4_000_000);
    assertThat(energy.events()).isEmpty();
  }

  @Test
  @Fault("F31")
  void aSpikeOf300KilowattsIsNeverBooked() {
    // Power: refused, and 100 W stay 100 W over 20 s. Counter of the same spike, 300 kW x 10 s:
    // clipped to the bound of 4 840 J where the maximum is known, else no step at all.
    DeviceEnergy rated = energyOf(samples().power(0, 100).power(10, 300_000).power(20, 100));
    DeviceEnergy unknown =
        DeviceEnergy.of(
            samples().power(0, 100).power(10, 300_000).power(20, 100).build(),
            MeterBounds.UNKNOWN,
            RULES);
    DeviceEnergy counter = energyOf(samples().energy(0, 0).energy(10, 3_000_000_000L));
    DeviceEnergy unknownCounter =
        DeviceEnergy.of(
            samples().energy(0, 0).energy(10, 3_000_000_000L).build(), MeterBounds.UNKNOWN, RULES);

    assertThat(total(rated)).isEqualTo(2_000_000);
    assertThat(kinds(rated)).containsExactly(Kind.POWER_BOUND);
    assertThat(total(unknown)).isEqualTo(2_000_000);
    assertThat(kinds(unknown)).containsExactly(Kind.OUT_OF_RANGE);
    assertThat(total(counter)).isEqualTo(4_840_000);
    assertThat(total(unknownCounter)).isZero();
    assertThat(kinds(unknownCounter)).containsExactly(Kind.REBASE);
  }

  @Test
  @Fault("F36")
  void sevenSlicesThatEachTellTheWholeDeviceAreOneDevice() {
    // 3 000 J told seven times, once a little late by one slice: 2 990 J, which is not believed.
    DeviceSamples samples = samples();
    for (int slice = 0; slice < 7; slice++) {
      samples.energy(0, 0).energy(10, slice == 3 ? 2_990_000 : 3_000_000);
    }
    DeviceEnergy energy = energyOf(samples);

    assertThat(total(energy)).isEqualTo(3_000_000);
    assertThat(energy.count(Kind.REPEAT, 0, us(11))).isEqualTo(6 + 5);
    assertThat(energy.count(Kind.CONFLICTING, 0, us(11))).isEqualTo(1);
  }

  @Test
  void counterAndPowerAreComparedWherePowerCoversTheStep() {
    // Counter: 60 s at 250 W, 15 000 J. Power: 300 W over 50 s, then a silence.
    DeviceEnergy energy =
        energyOf(
            samples()
                .energy(0, 0)
                .energy(30, 7_500_000)
                .energy(60, 15_000_000)
                .power(0, 300)
                .power(25, 300)
                .power(50, 300));

    // Only [0, 30): 9 000 J by power against 7 500 J; too short to be a verdict.
    MeterAgreement agreement = energy.agreement(0, us(100));
    assertThat(agreement).isEqualTo(new MeterAgreement(us(30), 7_500_000, 9_000_000));
    assertThat(agreement.isBroken()).isFalse();
    assertThat(energy.agreement(us(1), us(100)).comparedUs()).isZero();
  }

  @Test
  void metersThatDisagreeByMoreThanATenthForAMinuteAreBroken() {
    // 60 s: 15 000 J by the counter; 275 W are 16 500 J, a tenth more; 276 W are beyond it.
    assertThat(steady(275).agreement(0, us(100)).isBroken()).isFalse();
    assertThat(steady(276).agreement(0, us(100)).isBroken()).isTrue();
    assertThat(steady(224).agreement(0, us(100)).isBroken()).isTrue();
    assertThat(total(steady(276))).isEqualTo(15_000_000);
  }

  private static DeviceEnergy steady(double powerW) {
    return energyOf(
        samples()
            .energy(0, 0)
            .energy(60, 15_000_000)
            .power(0, powerW)
            .power(30, powerW)
            .power(60, powerW));
  }

  @Test
  void theSameReadingToldTwiceIsOneReading() {
    DeviceEnergy energy =
        energyOf(samples().power(0, 100).power(10, 100).power(10, 100).power(20, 100));

    assertThat(total(energy)).isEqualTo(2_000_000);
    assertThat(energy.events()).containsExactly(new MeterEvent(Kind.REPEAT, 2, us(10), 0));
  }

  @Test
  @Fault("F33")
  void ofTwoValuesAtOneTimeTheLargerIsKeptAndTheOtherTold() {
    // 100 W and 300 W at 10 s: (100 + 300) / 2 x 10 s + (300 + 100) / 2 x 10 s = 4 000 J
    DeviceEnergy energy =
        energyOf(samples().power(0, 100).power(10, 300).power(10, 100).power(20, 100));

    assertThat(total(energy)).isEqualTo(4_000_000);
    assertThat(energy.events()).containsExactly(new MeterEvent(Kind.CONFLICTING, 2, us(10), 0));
  }

  @Test
  void twoSourcesThatCompleteEachOtherAtOneTimeDoNotConflict() {
    DeviceEnergy energy =
        energyOf(samples().energy(0, 0).power(0, 100).energy(10, 1_000_000).power(10, 100));

    assertThat(total(energy)).isEqualTo(1_000_000);
    assertThat(energy.events()).isEmpty();
  }

  @Test
  void powerThatTheDeviceCannotDrawIsRefusedAndWinsNoConflict() {
    // 1.5 x 400 W = 600 W
    DeviceEnergy energy =
        energyOf(samples().power(0, 100).power(10, 601).power(10, 100).power(20, 100));

    assertThat(total(energy)).isEqualTo(2_000_000);
    assertThat(energy.events()).containsExactly(new MeterEvent(Kind.POWER_BOUND, 1, us(10), 0));
  }

  @Test
  void impossibleReadingsAreRefusedWithTheirIndex() {
    DeviceEnergy energy =
        energyOf(
            samples()
                .power(0, -1)
                .power(1, Double.POSITIVE_INFINITY)
                .energy(2, -5)
                .utilization(3, 1.01)
                .utilization(4, -0.1)
                .power(5, 100)
                .power(6, 100));

    assertThat(total(energy)).isEqualTo(100_000);
    assertThat(energy.events()).extracting(MeterEvent::sample).containsExactly(0, 1, 2, 3, 4);
    assertThat(kinds(energy)).containsOnly(Kind.OUT_OF_RANGE);
  }

  @Test
  void aRefusedPowerDoesNotTakeItsCounterAlong() {
    DeviceEnergy energy =
        energyOf(samples().energy(0, 0).add(new Sample(us(10), 1_000_000, -1, Double.NaN)));

    assertThat(total(energy)).isEqualTo(1_000_000);
    assertThat(kinds(energy)).containsExactly(Kind.OUT_OF_RANGE);
  }

  @Test
  void utilisationOfADeviceOfUnknownPowerIsOfNoUseAndTold() {
    DeviceEnergy energy =
        DeviceEnergy.of(
            samples().utilization(0, 0.5).utilization(10, 0.5).build(), MeterBounds.UNKNOWN, RULES);

    assertThat(total(energy)).isZero();
    assertThat(kinds(energy)).containsExactly(Kind.POWER_UNKNOWN, Kind.POWER_UNKNOWN);
  }

  @Test
  void absurdReadingsOfADeviceOfUnknownPowerNeverOverflow() {
    DeviceSamples samples = samples();
    for (int i = 0; i < 5_000; i++) {
      samples.add(new Sample(us(i), i % 2 == 0 ? 0 : Long.MAX_VALUE, Double.MAX_VALUE, Double.NaN));
    }

    DeviceEnergy energy = DeviceEnergy.of(samples.build(), MeterBounds.UNKNOWN, RULES);

    assertThat(total(energy)).isZero();
    assertThat(energy.count(Kind.REBASE, 0, us(5_000))).isEqualTo(4_999);
    assertThat(energy.count(Kind.OUT_OF_RANGE, 0, us(5_000))).isEqualTo(5_000);
  }

  @Test
  void nothingOrOneSampleYieldsAnEmptyCurve() {
    assertThat(total(energyOf(samples()))).isZero();
    assertThat(total(energyOf(samples().energy(5, 77)))).isZero();
  }

  @Test
  void unsortedSamplesAreAnErrorOfTheCaller() {
    double[] none = {Double.NaN, Double.NaN};

    assertThatThrownBy(() -> new MeterSamples(new long[] {2, 1}, new long[] {0, 0}, none, none))
        .hasMessageContaining("sort by time");
    assertThatThrownBy(() -> new MeterBounds(500, 400)).hasMessageContaining("hardware table");
  }
}
