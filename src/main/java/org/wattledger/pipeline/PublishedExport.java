package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.export.CsvText;
import org.wattledger.export.JsonText;
import org.wattledger.export.PostgresAddress;
import org.wattledger.export.PostgresTables;
import org.wattledger.export.RowText;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PublishedView;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/**
 * Rows of published days on their way out: as lines of text, or into a database. They pass through
 * one after the other; of a large table the driver holds one part at a time.
 */
public final class PublishedExport {

  /** Of text. */
  public enum Format {
    CSV,
    JSON
  }

  /** Where lines go. */
  public interface LineSink {
    /** One line, without and with its end. */
    void line(String text, String end) throws IOException;
  }

  /** What went out. {@code day} is null where the rows of all days went together. */
  public record Written(String table, LocalDate day, long rows) {}

  /** How much of a file the driver asks for at a time. */
  private static final String PART_BYTES = "16m";

  private final SparkSession session;
  private final Path warehouse;

  public PublishedExport(SparkSession session, Path warehouse) {
    this.session = ((org.apache.spark.sql.classic.SparkSession) session).cloneSession();
    this.session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    this.session.conf().set("spark.sql.files.maxPartitionBytes", PART_BYTES);
    this.warehouse = warehouse;
  }

  /**
   * Those of the days that are published, in order.
   *
   * @throws RunFailure INPUT if none is
   */
  public static List<LocalDate> published(Path warehouse, List<LocalDate> days) {
    try {
      List<LocalDate> published = PublishedDay.days(new PosixStorage(warehouse));
      List<LocalDate> found = days.stream().filter(published::contains).toList();
      if (!found.isEmpty()) {
        return found;
      }
      throw new RunFailure(
          ExitCode.INPUT,
          days.size() == 1
              ? "%s is not published in %s".formatted(days.get(0), warehouse)
              : "None of the %d days from %s to %s is published in %s"
                  .formatted(days.size(), days.get(0), days.get(days.size() - 1), warehouse),
          "run them first; `status` lists what is published");
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The records of warehouse %s cannot be read: %s".formatted(warehouse, e),
          "check its permissions",
          e);
    }
  }

  /**
   * Writes a table of some days as text, day after day.
   *
   * @throws RunFailure STORAGE if the lines cannot be written, or a file cannot be read
   */
  public Written write(Table table, List<LocalDate> days, Format format, LineSink sink) {
    List<Dataset<Row>> parts = days.stream().map(day -> rows(table, day)).toList();
    return write(table.name(), List.of(table.columnNames()), parts, format, sink);
  }

  /**
   * Writes a view of some days as text, as one: it may sum over them.
   *
   * @throws RunFailure STORAGE if the lines cannot be written, or a file cannot be read
   */
  public Written write(PublishedView view, List<LocalDate> days, Format format, LineSink sink) {
    Dataset<Row> rows =
        PublishedViews.rows(session, warehouse, view, days.get(0), days.get(days.size() - 1));
    Dataset<Row> texts =
        rows.select(
            view.table().fields().stream().map(PublishedExport::shown).toArray(Column[]::new));
    return write(view.name(), List.of(rows.columns()), List.of(texts), format, sink);
  }

  /** FOCUS wants whole seconds; views have no others. */
  private static Column shown(Field field) {
    Column value = col(field.name());
    return field.type().equals(DataTypes.TimestampType)
        ? date_format(value, "yyyy-MM-dd'T'HH:mm:ss'Z'").as(field.name())
        : value;
  }

  private Written write(
      String name, List<String> columns, List<Dataset<Row>> parts, Format format, LineSink sink) {
    RowText text = format == Format.CSV ? CsvText.forPeople(columns) : new JsonText(columns);
    long rows = 0;
    try {
      if (text.header().isPresent()) {
        sink.line(text.header().get(), text.lineEnd());
      }
      for (Dataset<Row> part : parts) {
        for (Iterator<Row> left = part.toLocalIterator(); left.hasNext(); rows++) {
          sink.line(text.line(left.next()), text.lineEnd());
        }
      }
      return new Written(name, null, rows);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "%s cannot be written after %d rows: %s".formatted(name, rows, e.getMessage()),
          "make room, or check where the output goes, and export again",
          e);
    }
  }

  /**
   * Brings tables of a database to what the days show; each table and day in one transaction.
   *
   * @param told is given each table and day once it is committed
   * @throws org.wattledger.export.ExportFailed if that fails; days that were told of stay
   */
  public List<Written> load(
      List<Table> tables, List<LocalDate> days, PostgresAddress address, Consumer<Written> told) {
    List<Written> all = new ArrayList<>();
    try (PostgresTables database = PostgresTables.open(address)) {
      for (Table table : tables) {
        database.prepare(table);
        for (LocalDate day : days) {
          Iterator<Row> rows = rows(table, day).toLocalIterator();
          Written written = new Written(table.name(), day, database.replace(table, day, rows));
          all.add(written);
          told.accept(written);
        }
      }
    }
    return all;
  }

  /** A table that the day was published without, by an older version, has no rows. */
  private Dataset<Row> rows(Table table, LocalDate day) {
    Path folder = warehouse.resolve(Layout.day(table.name(), day));
    if (!Files.exists(folder)) {
      return session.createDataFrame(List.of(), table.schema());
    }
    try {
      // Behind the link lies one run; the link may lead to another one meanwhile.
      return session.read().schema(table.schema()).parquet(SparkPath.of(folder.toRealPath()));
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "%s cannot be read: %s".formatted(folder, e),
          "check the permissions of the warehouse",
          e);
    }
  }

  /** Tables that everybody who may read the warehouse may read: without single requests. */
  public static List<Table> open() {
    return OutputTables.PUBLISHED.stream()
        .filter(table -> table != OutputTables.REQUEST_FOOTPRINT && table != OutputTables.REJECTED)
        .toList();
  }
}
