package org.wattledger.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.schema.AttributedTables;
import org.wattledger.testing.LedgerRow;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class MarginalEnergyTest {

  private final SparkSession spark;
  private final List<Row> rows = new ArrayList<>();

  MarginalEnergyTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void theSlopeOverTheHoursIsWhatOneMoreQueryAdds() {
    serveThreeHours();

    // 36 000 000 mJ = 10 Wh with 10 queries more, hour by hour
    assertThat(slope()).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void trainingTheModelInAnHourDoesNotTiltIt() {
    serveThreeHours();
    book(2, "training", 0, 3_600_000_000L);
    book(3, "training", 0, 3_600_000_000L);

    assertThat(slope()).isCloseTo(1.0, within(1e-12));
  }

  private void serveThreeHours() {
    book(0, "chat", 10, 136_000_000);
    book(1, "chat", 20, 172_000_000);
    book(2, "chat", 30, 208_000_000);
  }

  private void book(int hour, String operation, long requests, long mj) {
    rows.add(
        LedgerRow.of(
            hour, Map.of("operation", operation, "requests", requests, "active_energy_mj", mj)));
  }

  private double slope() {
    return MarginalEnergy.byModel(spark.createDataFrame(rows, AttributedTables.LEDGER.schema()))
        .head()
        .getDouble(1);
  }
}
