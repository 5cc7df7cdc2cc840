package org.wattledger.columnfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.testing.SparkExtension;

/** What was written by columns is read back by Spark, by parquet-java and by DuckDB. */
@ExtendWith(SparkExtension.class)
class ColumnFileTest {

  /** Many pages a row group, and many row groups. */
  private static final FileLayout SMALL = new FileLayout(16, 80, 150, 1 << 20);

  /** Row groups end for their bytes. */
  private static final FileLayout TIGHT = new FileLayout(16, 1 << 20, 1 << 20, 2_000);

  private static final String READ =
      """
      SELECT number, label, share, flag, count, %s, %s, amount, name, text, note, unknown
      FROM %s""";

  @TempDir private Path folder;

  private final SparkSession spark;

  ColumnFileTest(SparkSession spark) {
    this.spark = spark;
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "3,17", "4,150", "5,1000", "6,1000", "7,3000"})
  void rowsComeBackAsTheyWereGiven(long seed, int count) throws IOException, SQLException {
    RandomTable table = RandomTable.of(seed, count);
    for (FileLayout layout : List.of(SMALL, TIGHT, FileLayout.STANDARD)) {
      Path file = folder.resolve(layout.hashCode() + ".parquet");

      assertThat(table.writeTo(file, layout, Map.of())).isEqualTo(count);

      assertThat(bySpark(file, true)).containsExactlyElementsOf(cells(table.rows));
      assertThat(bySpark(file, false)).containsExactlyElementsOf(cells(table.rows));
      assertThat(byDuckDb(file)).containsExactlyElementsOf(cells(table.rows));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "number, 4",
    "label, 1",
    "share, 2",
    "count, 4",
    "amount, 2",
    "name, 8",
    "text, 9",
    "note, 9",
    "day, 6"
  })
  void pagesAreSkippedOnlyWhereNoRowFits(String column, int row) throws IOException {
    RandomTable table = RandomTable.of(11, 2000);
    Path file = folder.resolve("skipped.parquet");
    table.writeTo(file, SMALL, Map.of());
    int index = RandomTable.SCHEMA.getFieldIndex(column);
    Object sought =
        table.rows.stream()
            .map(cells -> cells[index])
            .filter(v -> v != null)
            .skip(row)
            .findFirst()
            .orElseThrow();

    for (String comparison : List.of("=", "<=", ">=", "<", ">")) {
      Predicate<Object[]> fits =
          cells -> cells[index] != null && holds(comparison, compare(cells[index], sought));
      String literal =
          sought instanceof String
              ? "'" + sought + "'"
              : column.equals("day")
                  ? "date_add(DATE'1970-01-01', " + sought + ")"
                  : sought instanceof Double
                      ? "CAST('" + sought + "' AS DOUBLE)"
                      : sought.toString();

      assertThat(spark.read().parquet(file.toString()).where(column + comparison + literal).count())
          .as(column + comparison + literal)
          .isEqualTo(table.rows.stream().filter(fits).count());
    }
  }

  @Test
  void eachRowGroupTellsItsExtremesAndNulls() throws IOException {
    RandomTable table = RandomTable.of(12, 1000);
    Path file = folder.resolve("told.parquet");
    table.writeTo(file, SMALL, Map.of("made by", "a test"));

    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(hadoop(file), new Configuration()))) {
      assertThat(reader.getFileMetaData().getKeyValueMetaData()).containsEntry("made by", "a test");
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(3);
      int first = 0;
      for (BlockMetaData group : reader.getRowGroups()) {
        int last = first + (int) group.getRowCount();
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          assertExtremes(chunk, table.rows.subList(first, last));
          assertThat(reader.readOffsetIndex(chunk).getPageCount()).isPositive();
          assertThat(reader.readColumnIndex(chunk)).isNotNull();
        }
        first = last;
      }
      assertThat(first).isEqualTo(1000);
    }
  }

  @Test
  void aRequiredColumnWithoutAValueIsRefused() throws IOException {
    try (ColumnFile file = oneColumn("required int64 number")) {
      LongColumn numbers = file.longs("number", -1);
      numbers.append(new long[] {1, -1}, 2);

      file.endBatch(2);

      assertThatThrownBy(() -> file.finish(Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("number is required, but 1 of 2 rows have no value");
    }
  }

  @Test
  void columnsOfUnequalLengthAreRefused() throws IOException {
    try (ColumnFile file = oneColumn("optional int64 number")) {
      LongColumn numbers = file.longs("number", -1);
      numbers.append(new long[] {1, 2, 3}, 3);

      assertThatThrownBy(() -> file.endBatch(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("number has 3 rows of this row group, the file has 2");
    }
  }

  @Test
  void aColumnIsFilledOnlyAsWhatItIsAndOnce() throws IOException {
    try (ColumnFile file = oneColumn("optional int64 number")) {
      assertThatThrownBy(() -> file.doubles("number"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not DOUBLE");
      file.longs("number", -1);
      assertThatThrownBy(() -> file.longs("number", -1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("taken before");
    }
  }

  @Test
  void aFileThatWasNotFinishedIsNoParquetFile() throws IOException {
    Path path = folder.resolve("unfinished.parquet");
    try (ColumnFile file = oneColumn("optional int64 number")) {
      file.longs("number", -1).append(new long[] {1}, 1);
      file.endBatch(1);
      file.endRowGroup();
    }

    assertThat(Files.size(path)).isPositive();
    assertThatThrownBy(
            () ->
                ParquetFileReader.open(HadoopInputFile.fromPath(hadoop(path), new Configuration()))
                    .close())
        .hasMessageContaining("is not a Parquet file");
  }

  private ColumnFile oneColumn(String column) throws IOException {
    return ColumnFile.create(
        HadoopOutputFile.fromPath(
            hadoop(folder.resolve("unfinished.parquet")), new Configuration()),
        MessageTypeParser.parseMessageType("message rows { " + column + "; }"),
        FileLayout.STANDARD);
  }

  private List<String> bySpark(Path file, boolean isVectorized) {
    String key = "spark.sql.parquet.enableVectorizedReader";
    String before = spark.conf().get(key);
    spark.conf().set(key, Boolean.toString(isVectorized));
    try {
      spark.read().parquet(file.toString()).createOrReplaceTempView("written");
      return spark
          .sql(READ.formatted("unix_micros(seen_at)", "unix_date(day)", "written"))
          .collectAsList()
          .stream()
          .map(ColumnFileTest::cells)
          .toList();
    } finally {
      spark.conf().set(key, before);
    }
  }

  private static String cells(Row row) {
    Object[] cells = new Object[row.size()];
    Arrays.setAll(cells, row::get);
    return Arrays.toString(cells);
  }

  private static List<String> byDuckDb(Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                READ.formatted(
                    "epoch_us(seen_at)",
                    "day - DATE '1970-01-01'",
                    "read_parquet('"
                        + file
                        + "', file_row_number = true) ORDER BY"
                        + " file_row_number"))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        Object[] cells = new Object[columns];
        for (int i = 0; i < columns; i++) {
          cells[i] = result.getObject(i + 1);
        }
        rows.add(Arrays.toString(cells));
      }
    }
    return rows;
  }

  private static List<String> cells(List<Object[]> rows) {
    return rows.stream().map(Arrays::toString).toList();
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    // -0.0 and 0.0 are the same amount.
    return a instanceof Double x && x.equals(-0.0)
        ? compare(0.0, b)
        : b instanceof Double y && y.equals(-0.0)
            ? compare(a, 0.0)
            : ((Comparable<Object>) a).compareTo(b);
  }

  private static boolean holds(String comparison, int order) {
    return switch (comparison) {
      case "=" -> order == 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order > 0;
    };
  }

  private static void assertExtremes(ColumnChunkMetaData chunk, List<Object[]> rows) {
    int index = RandomTable.SCHEMA.getFieldIndex(chunk.getPath().toArray()[0]);
    List<Object> values =
        rows.stream().map(cells -> cells[index]).filter(value -> value != null).toList();
    Statistics<?> told = chunk.getStatistics();
    assertThat(told.getNumNulls()).isEqualTo(rows.size() - values.size());
    assertThat(told.hasNonNullValue()).isEqualTo(!values.isEmpty());
    if (values.isEmpty()) {
      return;
    }
    Object least = values.stream().min(ColumnFileTest::compare).orElseThrow();
    Object greatest = values.stream().max(ColumnFileTest::compare).orElseThrow();
    assertThat(compare(plain(told.genericGetMin()), least)).as(chunk.toString()).isZero();
    assertThat(compare(plain(told.genericGetMax()), greatest)).as(chunk.toString()).isZero();
  }

  private static Object plain(Object statistic) {
    return statistic instanceof org.apache.parquet.io.api.Binary binary
        ? binary.toStringUsingUTF8()
        : statistic;
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
