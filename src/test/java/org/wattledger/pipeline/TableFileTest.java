package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.schema.Unit;
import org.wattledger.testing.SparkExtension;

/** What Spark reads from a file is what was written, comments of columns included. */
@ExtendWith(SparkExtension.class)
class TableFileTest {

  private static final Table TABLE =
      new Table(
          "mixed",
          "one row per team",
          List.of(OutputTables.TEAM_ID, OutputTables.USAGE_HOUR),
          List.of(
              OutputTables.USAGE_DATE,
              OutputTables.TEAM_ID,
              OutputTables.USAGE_HOUR,
              Field.instant("read_at", "When it was read"),
              Field.flag("is_known", "Whether it is known"),
              Field.amount("wh", Unit.WATT_HOURS, "Energy"),
              Field.count("requests", "Requests")));

  @TempDir Path folder;

  private final SparkSession session;

  TableFileTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void rowsComeBackAsTheyWere() throws IOException {
    Timestamp time = Timestamp.from(Instant.parse("2026-03-10T12:00:00.000001Z"));
    List<Row> rows = new ArrayList<>();
    rows.add(row("zürich", 0, time, true, 0.1, 7L));
    rows.add(row("", 23, null, null, null, null));

    Dataset<Row> read = written(rows);

    assertThat(read.collectAsList())
        .extracting(row -> List.of(row.mkString("|")))
        .containsExactly(
            List.of("2026-03-10|zürich|0|2026-03-10 12:00:00.000001|true|0.1|7"),
            List.of("2026-03-10||23|null|null|null|null"));
    assertThat(read.schema().apply("wh").getComment().get()).isEqualTo("Energy [Wh]");
  }

  @Test
  void whatMustNotBeNullIsRefused() {
    assertThatThrownBy(() -> written(List.of(row(null, 0, null, null, null, null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("team_id");
  }

  @Test
  void aTableWithoutRowsIsAFileWithColumns() throws IOException {
    Dataset<Row> read = written(List.of());

    assertThat(read.count()).isZero();
    assertThat(read.columns()).containsExactly(TABLE.columnNames());
  }

  @Test
  void rowsAreOrderedByKeysTextByItsBytes() {
    // U+FFFD is EF BF BD in UTF-8 and before U+1F600, F0 9F 98 80; not so in UTF-16
    List<Row> rows =
        new ArrayList<>(
            List.of(
                row("\uD83D\uDE00", 0, null, null, null, 1L),
                row("\uFFFD", 1, null, null, null, 2L),
                row("\uFFFD", 0, null, null, null, 3L),
                row(null, 9, null, null, null, 4L)));

    rows.sort(new KeyOrder(TABLE));

    assertThat(rows).extracting(row -> row.getLong(6)).containsExactly(4L, 3L, 2L, 1L);
  }

  private Dataset<Row> written(List<Row> rows) throws IOException {
    Path file = folder.resolve("mixed.parquet");
    assertThat(TableFile.of(session, TABLE).write(file, rows.iterator())).isEqualTo(rows.size());
    return session.read().parquet(file.toUri().toString());
  }

  private static Row row(
      String team, int hour, Timestamp time, Boolean isKnown, Double wh, Long requests) {
    return RowFactory.create(LocalDate.of(2026, 3, 10), team, hour, time, isKnown, wh, requests);
  }
}
