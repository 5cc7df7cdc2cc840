package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.publication.Layout;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SmallDay;
import org.wattledger.session.SparkPath;

/** The published rows of a report's range. */
final class ReportRows {

  static final String HOUR = "epoch_hour";

  /** Of a table on disk; what is smaller is planned faster than compiled. */
  private static final long SMALL_BYTES = 1L << 20;

  private final SparkSession session;
  private final SparkSession small;
  private final Path warehouse;
  private final ReportRange range;

  ReportRows(SparkSession session, Path warehouse, ReportRange range) {
    this.session = session;
    this.small = SmallDay.queries(session, 0);
    this.warehouse = warehouse;
    this.range = range;
  }

  /** Rows of the UTC days. */
  Dataset<Row> daily(Table table) {
    return read(table, range.publishedDays());
  }

  /** Rows of the newest of these days. */
  Dataset<Row> lastDay(Table table) {
    List<LocalDate> days = range.publishedDays();
    return read(table, days.subList(days.size() - 1, days.size()));
  }

  /** Rows of the hours of the zone's days, with {@link #HOUR}: hours since the epoch. */
  Dataset<Row> hourly(Table table) {
    Column hour =
        unix_date(OutputTables.USAGE_DATE.column())
            .cast("bigint")
            .multiply(lit(24))
            .plus(OutputTables.USAGE_HOUR.column());
    Dataset<Row> rows = read(table, range.hourly()).withColumn(HOUR, hour);
    Column hours = rows.col(HOUR);
    return range.isUtc()
        ? rows
        : rows.where(hours.geq(lit(range.firstHour())).and(hours.lt(lit(range.endHour()))));
  }

  private Dataset<Row> read(Table table, List<LocalDate> days) {
    List<Path> folders =
        days.stream()
            .map(day -> warehouse.resolve(Layout.day(table.name(), day)))
            .filter(Files::exists)
            .toList();
    if (folders.isEmpty()) {
      return small.createDataFrame(List.of(), table.schema());
    }
    long bytes = folders.stream().mapToLong(ReportRows::bytes).sum();
    return (bytes < SMALL_BYTES ? small : session)
        .read()
        .schema(table.schema())
        .parquet(folders.stream().map(SparkPath::of).toArray(String[]::new));
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException unreadable) {
      return 0;
    }
  }

  /** The sum of each field under its own name. */
  static Column[] sums(List<Field> fields) {
    return fields.stream()
        .map(field -> sum(field.column()).as(field.name()))
        .toArray(Column[]::new);
  }

  /** Aggregates with the first of them apart, as {@code agg} takes them. */
  static Dataset<Row> aggregated(Dataset<Row> rows, List<Column> keys, Column... aggregates) {
    Column[] rest = java.util.Arrays.copyOfRange(aggregates, 1, aggregates.length);
    return rows.groupBy(keys.toArray(Column[]::new)).agg(aggregates[0], rest);
  }

  /** The first rows of a result, as cells. */
  static List<List<Object>> first(Dataset<Row> rows, int most) {
    return rows.limit(most).collectAsList().stream().map(ReportRows::cells).toList();
  }

  /**
   * The cells with now / former - 1 behind both; null where one is unknown or there was nothing.
   */
  static List<Object> withChange(List<Object> cells, int former, int now) {
    Double before = (Double) cells.get(former);
    Double after = (Double) cells.get(now);
    boolean isKnown = before != null && after != null && before != 0;
    cells.add(Math.max(former, now) + 1, isKnown ? (Object) (after / before - 1) : null);
    return cells;
  }

  /** The cells of a row as Java values: text, Long, Double or null. */
  static List<Object> cells(Row row) {
    List<Object> cells = new ArrayList<>(row.length());
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      cells.add(value instanceof Integer number ? Long.valueOf(number) : textOr(value));
    }
    return cells;
  }

  private static Object textOr(Object value) {
    return value == null || value instanceof Long || value instanceof Double
        ? value
        : value.toString();
  }
}
