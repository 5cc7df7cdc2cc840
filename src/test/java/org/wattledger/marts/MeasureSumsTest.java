package org.wattledger.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.LEDGER;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.books.Pricing;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

class MeasureSumsTest {

  /** A millijoule is a Wh; grams are unknown at site 2; costs in euros at site 0, else dollars. */
  private static final class OneToOne implements Pricing {

    private static final long serialVersionUID = 1L;

    @Override
    public void price(long[] sums, int site, int interval, double[] into) {
      double wh = sums[LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ)];
      Arrays.fill(into, 0);
      into[AMOUNTS.indexOf(Measures.IT_ENERGY_WH)] = wh;
      into[AMOUNTS.indexOf(Measures.LOCATION_EMISSIONS_GCO2E)] = site == 2 ? Double.NaN : 2 * wh;
      into[AMOUNTS.indexOf(Measures.ENERGY_COST)] = 0.1 * wh;
      into[AMOUNTS.indexOf(AttributedTables.METER_SPREAD_WH)] = 1;
      into[AMOUNTS.indexOf(AttributedTables.PUE_SPREAD_WH)] = 2;
      into[AMOUNTS.indexOf(AttributedTables.LOCATION_SPREAD_WH)] = 3;
    }

    @Override
    public String currency(int site) {
      return site == 0 ? "EUR" : "USD";
    }
  }

  private final MeasureSums sums = new MeasureSums(new OneToOne());

  @Test
  void amountsArePricedByIntervalAndAddedInOrder() {
    sums.add(0, 0, active(1));
    sums.add(0, 0, active(2));
    sums.add(0, 1, active(4));

    // 0.1 x 3 + 0.1 x 4, not 0.1 x 1 + 0.1 x 2 + 0.1 x 4
    Map<String, Object> row = sums.finish();
    assertThat(row).containsEntry("active_energy_mj", 7L).containsEntry("it_energy_wh", 7.0);
    assertThat(row.get("energy_cost")).isEqualTo(0.1 * 3 + 0.1 * 4);
    assertThat(row).containsEntry("energy_cost_currency", "EUR");
    assertThat(row).containsEntry("location_dominant_input", "grid factor");
  }

  @Test
  void theNextRowBeginsWithNothing() {
    sums.add(1, 5, active(9));
    sums.finish();
    sums.add(0, 0, active(1));

    assertThat(sums.finish())
        .containsEntry("active_energy_mj", 1L)
        .containsEntry("it_energy_wh", 1.0)
        .containsEntry("energy_cost_currency", "EUR");
  }

  @Test
  void anIntervalThatComesTooLateIsRefused() {
    sums.add(0, 1, active(1));

    assertThatThrownBy(() -> sums.add(0, 0, active(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsUnknownAtOneSiteIsUnknownOfTheSum() {
    sums.add(1, 0, active(1));
    sums.add(2, 0, active(1));

    assertThat(sums.finish())
        .doesNotContainKey("location_emissions_gco2e")
        .doesNotContainKey("location_dominant_input")
        .containsEntry("it_energy_wh", 2.0);
  }

  @Test
  void costsOfTwoCurrenciesHaveNoSum() {
    sums.add(0, 0, active(1));
    sums.add(1, 0, active(1));

    assertThat(sums.finish())
        .doesNotContainKey("energy_cost")
        .doesNotContainKey("energy_cost_currency");
  }

  @Test
  void requestsWithoutAnyMeterUsedAnUnknownEnergy() {
    sums.add(0, 0, row(AttributedTables.UNMETERED_REQUESTS, 3));

    assertThat(sums.finish())
        .doesNotContainKey("it_energy_wh")
        .doesNotContainKey("modelled_energy_mj")
        .doesNotContainKey("measured_ratio");
  }

  @Test
  void hostEnergyOfUnknownHostsIsUnknownUnlessThereIsSome() {
    sums.add(0, 0, row(AttributedTables.HOST_UNKNOWN, 1));
    assertThat(sums.finish()).doesNotContainKey("host_energy_mj");

    sums.add(0, 0, row(AttributedTables.HOST_UNKNOWN, 1));
    sums.add(0, 0, row(Measures.HOST_ENERGY_MJ, 5));
    assertThat(sums.finish()).containsEntry("host_energy_mj", 5L);
  }

  @Test
  void theMeasuredRatioIsThatOfMetersToAllEnergy() {
    long[] row = active(60);
    row[LEDGER.indexOf(OutputTables.ESTIMATED_MJ)] = 20;
    row[LEDGER.indexOf(Measures.MODELLED_ENERGY_MJ)] = 40;
    sums.add(0, 0, row);

    // (60 - 20) / (60 + 40)
    assertThat(sums.finish()).containsEntry("measured_ratio", 0.4);
  }

  private static long[] active(long mj) {
    return row(Measures.ACTIVE_ENERGY_MJ, mj);
  }

  private static long[] row(Field field, long sum) {
    long[] row = new long[LEDGER.size()];
    row[LEDGER.indexOf(field)] = sum;
    return row;
  }
}
