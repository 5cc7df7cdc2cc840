package org.wattledger.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/** The days that a warehouse shows before one day. */
final class PublishedHistory {

  private final Supplier<SparkSession> queries;
  private final Path warehouse;
  private final LocalDate day;

  PublishedHistory(Supplier<SparkSession> queries, Path warehouse, LocalDate day) {
    this.queries = queries;
    this.warehouse = warehouse;
    this.day = day;
  }

  /** The first published day, or the day itself if none is published before it. */
  LocalDate firstDay() {
    return days(OutputTables.TEAM_DAILY).findFirst().orElse(day);
  }

  /** A table's rows of earlier days, if there are any; columns that a day lacks are null. */
  Optional<Dataset<Row>> before(Table table) {
    String[] folders =
        days(table)
            .map(each -> warehouse.resolve(Layout.day(table.name(), each)))
            .map(SparkPath::of)
            .toArray(String[]::new);
    return folders.length == 0
        ? Optional.empty()
        : Optional.of(queries.get().read().schema(table.schema()).parquet(folders));
  }

  private Stream<LocalDate> days(Table table) {
    try {
      return Layout.days(new PosixStorage(warehouse).entries(table.name())).stream()
          .filter(each -> each.isBefore(day));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot list %s of %s; check its permissions".formatted(table.name(), warehouse), e);
    }
  }
}
