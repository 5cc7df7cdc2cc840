package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.schema.PublishedView;
import org.wattledger.schema.SqlDialect;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/** Views of the published days as rows of Spark; nothing is computed before somebody reads them. */
public final class PublishedViews {

  /** What the values of a view depend on, whatever session the caller has. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.session.timeZone",
          "UTC",
          "spark.sql.ansi.enabled",
          "true",
          "spark.sql.parser.escapedStringLiterals",
          "false");

  private PublishedViews() {}

  /** Charges of the days in the columns of FOCUS 1.2. */
  public static Dataset<Row> focus(
      SparkSession session, Path warehouse, LocalDate from, LocalDate to) {
    return rows(session, warehouse, PublishedView.FOCUS, from, to);
  }

  /** The greenhouse gas inventory of the days, by site and month. */
  public static Dataset<Row> ghg(
      SparkSession session, Path warehouse, LocalDate from, LocalDate to) {
    return rows(session, warehouse, PublishedView.GHG, from, to);
  }

  /** What later runs changed of the inventory of the days. */
  public static Dataset<Row> ghgRestatements(
      SparkSession session, Path warehouse, LocalDate from, LocalDate to) {
    return rows(session, warehouse, PublishedView.GHG_RESTATEMENTS, from, to);
  }

  /**
   * A view of published days.
   *
   * @param from first UTC day
   * @param to last UTC day, inclusive; days that are not published have no rows
   * @throws RunFailure INPUT if none of the days is published; STORAGE if they cannot be listed
   */
  public static Dataset<Row> rows(
      SparkSession session, Path warehouse, PublishedView view, LocalDate from, LocalDate to) {
    // Names of views belong to a session: neither ours nor the caller's meet.
    SparkSession own = session.newSession();
    SETTINGS.forEach((name, value) -> own.conf().set(name, value));
    for (Table table : view.reads()) {
      rows(own, warehouse, table, from, to).createOrReplaceTempView(table.name());
    }
    return own.sql(view.sql(SqlDialect.SPARK));
  }

  /**
   * The rows of a table on published days, in the columns that the table has today.
   *
   * @throws RunFailure INPUT if none of the days is published; STORAGE if they cannot be listed
   */
  public static Dataset<Row> rows(
      SparkSession session, Path warehouse, Table table, LocalDate from, LocalDate to) {
    String[] folders =
        days(warehouse, table).stream()
            .filter(day -> !day.isBefore(from) && !day.isAfter(to))
            .map(day -> SparkPath.of(warehouse.resolve(Layout.day(table.name(), day))))
            .toArray(String[]::new);
    if (folders.length == 0) {
      throw new RunFailure(
          ExitCode.INPUT,
          "No day from %s to %s is published in %s".formatted(from, to, warehouse),
          "name published days (`status` lists them) and their warehouse");
    }
    return session.read().schema(table.schema()).parquet(folders);
  }

  private static List<LocalDate> days(Path warehouse, Table table) {
    try {
      return Layout.days(new PosixStorage(warehouse).entries(table.name()));
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "Cannot list %s of %s: %s".formatted(table.name(), warehouse, e),
          "check the permissions of the warehouse",
          e);
    }
  }
}
