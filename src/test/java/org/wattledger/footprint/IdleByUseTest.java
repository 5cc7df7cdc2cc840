package org.wattledger.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.schema.AttributedTables;
import org.wattledger.testing.LedgerRow;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class IdleByUseTest {

  private final SparkSession spark;

  IdleByUseTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void idleGoesToTheTeamsThatWereServedAndNeverToTraining() {
    // 3 : 1 of 1 000 mJ; that research trains the same model at the same site changes nothing.
    Dataset<Row> spread =
        IdleByUse.spread(
            ledger(
                used("search", "chat", 300),
                used("sales", "chat", 100),
                used("research", "training", 1_000_000),
                LedgerRow.of(
                    0,
                    Map.of(
                        "team_id",
                        "(idle)",
                        "operation",
                        "(none)",
                        "provisioned_idle_energy_mj",
                        1_000L))));

    assertThat(
            spread
                .filter("provisioned_idle_energy_mj > 0")
                .select("team_id", "operation", "provisioned_idle_energy_mj")
                .collectAsList())
        .extracting(row -> row.getString(0), row -> row.getString(1), row -> row.getLong(2))
        .containsExactlyInAnyOrder(tuple("search", "chat", 750L), tuple("sales", "chat", 250L));
  }

  @Test
  void idleOfAModelThatIsOnlyTrainedStaysIdle() {
    Dataset<Row> spread =
        IdleByUse.spread(
            ledger(
                used("research", "training", 1_000_000),
                LedgerRow.of(0, Map.of("team_id", "(idle)", "provisioned_idle_energy_mj", 7L))));

    assertThat(spread.filter("provisioned_idle_energy_mj > 0").collectAsList())
        .extracting(row -> row.<String>getAs("team_id"))
        .containsExactly("(idle)");
  }

  private Dataset<Row> ledger(Row... rows) {
    return spark.createDataFrame(List.of(rows), AttributedTables.LEDGER.schema());
  }

  private static Row used(String team, String operation, long mj) {
    return LedgerRow.of(0, Map.of("team_id", team, "operation", operation, "active_energy_mj", mj));
  }
}
