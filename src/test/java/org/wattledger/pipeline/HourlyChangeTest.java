package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wattledger.scenario.Circumstances;

class HourlyChangeTest {

  @Test
  void laterLoadPaysThePriceOfItsNewHour() {
    Circumstances factors = HourlyChange.ofHours(site("EUR"), hour -> new int[] {hour + 6}).at(10);

    assertThat(factors.isOtherPrice()).isTrue();
    assertThat(factors.pricePerKwh()).isEqualTo(0.16);
    assertThat(factors.currency()).isEqualTo("EUR");
    assertThat(factors.pue()).isEqualTo(1.0);
  }

  @Test
  void spreadLoadPaysTheMeanOfItsHoursByTheFacilityEnergyOfEach() {
    Circumstances factors = HourlyChange.ofHours(site("EUR"), hour -> new int[] {0, 10}).at(5);

    // PUE 2 at midnight, 1 at ten: (2 x 0.00 + 1 x 0.10) / 3 per facility kWh; PUE (2 + 1) / 2
    assertThat(factors.pricePerKwh()).isCloseTo(0.1 / 3, within(1e-15));
    assertThat(factors.pue()).isEqualTo(1.5);
  }

  @Test
  void pricesOfTwoCurrenciesHaveNoMean() {
    SiteDay site = site("EUR");
    site.currencies()[10] = "SEK";

    Circumstances factors = HourlyChange.ofHours(site, hour -> new int[] {0, 10}).at(5);

    assertThat(factors.pricePerKwh()).isNaN();
    assertThat(factors.currency()).isNull();
    assertThat(factors.gramsPerKwh()).isEqualTo(300.0);
  }

  @Test
  void loadThatStaysKeepsWhatItHas() {
    assertThat(HourlyChange.ofHours(site("EUR"), hour -> new int[] {hour}).at(5))
        .isSameAs(Circumstances.OWN);
    assertThat(HourlyChange.ofGrid(site("EUR"), site("EUR")).at(5)).isSameAs(Circumstances.OWN);
  }

  /** PUE 2 at midnight, else 1; price 0.01 per kWh and hour. */
  private static SiteDay site(String currency) {
    String[] zones = new String[24];
    Arrays.fill(zones, "A");
    double[] pue = new double[24];
    Arrays.fill(pue, 1);
    pue[0] = 2;
    double[] grams = new double[24];
    Arrays.fill(grams, 300);
    double[] price = new double[24];
    Arrays.setAll(price, hour -> hour / 100.0);
    String[] currencies = new String[24];
    Arrays.fill(currencies, currency);
    return new SiteDay(zones, pue, new double[24], grams, new double[24], price, currencies);
  }
}
