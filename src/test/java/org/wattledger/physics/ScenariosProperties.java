package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.wattledger.quantity.Energy;

class ScenariosProperties {

  private static final long DAY_OF_A_FLEET_MJ = 1L << 50;

  @Property
  void noneFromElsewhereIsTheGridAndAllIsTheSource(
      @ForAll @DoubleRange(min = 0, max = 2_000) double grid,
      @ForAll @DoubleRange(min = 0, max = 2_000) double source) {
    assertThat(Scenarios.blended(grid, 0, source)).isEqualTo(grid);
    assertThat(Scenarios.blended(grid, 1, source)).isEqualTo(source);
    assertThat(Scenarios.blended(grid, 0, Double.NaN)).isEqualTo(grid);
    assertThat(Scenarios.blended(Double.NaN, 1, source)).isEqualTo(source);
    assertThat(Scenarios.blended(Double.NaN, 0.5, source)).isNaN();
  }

  @Property
  void moreOfACleanerSourceNeverEmitsMore(
      @ForAll @DoubleRange(min = 0, max = 2_000) double grid,
      @ForAll @DoubleRange(min = 0, max = 1) double cleanness,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 1) double more) {
    double source = grid * cleanness;
    double larger = Math.min(1, share + more);
    double rounding = 1e-12 * grid;

    assertThat(Scenarios.blended(grid, larger, source))
        .isBetween(source - rounding, Scenarios.blended(grid, share, source) + rounding);
  }

  @Property
  void whatIsScaledByOneOrIsNothingChangesNothing(
      @ForAll @DoubleRange(min = 0, max = 1e9) double energyWh,
      @ForAll @LongRange(min = 0, max = DAY_OF_A_FLEET_MJ) long partMj) {
    double unscaled = Scenarios.partChangeWh(partMj, 1);

    assertThat(Scenarios.changedEnergyWh(energyWh, unscaled)).isEqualTo(energyWh);
    assertThat(Scenarios.partChangeWh(0, Double.NaN)).isZero();
  }

  @Property
  void switchingTheWholeOffLeavesNothing(
      @ForAll @LongRange(min = 0, max = DAY_OF_A_FLEET_MJ) long mj) {
    double wh = Energy.wattHours((double) mj);

    assertThat(Scenarios.changedEnergyWh(wh, Scenarios.partChangeWh(mj, 0))).isZero();
  }

  @Property
  void idleTimeIsAShareAndGrowsWithItsEnergy(
      @ForAll @LongRange(min = 0, max = DAY_OF_A_FLEET_MJ) long activeMj,
      @ForAll @LongRange(min = 1, max = DAY_OF_A_FLEET_MJ) long sharedMj,
      @ForAll @LongRange(min = 0, max = DAY_OF_A_FLEET_MJ) long provisionedMj) {
    double share = Scenarios.provisionedTimeRatio(activeMj, sharedMj, provisionedMj);

    assertThat(share).isBetween(0.0, 1.0);
    assertThat(Scenarios.provisionedTimeRatio(activeMj, sharedMj, provisionedMj + 1_000))
        .isGreaterThanOrEqualTo(share);
  }

  @Property
  void hoursMoveInACircleAndTheWayBackLeadsHome(
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll @IntRange(min = -23, max = 23) int later) {
    int moved = Scenarios.shiftedHour(hour, later);

    assertThat(moved).isBetween(0, 23);
    assertThat(Scenarios.shiftedHour(moved, -later)).isEqualTo(hour);
  }

  @Property
  void noHourLeftOutIsCleanerThanAChosenOne(
      @ForAll @Size(24) double[] anyFactors, @ForAll @IntRange(min = 1, max = 24) int count) {
    double[] factors = Arrays.stream(anyFactors).map(Math::abs).toArray();
    int[] chosen = Scenarios.cleanestHours(factors, count);
    double dirtiestChosen = IntStream.of(chosen).mapToDouble(h -> factors[h]).max().orElseThrow();

    assertThat(chosen).hasSize(count).isSorted().doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 24).filter(h -> Arrays.binarySearch(chosen, h) < 0))
        .allMatch(h -> factors[h] >= dirtiestChosen);
  }

  @Property
  void theMeanOfEqualFactorsIsTheFactor(
      @ForAll @DoubleRange(min = 0, max = 2_000) double factor,
      @ForAll @Size(24) List<@DoubleRange(min = 1, max = 3) Double> pueByHour) {
    double[] pue = pueByHour.stream().mapToDouble(Double::doubleValue).toArray();
    double[] factors = new double[24];
    Arrays.fill(factors, factor);

    assertThat(Scenarios.meanFactor(factors, pue, IntStream.range(0, 24).toArray()))
        .isCloseTo(factor, within(1e-9));
    assertThat(Scenarios.meanFactor(factors, pue, new int[] {5})).isEqualTo(factor);
  }

  @Property
  void theSameHardwareHasTheSameIdleAndTheSameMaking(
      @ForAll @DoubleRange(min = 1, max = 1_000) double idleW,
      @ForAll @DoubleRange(min = 1, max = 10_000) double kg,
      @ForAll @DoubleRange(min = 1, max = 100_000) double lifetimeH) {
    assertThat(Scenarios.idleRatio(idleW, idleW, 1)).isEqualTo(1);
    assertThat(Scenarios.embodiedRatio(kg, lifetimeH, kg, lifetimeH, 1)).isEqualTo(1);
  }

  @Test
  void aFifthMoreWindInAGridOf400() {
    // 0.8 x 400 g + 0.2 x 11 g = 322.2 g
    assertThat(Scenarios.blended(400, 0.2, 11)).isCloseTo(322.2, within(1e-9));
  }

  @Test
  void idleOfTwoThirdsOfTheFloorIsTwoThirdsOfTheTime() {
    // The floor draws the same whether requests are present or not: 2 kJ of 3 kJ.
    assertThat(Scenarios.provisionedTimeRatio(9_000_000, 1_000_000, 2_000_000))
        .isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void idleTimeOfADeviceWithoutKnownFloorIsKnownOnlyIfItDidNothingElse() {
    assertThat(Scenarios.provisionedTimeRatio(0, 0, 5)).isEqualTo(1);
    assertThat(Scenarios.provisionedTimeRatio(7, 0, 5)).isNaN();
    assertThat(Scenarios.provisionedTimeRatio(7, 0, 0)).isZero();
  }

  @Test
  void anUnknownHourMayBeTheCleanest() {
    double[] factors = new double[24];
    factors[7] = Double.NaN;

    assertThat(Scenarios.cleanestHours(factors, 6)).isEmpty();
    assertThat(Scenarios.meanFactor(factors, factors, new int[0])).isNaN();
  }

  @Test
  void twoNewDevicesForFiveOldOnes() {
    // 0.4 x 150 W / 100 W = 0.6; 0.4 x (300 kg / 20 000 h) / (150 kg / 25 000 h) = 1
    assertThat(Scenarios.idleRatio(150, 100, 0.4)).isCloseTo(0.6, within(1e-12));
    assertThat(Scenarios.embodiedRatio(300, 20_000, 150, 25_000, 0.4))
        .isCloseTo(1.0, within(1e-12));
    assertThat(Scenarios.idleRatio(150, Double.NaN, 0.4)).isNaN();
    assertThat(Scenarios.embodiedRatio(300, Double.NaN, 150, 25_000, 0.4)).isNaN();
  }
}
