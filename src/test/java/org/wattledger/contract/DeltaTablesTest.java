package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

/** Published days in Delta Lake; runs under {@code mvn -Pdelta}, which brings it. */
@ExtendWith(SparkExtension.class)
class DeltaTablesTest {

  private static final LocalDate TENTH = LocalDate.of(2026, 3, 10);
  private static final LocalDate ELEVENTH = LocalDate.of(2026, 3, 11);

  @TempDir Path folder;

  @BeforeAll
  static void needsDelta() {
    assumeTrue(SparkExtension.hasDelta(), "Delta Lake is not on the class path: mvn -Pdelta");
  }

  @Test
  void eachTableHasTheRowsOfTheWarehouseAndADayReplacesItself(SparkSession session)
      throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    for (LocalDate day : List.of(TENTH, ELEVENTH)) {
      inputs.day(day);
    }
    Path warehouse = Nights.warehouse("delta");
    Path sink = folder.resolve("delta");
    WattledgerConfig config =
        Nights.config(
            inputs.configuration(), warehouse, "sink.format=delta", "sink.path=" + sink.toUri());
    Nights.run(config, TENTH);
    Nights.run(config, ELEVENTH);
    // Nothing to do, here or there.
    Nights.run(config, ELEVENTH);

    for (Table table : OutputTables.PUBLISHED) {
      assertThat(rows(session, sink, table))
          .as(table.name())
          .isEqualTo(published(session, warehouse, table));
    }
    assertThat(versions(session, sink)).isEqualTo(2);

    inputs.requests(TENTH, SmallInputs.request(TENTH, "r1") + SmallInputs.request(TENTH, "late"));
    Nights.run(config, TENTH);

    assertThat(rows(session, sink, OutputTables.MODEL_DAILY))
        .isEqualTo(published(session, warehouse, OutputTables.MODEL_DAILY));
    assertThat(versions(session, sink)).isEqualTo(3);
    // The day as it was before, by its version: 0 and 1 are the first publications of both days.
    assertThat(
            session
                .read()
                .format("delta")
                .option("versionAsOf", "1")
                .load(sink.resolve("model_daily").toUri().toString())
                .filter("usage_date = DATE'2026-03-10' AND requests > 1")
                .count())
        .isZero();
  }

  private static long versions(SparkSession session, Path sink) {
    return session.sql("DESCRIBE HISTORY delta.`" + sink.resolve("model_daily") + "`").count();
  }

  private static List<String> rows(SparkSession session, Path sink, Table table) {
    return texts(
        session.read().format("delta").load(sink.resolve(table.name()).toUri().toString()), table);
  }

  private static List<String> published(SparkSession session, Path warehouse, Table table) {
    return texts(
        session
            .read()
            .schema(table.schema())
            .parquet(
                warehouse.resolve(table.name() + "/dt=" + TENTH).toString(),
                warehouse.resolve(table.name() + "/dt=" + ELEVENTH).toString()),
        table);
  }

  private static List<String> texts(Dataset<Row> rows, Table table) {
    return rows.select(table.columns()).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
