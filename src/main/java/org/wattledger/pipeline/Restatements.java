package org.wattledger.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.wattledger.publication.Layout;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

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

  private final Supplier<SparkSession> queries;
  private final Path warehouse;
  private final StagedTables staged;
  private final RunRequest request;

  Restatements(
      Supplier<SparkSession> queries, Path warehouse, StagedTables staged, RunRequest request) {
    this.queries = queries;
    this.warehouse = warehouse;
    this.staged = staged;
    this.request = request;
  }

  /** All rows that the day's table is to have. */
  List<Row> rows(String reason) {
    List<MeasureTotals.Pair> pairs = new ArrayList<>();
    for (Table table : TABLES) {
      if (Files.exists(published(table))) {
        pairs.add(
            new MeasureTotals.Pair(table, shown(table), read(table, staged.directory(table))));
      }
    }
    List<Row> rows = new ArrayList<>(earlier());
    for (MeasureTotals.Change change : MeasureTotals.changes(pairs)) {
      if (!change.measure().equals(MeasureTotals.ROWS)) {
        rows.add(
            RowFactory.create(
                request.day(),
                change.table(),
                change.measure(),
                change.before(),
                change.now(),
                reason,
                request.runId(),
                request.startedAt()));
      }
    }
    return rows;
  }

  /** Read from the published file, with the types of time that new rows have. */
  private List<Row> earlier() {
    if (!Files.exists(published(OutputTables.RESTATEMENT))) {
      return List.of();
    }
    return shown(OutputTables.RESTATEMENT).collectAsList().stream()
        .map(
            row -> {
              Object[] cells = new Object[row.size()];
              for (int i = 0; i < cells.length; i++) {
                cells[i] = ofJavaTime(row.get(i));
              }
              return RowFactory.create(cells);
            })
        .toList();
  }

  private static Object ofJavaTime(Object cell) {
    if (cell instanceof Date date) {
      return date.toLocalDate();
    }
    return cell instanceof Timestamp time ? time.toInstant() : cell;
  }

  private Dataset<Row> shown(Table table) {
    return read(table, published(table));
  }

  private Dataset<Row> read(Table table, Path path) {
    return queries.get().read().schema(table.schema()).parquet(SparkPath.of(path));
  }

  private Path published(Table table) {
    return warehouse
        .resolve(Layout.day(table.name(), request.day()))
        .resolve(table.name() + ".parquet");
  }
}
