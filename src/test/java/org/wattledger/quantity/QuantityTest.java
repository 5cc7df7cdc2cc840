package org.wattledger.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void aWattHourIsThreeThousandSixHundredJoules() {
    assertThat(Energy.ofWattHours(1)).isEqualTo(Energy.ofJoules(3_600));
    assertThat(Energy.ofMillijoules(1_800_000).wattHours()).isEqualTo(0.5);
    assertThat(Energy.ofMillijoules(1_500).joules()).isEqualTo(1.5);
  }

  @Test
  void energyIsRoundedToTheNearestMillijoule() {
    assertThat(Energy.ofJoules(0.0014)).isEqualTo(Energy.ofMillijoules(1));
    assertThat(Energy.ofJoules(0.0015)).isEqualTo(Energy.ofMillijoules(2));
  }

  @Test
  void energyAddsAndSubtractsButNeverFallsBelowNothing() {
    Energy seven = Energy.ofJoules(7);
    Energy three = Energy.ofJoules(3);

    assertThat(seven.plus(three)).isEqualTo(Energy.ofJoules(10));
    assertThat(seven.minus(three)).isEqualTo(Energy.ofJoules(4));
    assertThatThrownBy(() -> three.minus(seven)).hasMessageContaining("-4000 mJ");
    assertThatThrownBy(() -> Energy.ofJoules(Double.NaN)).hasMessageContaining("NaN J");
    assertThatThrownBy(() -> Energy.ofWattHours(1e15)).hasMessageContaining("fits");
  }

  @Test
  void anEnergySumThatDoesNotFitIsAnError() {
    Energy most = Energy.ofMillijoules(Long.MAX_VALUE);

    assertThatThrownBy(() -> most.plus(Energy.ofMillijoules(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void energyTimesPueIsFacilityEnergy() {
    // 100 J x 1.2 = 120 J
    assertThat(Energy.ofJoules(100).times(Ratio.pue(1.2))).isEqualTo(Energy.ofJoules(120));
  }

  @Test
  void powerOverTimeIsEnergy() {
    // 700 W x 10 s = 7 000 J; 0.35 W x 2 ms = 0.7 mJ, rounded 1 mJ
    assertThat(Power.ofWatts(700).over(Duration.ofSeconds(10))).isEqualTo(Energy.ofJoules(7_000));
    assertThat(Power.ofWatts(0.35).over(Duration.ofMillis(2))).isEqualTo(Energy.ofMillijoules(1));
    assertThatThrownBy(() -> Power.ofWatts(1).over(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void powerIsReadWithItsUnit() {
    assertThat(Power.parse("60 W")).isEqualTo(Power.ofWatts(60));
    assertThat(Power.parse(" 1.2kW ")).isEqualTo(Power.ofWatts(1_200));
    assertThat(Power.parse("350 mW")).isEqualTo(Power.ofWatts(0.35));
    assertThat(Power.parse("0.5 MW")).isEqualTo(Power.ofWatts(500_000));
  }

  @Test
  void powerWithoutAUnitOrWithASignIsRefused() {
    assertThatThrownBy(() -> Power.parse("60")).hasMessageContaining("\"60\"");
    assertThatThrownBy(() -> Power.parse("-60 W")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.parse("60 Wh")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.parse("1e999 W")).hasMessageContaining("Infinity");
    assertThatThrownBy(() -> Power.ofWatts(Double.NaN)).hasMessageContaining("NaN W");
  }

  @Test
  void intensityOfEnergyIsEmissions() {
    // 2.5 kWh x 400 g/kWh = 1 000 g = 1 kg
    Emissions emissions = CarbonIntensity.ofGramsPerKilowattHour(400).of(Energy.ofWattHours(2_500));

    assertThat(emissions.grams()).isCloseTo(1_000, within(1e-9));
    assertThat(emissions.kilograms()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aGridOfZeroIntensityIsNotAMissingOne() {
    assertThat(CarbonIntensity.ofGramsPerKilowattHour(0).of(Energy.ofWattHours(5)))
        .isEqualTo(Emissions.ZERO);
    assertThatThrownBy(() -> CarbonIntensity.ofGramsPerKilowattHour(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void boundsOfEmissionsAddLikeTheValues() {
    Emissions sum = Emissions.ofGrams(10).within(8, 13).plus(Emissions.ofGrams(5));

    assertThat(sum).isEqualTo(new Emissions(15, 13, 18));
    assertThatThrownBy(() -> Emissions.ofGrams(10).within(11, 12))
        .hasMessageContaining("low <= best <= high");
  }

  @Test
  void aPueBelowOneIsRefused() {
    assertThat(Ratio.pue(1)).isEqualTo(Ratio.of(1));
    assertThatThrownBy(() -> Ratio.pue(0.99)).hasMessageContaining("PUE is 0.99");
    assertThatThrownBy(() -> Ratio.pue(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ratio.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDayIsHalfOpen() {
    TimeRange day = TimeRange.ofDay(LocalDate.of(1970, 1, 2));

    assertThat(day).isEqualTo(new TimeRange(86_400_000_000L, 172_800_000_000L));
    assertThat(day.durationUs()).isEqualTo(24 * TimeRange.MICROSECONDS_PER_HOUR);
    assertThat(day.contains(day.startUs())).isTrue();
    assertThat(day.contains(day.endUs())).isFalse();
  }

  @Test
  void rangesThatTouchDoNotOverlap() {
    TimeRange first = new TimeRange(0, 10);

    assertThat(first.overlap(new TimeRange(10, 20))).isEmpty();
    assertThat(first.overlap(new TimeRange(4, 20))).contains(new TimeRange(4, 10));
    assertThat(first.overlapUs(new TimeRange(4, 20))).isEqualTo(6);
    assertThat(first.overlapUs(new TimeRange(12, 20))).isZero();
    assertThat(first.contains(new TimeRange(4, 10))).isTrue();
    assertThatThrownBy(() -> new TimeRange(3, 3)).hasMessageContaining("empty or reversed");
  }
}
