package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.schema.Unit;

/**
 * The totals of tables as they were and as they are, all in one query: the number of rows, and the
 * sum of every column of which a sum over rows means something.
 */
final class MeasureTotals {

  /** Called like no column. */
  static final String ROWS = "(rows)";

  /** Sums of doubles in another order may differ by this; no factor that changes does. */
  private static final double SAME_RATIO = 1e-12;

  private static final Set<Unit> ADDITIVE =
      EnumSet.of(
          Unit.COUNT,
          Unit.TOKENS,
          Unit.MILLIJOULES,
          Unit.WATT_HOURS,
          Unit.GRAMS_CO2E,
          Unit.LITRES,
          Unit.MONEY);

  private static final String TABLE = "(table)";
  private static final String VERSION = "(version)";
  private static final String BEFORE = "before";
  private static final String NOW = "now";

  /**
   * A total that is another now.
   *
   * @param before in the column's unit; null: unknown in every row, or no row
   */
  record Change(String table, String measure, Double before, Double now) {}

  /** A table in two versions. */
  record Pair(Table table, Dataset<Row> before, Dataset<Row> now) {}

  private MeasureTotals() {}

  /** What differs, in the order of tables and columns. */
  static List<Change> changes(List<Pair> pairs) {
    Optional<Dataset<Row>> all =
        pairs.stream()
            .flatMap(
                pair ->
                    List.of(
                        sums(pair.table(), BEFORE, pair.before()),
                        sums(pair.table(), NOW, pair.now()))
                        .stream())
            .reduce((one, other) -> one.unionByName(other, true));
    Map<String, Row> totals = new LinkedHashMap<>();
    all.ifPresent(
        rows ->
            rows.collectAsList()
                .forEach(row -> totals.put(row.getAs(TABLE) + "/" + row.getAs(VERSION), row)));
    List<Change> changes = new ArrayList<>();
    for (Pair pair : pairs) {
      Row before = totals.get(pair.table().name() + "/" + BEFORE);
      Row now = totals.get(pair.table().name() + "/" + NOW);
      for (String measure : measures(pair.table())) {
        Double was = before.getAs(measure);
        Double is = now.getAs(measure);
        if (!isSame(was, is)) {
          changes.add(new Change(pair.table().name(), measure, was, is));
        }
      }
    }
    return changes;
  }

  private static Dataset<Row> sums(Table table, String version, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (String measure : measures(table)) {
      Column total = measure.equals(ROWS) ? count(lit(1)) : sum(col(measure));
      columns.add(total.cast(DataTypes.DoubleType).as(measure));
    }
    return rows.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .withColumn(TABLE, lit(table.name()))
        .withColumn(VERSION, lit(version));
  }

  private static List<String> measures(Table table) {
    List<String> measures = new ArrayList<>(List.of(ROWS));
    table.fields().stream()
        .filter(field -> !table.keys().contains(field) && ADDITIVE.contains(field.unit()))
        .filter(field -> !field.name().contains("_per_"))
        .map(Field::name)
        .forEach(measures::add);
    return measures;
  }

  private static boolean isSame(Double was, Double is) {
    return was == null || is == null
        ? was == null && is == null
        : Math.abs(was - is) <= SAME_RATIO * Math.max(Math.abs(was), Math.abs(is));
  }
}
