package org.wattledger.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.ModelKey;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.testing.LedgerRows;

class MarginalEnergyTest {

  private static final DayNames NAMES = LedgerRows.names(List.of(), List.of());

  private final KeyedSums serving = new KeyedSums(ModelKey.PARTS, AttributedTables.LEDGER.size());

  @Test
  void theSlopeOverTheHoursIsWhatOneMoreQueryAdds() {
    book(0, 10, Measures.ACTIVE_ENERGY_MJ, 136_000_000);
    book(1, 20, Measures.ACTIVE_ENERGY_MJ, 172_000_000);
    book(2, 30, Measures.ACTIVE_ENERGY_MJ, 208_000_000);

    // 36 000 000 mJ = 10 Wh with 10 queries more, hour by hour
    assertThat(slope()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void idleEnergyOfAnHourTiltsIt() {
    book(0, 10, Measures.ACTIVE_ENERGY_MJ, 0);
    book(1, 20, Measures.IDLE_ENERGY_MJ, 36_000_000);
    book(2, 30, Measures.PROVISIONED_IDLE_ENERGY_MJ, 72_000_000);

    assertThat(slope()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void twoHoursAreTooFew() {
    book(0, 10, Measures.ACTIVE_ENERGY_MJ, 136_000_000);
    book(1, 20, Measures.ACTIVE_ENERGY_MJ, 172_000_000);

    assertThat(slope()).isNull();
  }

  @Test
  void hoursThatAllServedTheSameHaveNoSlope() {
    book(0, 10, Measures.ACTIVE_ENERGY_MJ, 136_000_000);
    book(1, 10, Measures.ACTIVE_ENERGY_MJ, 172_000_000);
    book(2, 10, Measures.ACTIVE_ENERGY_MJ, 208_000_000);

    assertThat(slope()).isNull();
  }

  private void book(int hour, long requests, Field energy, long mj) {
    int cell = serving.cell(hour, 0, 0, 0);
    serving.add(cell, AttributedTables.LEDGER.indexOf(Measures.REQUESTS), requests);
    serving.add(cell, AttributedTables.LEDGER.indexOf(energy), mj);
  }

  private Double slope() {
    return MarginalEnergy.byModel(serving, NAMES).get(0);
  }
}
