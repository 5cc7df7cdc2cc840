package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.ingest.SourceCount;
import org.wattledger.publication.PublishedDay;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.report.TableColumn;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;

/** How far the numbers can be trusted: checks, refused records, corrections, meters. */
final class ReportQuality {

  private static final int MOST_ROWS = 500;
  private static final String OK = "ok";

  private ReportQuality() {}

  /** One row per check and state, those that ask for attention first. */
  static ReportTable checks(Dataset<Row> dataQuality) {
    Column status = OutputTables.CHECK_STATUS.column();
    List<List<Object>> rows =
        ReportRows.first(
            dataQuality
                .groupBy(OutputTables.CHECK_NAME.column())
                .agg(
                    sum(when(status.equalTo("fail"), 1).otherwise(0)).as("failed"),
                    sum(when(status.equalTo("warn"), 1).otherwise(0)).as("warned"),
                    sum(when(status.equalTo(OK), 1).otherwise(0)),
                    countDistinct(OutputTables.USAGE_DATE.column()))
                .orderBy(
                    col("failed").desc(), col("warned").desc(), OutputTables.CHECK_NAME.column()),
            MOST_ROWS);
    List<TableColumn> columns =
        new ReportColumns()
            .text("check", "Check", OutputTables.CHECK_NAME.name())
            .derived("fail", "Failed", Quantity.COUNT, "rows with status fail")
            .derived("warn", "Warned", Quantity.COUNT, "rows with status warn")
            .derived("ok", "In order", Quantity.COUNT, "rows with status ok")
            .derived("days", "Days", Quantity.COUNT, "days on which it was made")
            .columns();
    return new ReportTable("checks", "Checks, by outcome", columns, rows, false);
  }

  /**
   * One row per check, subject and day that was not in order.
   *
   * @param isShared leaves the subject out: it names files, devices and teams
   */
  static ReportTable findings(Dataset<Row> dataQuality, boolean isShared) {
    List<List<Object>> rows =
        ReportRows.first(
            dataQuality
                .where(OutputTables.CHECK_STATUS.column().notEqual(OK))
                .select(
                    OutputTables.CHECK_NAME.column(),
                    isShared ? lit(null).cast("string") : OutputTables.SUBJECT.column(),
                    OutputTables.USAGE_DATE.column(),
                    OutputTables.CHECK_STATUS.column(),
                    OutputTables.EXPECTED.column(),
                    OutputTables.ACTUAL.column())
                .orderBy(
                    OutputTables.CHECK_STATUS.column(),
                    OutputTables.USAGE_DATE.column().desc(),
                    OutputTables.CHECK_NAME.column(),
                    OutputTables.ACTUAL.column()),
            MOST_ROWS);
    List<TableColumn> columns =
        new ReportColumns()
            .text("check", "Check", OutputTables.CHECK_NAME.name())
            .text("subject", "Subject", "subject")
            .text("day", "Day", OutputTables.USAGE_DATE.name())
            .text("status", "Status", "status")
            .derived("expected", "Expected", Quantity.NUMBER, "expected")
            .derived("actual", "Found", Quantity.NUMBER, "actual")
            .columns();
    return new ReportTable("findings", "Checks that were not in order", columns, rows, false);
  }

  /** Energy for which no factor is known, in mJ. */
  static double unknownMj(Dataset<Row> dataQuality, String measure) {
    Row row =
        dataQuality
            .where(
                OutputTables.CHECK_NAME
                    .column()
                    .equalTo("energy without %s, mJ".formatted(measure)))
            .agg(sum(OutputTables.ACTUAL.column()))
            .first();
    return row.isNullAt(0) ? 0 : row.getDouble(0);
  }

