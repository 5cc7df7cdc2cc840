package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostBoundsAndCostTest {

  private static final double EXACT = 1e-12;

  @Test
  void theHostIsWhatTheNodeDrewBesideItsAccelerators() {
    // A node of 1.5 kJ whose accelerators drew 1.1 kJ; meters that contradict each other leave
    // none.
    assertThat(HostEnergy.fromPlatformMj(1_500_000, 1_100_000)).isEqualTo(400_000);
    assertThat(HostEnergy.fromPlatformMj(1_000_000, 1_100_000)).isZero();
  }

  @Test
  void ratedHostPowerCountsOverCoveredTimeRoundedDown() {
    // 150 W x 0.5 s = 75 J; 150.5 W x 10 us = 1.505 mJ
    assertThat(HostEnergy.ratedMj(150, 500_000)).isEqualTo(75_000);
    assertThat(HostEnergy.ratedMj(150.5, 10)).isEqualTo(1);
    assertThat(HostEnergy.ratedMj(Double.NaN, 500_000)).isZero();
  }

  @Test
  void elevenMillijoulesForFourDevicesAreThreeThreeThreeAndTwo() {
    assertThat(HostEnergy.partMj(11, 4, 0)).isEqualTo(3);
    assertThat(HostEnergy.partMj(11, 4, 2)).isEqualTo(3);
    assertThat(HostEnergy.partMj(11, 4, 3)).isEqualTo(2);
  }

  @Test
  void boundsAreRelativeToTheBestValueAndUnknownOnesGiveNothing() {
    // A PUE of 1.2 between 1.14 and 1.32: 5 % down, 10 % up
    assertThat(EmissionBounds.down(1.14, 1.2)).isEqualTo(0.05, within(EXACT));
    assertThat(EmissionBounds.up(1.32, 1.2)).isEqualTo(0.10, within(EXACT));
    assertThat(EmissionBounds.down(Double.NaN, 1.2)).isZero();
    assertThat(EmissionBounds.up(Double.NaN, 1.2)).isZero();
    // A "low" above the best value is no deviation downwards.
    assertThat(EmissionBounds.down(1.3, 1.2)).isZero();
    assertThat(EmissionBounds.up(1.1, 1.2)).isZero();
  }

  @Test
  void threeIndependentInputsCombineAsSquares() {
    // sqrt(0.02^2 + 0.03^2 + 0.06^2) = sqrt(0.0049) = 0.07; of 200 g: 186 to 214 g
    double combined = EmissionBounds.combined(0.02, 0.03, 0.06);

    assertThat(combined).isEqualTo(0.07, within(EXACT));
    assertThat(EmissionBounds.low(200, combined)).isEqualTo(186, within(1e-9));
    assertThat(EmissionBounds.high(200, combined)).isEqualTo(214, within(1e-9));
    assertThat(EmissionBounds.low(200, 1.5)).isZero();
  }

  @Test
  void twoAndAHalfKilowattHoursAtTwelveCentsCostThirtyCents() {
    assertThat(EnergyCost.energyCost(2_500, 0.12)).isEqualTo(0.30, within(EXACT));
    assertThat(EnergyCost.energyCost(2_500, Double.NaN)).isNaN();
  }

  @Test
  void waterOfOneKilowattHourIsTheSameFromItAndFromFacilityEnergy() {
    // 1 kWh of IT at PUE 1.2, WUE 0.5, EWIF 3: 0.5 + 1.2 x 3 = 4.1 litres
    assertThat(WaterUse.fromItEnergyL(1_000, 1.2, 0.5, 3)).isEqualTo(4.1, within(EXACT));
    assertThat(WaterUse.fromFacilityEnergyL(1_200, 1.2, 0.5, 3)).isEqualTo(4.1, within(EXACT));
  }

  @Test
  void contractsCoverInTheirOrderAndTheRestIsResidualMix() {
    // 10 kWh: 6 of wind at 0 g, 2 of gas at 490 g, 2 left at 700 g: 0 + 98 + 140
    assertThat(
            MarketEmissions.gramsPerKwh(
                10_000, new double[] {6_000, 2_000}, new double[] {0, 490}, 700))
        .isEqualTo(238, within(1e-9));
    // The second covers what the first left, no more; the residual mix is not asked for.
    assertThat(
            MarketEmissions.gramsPerKwh(
                10_000, new double[] {6_000, 9_000}, new double[] {0, 490}, Double.NaN))
        .isEqualTo(196, within(1e-9));
    // A contract that delivers nothing needs no factor.
    assertThat(
            MarketEmissions.gramsPerKwh(
                10_000, new double[] {0, 10_000}, new double[] {Double.NaN, 20}, 700))
        .isEqualTo(20, within(1e-9));
  }

  @Test
  void aContractNeverCoversMoreThanAllOfTheConsumption() {
    assertThat(MarketEmissions.coveredShare(8_000, 2_000)).isEqualTo(0.25);
    assertThat(MarketEmissions.coveredShare(8_000, 8_000)).isEqualTo(1);
    assertThat(MarketEmissions.coveredShare(8_000, 9_000)).isEqualTo(1);
    assertThat(MarketEmissions.coveredShare(0, 9_000)).isEqualTo(1);
    assertThat(MarketEmissions.coveredShare(8_000, 0)).isZero();
    assertThat(MarketEmissions.coveredShare(8_000, Double.NaN)).isZero();
  }

  @Test
  void factorsOfASiteAreUnknownUntilTheyAreSetAndStayWhereTheyWerePut() {
    SiteFactors factors = new SiteFactors(List.of("east", "north"), 24, 11, 820);
    factors.set(SiteFactor.PUE, 1, 23, 1.12);
    factors.set(SiteFactor.PUE, 1, 0, 1.2);

    assertThat(factors.get(SiteFactor.PUE, 1, 23)).isEqualTo(1.12);
    assertThat(factors.get(SiteFactor.PUE, 1, 0)).isEqualTo(1.2);
    assertThat(factors.get(SiteFactor.PUE, 0, 23)).isNaN();
    assertThat(factors.get(SiteFactor.WUE, 1, 23)).isNaN();
    assertThat(factors.sites()).containsExactly("east", "north");
    assertThat(factors.intervals()).isEqualTo(24);
    assertThat(factors.cleanestGramsPerKwh()).isEqualTo(11);
    assertThat(factors.dirtiestGramsPerKwh()).isEqualTo(820);
  }
}
