package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.Suggestion;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.explanation.Explanation;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * How published numbers came to be. Everything is recomputed from the inputs by the classes of a
 * run and set beside what is published; nothing is stored, and nothing of the warehouse changed.
 */
public final class Explanations {

  private final SparkSession session;
  private final WattledgerConfig config;
  private final Path warehouse;

  Explanations(SparkSession session, WattledgerConfig config) {
    this.session = session;
    this.config = config;
    this.warehouse = Warehouse.directory(config.warehouse());
  }

  /**
   * The rows of a request, one for each day on which it used energy.
   *
   * @param day the only one to look at; empty: every published day
   * @throws RunFailure INPUT if no such row is published, or the inputs of its day are gone
   */
  public List<Explanation> request(String requestId, Optional<LocalDate> day) {
    List<LocalDate> days = day.map(List::of).orElseGet(() -> daysOf(requestId));
    List<Explanation> explained = new ArrayList<>();
    for (LocalDate each : days) {
      List<Row> published =
          published(OutputTables.REQUEST_FOOTPRINT, CanonicalTables.REQUEST_ID, requestId, each);
      try (RetracedDay retraced = RetracedDay.of(session, config, each)) {
        explained.add(new RequestExplanation(session, retraced).of(requestId, published));
      }
    }
    return explained;
  }

  /**
   * The rows of a team and day.
   *
   * @throws RunFailure INPUT if none is published, or the inputs of the day are gone
   */
  public Explanation team(String team, LocalDate day) {
    List<Row> published = published(OutputTables.TEAM_DAILY, OutputTables.TEAM_ID, team, day);
    try (RetracedDay retraced = RetracedDay.of(session, config, day);
        MartExplanation mart = new MartExplanation(session, retraced)) {
      return mart.team(team, published, config.attribution().idleTeams());
    }
  }

  /**
   * The rows of a model and day.
   *
   * @throws RunFailure INPUT if none is published, or the inputs of the day are gone
   */
  public Explanation model(String model, LocalDate day) {
    List<Row> published = published(OutputTables.MODEL_DAILY, OutputTables.MODEL_ID, model, day);
    try (RetracedDay retraced = RetracedDay.of(session, config, day);
        MartExplanation mart = new MartExplanation(session, retraced)) {
      return mart.model(model, published);
    }
  }

  private List<Row> published(Table table, Field key, String value, LocalDate day) {
    Dataset<Row> ofDay = PublishedViews.rows(session, warehouse, table, day, day);
    List<Row> rows = ofDay.where(key.column().equalTo(value)).collectAsList();
    if (rows.isEmpty()) {
      List<String> names =
          ofDay.select(key.column()).distinct().collectAsList().stream()
              .map(row -> row.getString(0))
              .toList();
      throw unknown(
          key,
          value,
          "on " + day,
          "%s. Names of logs may have become another by the reference tables"
              .formatted(Suggestion.nearOrSome(value, names)));
    }
    return new PublishedRows(table).sorted(rows);
  }

  private List<LocalDate> daysOf(String requestId) {
    List<LocalDate> days = publishedDays();
    if (days.isEmpty()) {
      throw new RunFailure(
          ExitCode.INPUT, "Nothing is published in " + warehouse, "run a day first");
    }
    Dataset<Row> rows =
        PublishedViews.rows(
                session,
                warehouse,
                OutputTables.REQUEST_FOOTPRINT,
                days.get(0),
                days.get(days.size() - 1))
            .where(CanonicalTables.REQUEST_ID.column().equalTo(requestId))
            .select(OutputTables.USAGE_DATE.column());
    List<LocalDate> found =
        rows.collectAsList().stream().map(row -> row.getDate(0).toLocalDate()).sorted().toList();
    if (found.isEmpty()) {
      throw unknown(
          CanonicalTables.REQUEST_ID,
          requestId,
          "on any published day",
          "give the id as the log has it; a refused record stands in the table rejected, by file and"
              + " position");
    }
    return found;
  }

  private List<LocalDate> publishedDays() {
    try {
      return PublishedDay.days(new PosixStorage(warehouse));
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The published days of %s cannot be listed: %s".formatted(warehouse, e),
          "check the permissions of the warehouse",
          e);
    }
  }

  private static RunFailure unknown(Field key, String value, String when, String remedy) {
    return new RunFailure(
        ExitCode.INPUT,
        "No row with %s %s is published %s".formatted(key.name(), value, when),
        remedy);
  }
}
