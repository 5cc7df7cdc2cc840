package org.wattledger.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;
import org.wattledger.schema.Table;

/**
 * Two published days held against each other, table by table: in one warehouse or in two, for
 * instance before and after a new version.
 */
public final class PublishedDiff {

  /** A day of a warehouse. */
  public record Side(Path warehouse, LocalDate day) {}

  /**
   * A total that differs.
   *
   * @param measure column; {@code (rows)}: number of rows; {@code (cells)}: rows of this table that
   *     the other side has not, though all totals may be the same
   */
  public record Line(String table, String measure, Double before, Double now) {}

  private static final String CELLS = "(cells)";

  /** The day may differ by request, the others may between two runs over the same inputs. */
  private static final Set<Field> LEFT_OUT =
      Set.of(OutputTables.USAGE_DATE, Studies.RUN_ID, Studies.PUBLISHED_AT);

  private final SparkSession session;
  private final Side before;
  private final Side now;

  private PublishedDiff(SparkSession session, Side before, Side now) {
    this.session = session;
    this.before = before;
    this.now = now;
  }

  /**
   * Compares.
   *
   * @return what differs, in the order of the tables; empty: the same rows everywhere
   * @throws RunFailure INPUT if one of the days is not published
   */
  public static List<Line> of(SparkSession session, Side before, Side now) {
    return new PublishedDiff(session, before, now).lines();
  }

  private List<Line> lines() {
    requirePublished(before);
    requirePublished(now);
    List<MeasureTotals.Pair> pairs = new ArrayList<>();
    for (Table table : OutputTables.PUBLISHED) {
      pairs.add(new MeasureTotals.Pair(table, rows(before, table), rows(now, table)));
    }
    List<MeasureTotals.Change> changes = MeasureTotals.changes(pairs);
    List<Line> lines = new ArrayList<>();
    for (MeasureTotals.Pair pair : pairs) {
      String table = pair.table().name();
      changes.stream()
          .filter(change -> change.table().equals(table))
          .map(change -> new Line(table, change.measure(), change.before(), change.now()))
          .forEach(lines::add);
      double onlyBefore = lacking(pair.table(), pair.before(), pair.now());
      double onlyNow = lacking(pair.table(), pair.now(), pair.before());
      if (onlyBefore + onlyNow > 0) {
        lines.add(new Line(table, CELLS, onlyBefore, onlyNow));
      }
    }
    return lines;
  }

  /** Rows that the other side does not have. */
  private static long lacking(Table table, Dataset<Row> rows, Dataset<Row> others) {
    return comparable(table, rows).exceptAll(comparable(table, others)).count();
  }

  private static Dataset<Row> comparable(Table table, Dataset<Row> rows) {
    return rows.select(
        table.fields().stream()
            .filter(field -> !LEFT_OUT.contains(field))
            .map(Field::column)
            .toArray(Column[]::new));
  }

  private Dataset<Row> rows(Side side, Table table) {
    Path folder = side.warehouse().resolve(Layout.day(table.name(), side.day()));
    return Files.exists(folder)
        ? session.read().schema(table.schema()).parquet(folder.toUri().toString())
        : session.createDataFrame(List.of(), table.schema());
  }

  private static void requirePublished(Side side) {
    if (PublishedDay.read(side.warehouse(), side.day()).isEmpty()) {
      throw new RunFailure(
          ExitCode.INPUT,
          "%s is not published in %s".formatted(side.day(), side.warehouse()),
          "name a published day (`status` lists them) and its warehouse");
    }
  }
}
