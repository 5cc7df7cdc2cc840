package org.wattledger.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/**
 * Two published days held against each other, table by table: in one warehouse or in two, for
 * instance before and after a new version, or as two runs published the same day.
 */
public final class PublishedDiff {

  /**
   * A day of a warehouse.
   *
   * @param runId null: what readers see; else what that run published, as long as it is kept
   */
  public record Side(Path warehouse, LocalDate day, String runId) {

    /** What readers see. */
    public Side(Path warehouse, LocalDate day) {
      this(warehouse, day, null);
    }

    private Path folder(Table table) {
      return warehouse.resolve(
          runId == null ? Layout.day(table.name(), day) : Layout.data(table.name(), day, runId));
    }
  }

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
   * @throws RunFailure INPUT if one of the days is not published, or a run of it not kept
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
    Set<String> differing = differing(pairs);
    List<Line> lines = new ArrayList<>();
    for (MeasureTotals.Pair pair : pairs) {
      String table = pair.table().name();
      changes.stream()
          .filter(change -> change.table().equals(table))
          .map(change -> new Line(table, change.measure(), change.before(), change.now()))
          .forEach(lines::add);
      if (differing.contains(table)) {
        lines.add(
            new Line(
                table,
                CELLS,
                (double) lacking(pair.table(), pair.before(), pair.now()),
                (double) lacking(pair.table(), pair.now(), pair.before())));
      }
    }
    return lines;
  }

  /** Tables whose rows have other hashes; few are, so that row by row only these are compared. */
  private static Set<String> differing(List<MeasureTotals.Pair> pairs) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    pairs.stream()
        .flatMap(
            pair -> Stream.of(pair.before(), pair.now()).map(rows -> hashed(pair.table(), rows)))
        .reduce(Dataset::union)
        .orElseThrow()
        .collectAsList()
        .forEach(
            row ->
                hashes
                    .computeIfAbsent(row.getString(0), table -> new HashSet<>())
                    .add(row.getString(1)));
    return hashes.entrySet().stream()
        .filter(table -> table.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** One row: the table, and the sum of its rows' hashes, which does not depend on their order. */
  private static Dataset<Row> hashed(Table table, Dataset<Row> rows) {
    Column hash = functions.xxhash64(comparable(table)).cast("decimal(38,0)");
    return rows.agg(
        functions.lit(table.name()),
        functions.concat_ws("/", functions.count(functions.lit(1)), functions.sum(hash)));
  }

  /** Rows that the other side does not have. */
  private static long lacking(Table table, Dataset<Row> rows, Dataset<Row> others) {
    return rows.select(comparable(table)).exceptAll(others.select(comparable(table))).count();
  }

  private static Column[] comparable(Table table) {
    return table.fields().stream()
        .filter(field -> !LEFT_OUT.contains(field))
        .map(Field::column)
        .toArray(Column[]::new);
  }

  private Dataset<Row> rows(Side side, Table table) {
    Path folder = side.folder(table);
    return Files.exists(folder)
        ? session.read().schema(table.schema()).parquet(SparkPath.of(folder))
        : session.createDataFrame(List.of(), table.schema());
  }

  private static void requirePublished(Side side) {
    if (PublishedDay.read(side.warehouse(), side.day()).isEmpty()) {
      throw new RunFailure(
          ExitCode.INPUT,
          "%s is not published in %s".formatted(side.day(), side.warehouse()),
          "name a published day (`status` lists them) and its warehouse");
    }
    if (side.runId() != null) {
      List<String> kept = runs(side);
      if (!kept.contains(side.runId())) {
        throw new RunFailure(
            ExitCode.INPUT,
            "what run %s published of %s is not kept in %s"
                .formatted(ShownText.of(side.runId()), side.day(), side.warehouse()),
            kept.isEmpty()
                ? "leave the run out: the day was published before runs were kept"
                : "kept are the last two of a day: " + String.join(", ", kept));
      }
    }
  }

  private static List<String> runs(Side side) {
    String folder = Layout.data(OutputTables.MODEL_DAILY.name(), side.day());
    try {
      return DurableFiles.entries(side.warehouse().resolve(folder)).stream()
          .map(run -> run.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