  /** One row per source and reason of refusal. */
  static ReportTable rejects(Dataset<Row> rejected) {
    List<List<Object>> rows =
        ReportRows.first(
            rejected
                .groupBy(CanonicalTables.SOURCE.column(), OutputTables.REASON.column())
                .agg(count(lit(1)).as("rows"), countDistinct(OutputTables.USAGE_DATE.column()))
                .orderBy(
                    col("rows").desc(),
                    CanonicalTables.SOURCE.column(),
                    OutputTables.REASON.column()),
            MOST_ROWS);
    List<TableColumn> columns =
        new ReportColumns()
            .text("source", "Source", "source")
            .text("reason", "Reason", "reason")
            .derived("rows", "Refused", Quantity.COUNT, "rows of rejected")
            .derived("days", "Days", Quantity.COUNT, "days with such a row")
            .columns();
    return new ReportTable("rejects", "Refused records by source and reason", columns, rows, true);
  }

  /** One row per source: what became of its records, as the runs of the days counted them. */
  static ReportTable sources(Path warehouse, List<PublishedDay> days) {
    Map<String, long[]> counts = new TreeMap<>();
    for (PublishedDay day : days) {
      RunManifest.read(warehouse, day.runId())
          .map(RunManifest::counts)
          .orElse(List.of())
          .forEach(file -> add(counts, file));
    }
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach(
        (source, amounts) -> {
          List<Object> cells = new ArrayList<>(List.of(source));
          for (long amount : amounts) {
            cells.add(amount);
          }
          rows.add(cells);
        });
    List<TableColumn> columns =
        new ReportColumns()
            .text("source", "Source", "name of the configured source")
            .derived("read", "Read", Quantity.COUNT, "records of its files, by the run manifests")
            .derived("accepted", "Accepted", Quantity.COUNT, "records that count")
            .derived("rejected", "Refused", Quantity.COUNT, "see the reasons")
            .derived("duplicates", "Duplicates", Quantity.COUNT, "repeats of a request")
            .derived("filtered", "Filtered", Quantity.COUNT, "records that are no requests")
            .derived("outside", "Outside the day", Quantity.COUNT, "belong to another day's run")
            .columns();
    return new ReportTable(
        "sources", "Records read by the runs of these days", columns, rows, true);
  }

  private static void add(Map<String, long[]> counts, SourceCount file) {
    long[] sums = counts.computeIfAbsent(file.source(), source -> new long[6]);
    long[] more = {
      file.read(),
      file.accepted(),
      file.rejected(),
      file.duplicates(),
      file.filtered(),
      file.outsideWindow()
    };
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }

  /** One row per corrected total, the newest day first. */
  static ReportTable restatements(Dataset<Row> restatement) {
    List<List<Object>> rows = new ArrayList<>();
    restatement
        .select(
            Studies.TABLE_NAME.column(),
            col("measure"),
            OutputTables.USAGE_DATE.column(),
            Studies.OLD_VALUE.column(),
            Studies.NEW_VALUE.column(),
            col("reason"),
            org.apache.spark.sql.functions.date_format(
                Studies.PUBLISHED_AT.column(), "yyyy-MM-dd HH:mm"))
        .orderBy(
            OutputTables.USAGE_DATE.column().desc(),
            Studies.PUBLISHED_AT.column().desc(),
            Studies.TABLE_NAME.column(),
            col("measure"))
        .limit(MOST_ROWS)
        .collectAsList()
        .forEach(row -> rows.add(ReportRows.withChange(ReportRows.cells(row), 3, 4)));
    List<TableColumn> columns =
        new ReportColumns()
            .text("table", "Table", Studies.TABLE_NAME.name())
            .text("measure", "Measure", "measure")
            .text("day", "Day", OutputTables.USAGE_DATE.name())
            .derived("old", "Before", Quantity.NUMBER, "old_value, in the measure's unit")
            .derived("new", "Now", Quantity.NUMBER, "new_value, in the measure's unit")
            .derived("change", "Change", Quantity.SHARE, "new_value / old_value - 1")
            .text("reason", "Why", "reason")
            .text("at", "Published, UTC", Studies.PUBLISHED_AT.name())
            .columns();
    return new ReportTable("restatements", "Totals that a later run changed", columns, rows, false);
  }
}
