package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.publication.Layout;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.schema.Unit;

/**
 * What a day that is published again changes: one row for each measure of a table whose total is
 * another now. Rows of earlier restatements of the day stay in its table.
 */
final class Restatements {

  /** The smallest tables that together hold every measure. */
  private static final List<Table> TABLES =
      List.of(
          OutputTables.MODEL_DAILY,
          OutputTables.TEAM_DAILY,
          OutputTables.ENERGY_BALANCE,
          OutputTables.TRAINING_JOB);

  private static final Set<Unit> ADDITIVE =
      EnumSet.of(
          Unit.COUNT,
          Unit.TOKENS,
          Unit.MILLIJOULES,
          Unit.WATT_HOURS,
          Unit.GRAMS_CO2E,
          Unit.LITRES,
          Unit.MONEY);

  /** Sums of doubles in another order may differ by this; no factor that is restated does. */
  private static final double SAME_RATIO = 1e-12;

  private static final String TABLE = "table";
  private static final String VERSION = "version";
  private static final String BEFORE = "before";
  private static final String NOW = "now";

  private final SparkSession session;
  private final Path warehouse;
  private final StagedTables staged;
  private final RunRequest request;

  Restatements(SparkSession session, Path warehouse, StagedTables staged, RunRequest request) {
    this.session = session;
    this.warehouse = warehouse;
    this.staged = staged;
    this.request = request;
  }

  /** All rows that the day's table is to have. */
  List<Row> rows(String reason) {
    List<Row> rows = new ArrayList<>(earlier());
    Map<String, Map<String, Row>> totals = totals();
    for (Table table : TABLES) {
      Row before = totals.getOrDefault(table.name(), Map.of()).get(BEFORE);
      Row now = totals.getOrDefault(table.name(), Map.of()).get(NOW);
      if (before == null || now == null) {
        continue;
      }
      for (Field measure : additive(table)) {
        Double was = before.getAs(measure.name());
        Double is = now.getAs(measure.name());
        if (!isSame(was, is)) {
          rows.add(
              RowFactory.create(
                  request.day(),
                  table.name(),
                  measure.name(),
                  was,
                  is,
                  reason,
                  request.runId(),
                  request.startedAt()));
        }
      }
    }
    return rows;
  }

  private List<Row> earlier() {
    Path file = published(OutputTables.RESTATEMENT);
    return Files.exists(file)
        ? session
            .read()
            .schema(OutputTables.RESTATEMENT.schema())
            .parquet(file.toUri().toString())
            .collectAsList()
        : List.of();
  }

  /** Sums of every table as it is shown and as it is staged, in one query. */
  private Map<String, Map<String, Row>> totals() {
    List<Dataset<Row>> sums = new ArrayList<>();
    for (Table table : TABLES) {
      Path shown = published(table);
      if (Files.exists(shown)) {
        Dataset<Row> before =
            session.read().schema(table.schema()).parquet(shown.toUri().toString());
        sums.add(sums(table, BEFORE, before));
        sums.add(sums(table, NOW, staged.read(table)));
      }
    }
    Map<String, Map<String, Row>> totals = new TreeMap<>();
    sums.stream()
        .reduce((one, other) -> one.unionByName(other, true))
        .ifPresent(
            all ->
                all.collectAsList()
                    .forEach(
                        row ->
                            totals
                                .computeIfAbsent(row.getAs(TABLE), name -> new TreeMap<>())
                                .put(row.getAs(VERSION), row)));
    return totals;
  }

  private static Dataset<Row> sums(Table table, String version, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (Field measure : additive(table)) {
      columns.add(sum(col(measure.name()).cast(DataTypes.DoubleType)).as(measure.name()));
    }
    return rows.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .withColumn(TABLE, lit(table.name()))
        .withColumn(VERSION, lit(version));
  }

  /** Amounts of which a sum over rows means something. */
  private static List<Field> additive(Table table) {
    return table.fields().stream()
        .filter(field -> !table.keys().contains(field))
        .filter(field -> ADDITIVE.contains(field.unit()))
        .toList();
  }

  private static boolean isSame(Double was, Double is) {
    if (was == null || is == null) {
      return Objects.equals(was, is);
    }
    return Math.abs(was - is) <= SAME_RATIO * Math.max(Math.abs(was), Math.abs(is));
  }

  private Path published(Table table) {
    return warehouse
        .resolve(Layout.day(table.name(), request.day()))
        .resolve(table.name() + ".parquet");
  }
}
