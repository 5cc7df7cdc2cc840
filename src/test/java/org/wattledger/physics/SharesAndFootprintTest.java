package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharesAndFootprintTest {

  @Test
  void theFloorIsIdlePowerTimesCoveredTimeAndTheRestIsDynamic() {
    // 250 J in a second, idle 44 W: floor 44 J, dynamic 206 J
    assertThat(IdleSplit.floorMj(250_000, 44, 1_000_000)).isEqualTo(44_000);
    assertThat(IdleSplit.dynamicMj(250_000, 44, 1_000_000)).isEqualTo(206_000);
  }

  @Test
  void theFloorNeverExceedsTheEnergyAndCountsOnlyCoveredTime() {
    // a sleeping device: 9 J in a second, idle 44 W; half a second covered: at most 22 J
    assertThat(IdleSplit.floorMj(9_000, 44, 1_000_000)).isEqualTo(9_000);
    assertThat(IdleSplit.floorMj(250_000, 44, 500_000)).isEqualTo(22_000);
    assertThat(IdleSplit.dynamicMj(9_000, 44, 1_000_000)).isZero();
  }

  @Test
  void withoutAnIdlePowerAllIsDynamic() {
    assertThat(IdleSplit.floorMj(250_000, Double.NaN, 1_000_000)).isZero();
  }

  @Test
  void onlyThePartOfASlotWithARequestPresentIsBusy() {
    // 206 000 mJ x 48 / 64 = 154 500 mJ
    long occupancy = (1L << 48) - 1;
    assertThat(IdleSplit.busyNanojoules(206_000, occupancy, -1L)).isEqualTo(154_500_000_000L);
    // 10 mJ x 1 / 3 = 3 333 333 nJ
    assertThat(IdleSplit.busyNanojoules(10, 0b001, 0b111)).isEqualTo(3_333_333);
    assertThat(IdleSplit.busyNanojoules(206_000, -1L, -1L)).isEqualTo(206_000_000_000L);
  }

  @Test
  void withoutACommonBitNothingIsBusy() {
    assertThat(IdleSplit.busyNanojoules(206_000, 0b01, 0b10)).isZero();
    assertThat(IdleSplit.busyNanojoules(206_000, 0, -1L)).isZero();
  }

  @Test
  void anHourLongSlotOfAHundredKilowattsDoesNotOverflow() {
    // 3.6e11 mJ x 63 / 64 = 354 375 000 000 mJ
    assertThat(IdleSplit.busyNanojoules(360_000_000_000L, -1L >>> 1, -1L))
        .isEqualTo(354_375_000_000L * 1_000_000L);
  }

  @Test
  void threeEqualWeightsShareAHundredWithOneLeft() {
    ProportionalShare.Shares shares = ProportionalShare.of(100, new long[] {1, 1, 1});

    assertThat(shares.shares()).containsExactly(33, 33, 33);
    assertThat(shares.remainder()).isEqualTo(1);
  }

  @Test
  void withoutAnyWeightAllIsLeft() {
    assertThat(ProportionalShare.of(100, new long[] {0, 0}).remainder()).isEqualTo(100);
    assertThat(ProportionalShare.of(100, new long[0]).remainder()).isEqualTo(100);
    assertThatThrownBy(() -> ProportionalShare.of(100, new long[] {-1})).hasMessageContaining("-1");
  }

  @Test
  void facilityEnergyIsItEnergyTimesPue() {
    // The median Gemini prompt: 0.2202 Wh x 1.09 = 0.2400 Wh
    assertThat(FacilityEnergy.facilityEnergyWh(0.2202, 1.09)).isCloseTo(0.24, within(5e-5));
    assertThat(FacilityEnergy.facilityEnergyWh(0.2202, Double.NaN)).isNaN();
  }

  @Test
  void servingBloomForEighteenDaysEmittedThreeHundredFortyKilograms() {
    // 864.249121 kWh x 394 g/kWh = 340 514.153674 g
    assertThat(OperationalEmissions.operationalEmissionsG(864_249.121, 394))
        .isCloseTo(340_514.153674, within(1e-6));
    assertThat(OperationalEmissions.operationalEmissionsG(1, Double.NaN)).isNaN();
    assertThat(OperationalEmissions.operationalEmissionsG(1, 0)).isZero();
  }

  @Test
  void floorAndCeilingAreTheSameEnergyFromTheCleanestAndTheDirtiestSource() {
    double[] sources = {820, 490, Double.NaN, 34, 45};

    double cleanest = OperationalEmissions.cleanestGramsPerKwh(sources);
    double dirtiest = OperationalEmissions.dirtiestGramsPerKwh(sources);

    // Bitcoin: 88.41 TWh x 34 and 820 g/kWh = 3.006 and 72.496 Mt; 1 Mt = 1e12 g
    assertThat(OperationalEmissions.floorEmissionsG(88.41e12, cleanest) / 1e12)
        .isCloseTo(3.00594, within(1e-9));
    assertThat(OperationalEmissions.ceilingEmissionsG(88.41e12, dirtiest) / 1e12)
        .isCloseTo(72.4962, within(1e-9));
    assertThat(OperationalEmissions.cleanestGramsPerKwh(new double[0])).isNaN();
  }

  @Test
  void embodiedEmissionsAreSharedByTime() {
    // BLOOM's training: 1 082 990 GPU-h of 44 676 h x 150 kg = 3.636 t
    double gpuG = EmbodiedEmissions.embodiedEmissionsG(1_082_990 * 3_600.0, 44_676, 150);
    // and 135 373.75 server-h x 2 500 kg = 7.575 t
    double serverG = EmbodiedEmissions.embodiedEmissionsG(135_373.75 * 3_600.0, 44_676, 2_500);

    assertThat(gpuG / 1e6).isCloseTo(3.636, within(5e-4));
    assertThat(serverG / 1e6).isCloseTo(7.575, within(5e-4));
    assertThat(EmbodiedEmissions.embodiedEmissionsG(1, 0, 150)).isNaN();
    assertThat(EmbodiedEmissions.embodiedEmissionsG(1, 100, Double.NaN)).isNaN();
  }

  @Test
  void theFormOfTheSciSpecificationAgrees() {
    // 1 533.12 kg x 3 600 / 94 608 000 s x 1/8 = 7.2922 g; 94 608 000 s = 26 280 h
    double sci = EmbodiedEmissions.sciEmbodiedEmissionsG(1_533.12, 3_600, 26_280, 1, 8);
    double perDevice = EmbodiedEmissions.embodiedEmissionsG(3_600, 26_280, 1_533.12 / 8);

    assertThat(sci).isCloseTo(7.2922, within(5e-5));
    assertThat(sci).isCloseTo(perDevice, within(1e-12));
  }

  @Test
  void amountsFallIntoBinsOfOnePercent() {
    // ln(0.24) / ln(1.01) = -143.4; the middle of bin -144 is 1.01^-143.5 = 0.2398
    assertThat(LogHistogram.histogramBin(0.24)).isEqualTo(-144);
    assertThat(LogHistogram.middle(-144)).isCloseTo(0.2398, within(5e-5));
    assertThat(LogHistogram.histogramBin(0)).isEqualTo(LogHistogram.ZERO_BIN);
    assertThat(LogHistogram.histogramBin(1e-13)).isEqualTo(LogHistogram.ZERO_BIN);
    assertThat(LogHistogram.histogramBin(1e300)).isEqualTo(LogHistogram.histogramBin(1e12));
    assertThatThrownBy(() -> LogHistogram.histogramBin(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void quantilesAreOfTheNearestRank() {
    LogHistogram histogram = new LogHistogram();
    histogram.add(0);
    histogram.add(1);
    histogram.add(100);

    assertThat(histogram.quantile(0)).isZero();
    assertThat(histogram.quantile(1.0 / 3)).isZero();
    assertThat(histogram.quantile(0.5)).isCloseTo(1, within(0.01));
    assertThat(histogram.quantile(1)).isCloseTo(100, within(1.0));
    assertThat(new LogHistogram().quantile(0.5)).isNaN();
    assertThatThrownBy(() -> histogram.quantile(1.1)).hasMessageContaining("1.1");
  }
}
