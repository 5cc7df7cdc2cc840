package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SinkConfig;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/**
 * Published days as tables of a table format, for object stores, many writers, and readers that
 * want snapshots: the same tables with the same rows, one version for each day that was published.
 * A day replaces what the table had of it, in one commit of the format; a commit that was already
 * made is not made again.
 */
final class TableFormatSink implements DaySink {

  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";

  private final SparkSession session;
  private final SinkConfig config;
  private final Path warehouse;

  TableFormatSink(SparkSession session, SinkConfig config, Path warehouse) {
    this.session = session;
    this.config = config;
    this.warehouse = warehouse;
  }

  /**
   * Prepares a session that is about to start.
   *
   * @throws RunFailure USAGE if the format is not on the class path
   */
  static void configure(SinkConfig config, SparkConf conf) {
    if (config.format() != SinkConfig.Format.DELTA) {
      return;
    }
    try {
      Class.forName(DELTA_EXTENSION, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new RunFailure(
          ExitCode.USAGE,
          "wattledger.sink.format is delta, and Delta Lake is not on the class path",
          "build with `mvn -Pdelta package`, or give spark-submit --packages"
              + " io.delta:delta-spark_4.2_2.13:4.4.0",
          e);
    }
    conf.set("spark.sql.extensions", DELTA_EXTENSION)
        .set("spark.sql.catalog.spark_catalog", DELTA_CATALOG)
        // The logs of these tables are short: fifty tasks to read one would be forty-nine too many.
        .setIfMissing("spark.databricks.delta.snapshotPartitions", "2");
  }

  /** If that fails, each table shows the former or the new day. */
  @Override
  public boolean write(LocalDate day) {
    Optional<PublishedDay> published = PublishedDay.read(warehouse, day);
    if (published.isEmpty() || isWritten(published.get())) {
      return false;
    }
    for (Table table : OutputTables.PUBLISHED) {
      try {
        write(table, published.get());
      } catch (Exception e) { // Spark throws checked exceptions that its signatures do not declare.
        throw new RunFailure(
            ExitCode.STORAGE,
            "%s is published in the warehouse, but table %s of the sink cannot be written: %s"
                .formatted(day, table.name(), e.getMessage()),
            "check the sink; the next run of the day writes what is left",
            e);
      }
    }
    remember(published.get());
    return true;
  }

  private void write(Table table, PublishedDay published) {
    LocalDate day = published.day();
    Dataset<Row> rows =
        session
            .read()
            .schema(table.schema())
            .parquet(SparkPath.of(warehouse.resolve(Layout.day(table.name(), day))));
    String date = OutputTables.USAGE_DATE.name();
    rows.write()
        .format(config.format().name().toLowerCase(Locale.ROOT))
        .mode(SaveMode.Overwrite)
        .option("replaceWhere", "%s = DATE'%s'".formatted(date, day))
        .option("txnAppId", "wattledger." + table.name() + "." + day)
        .option("txnVersion", Long.toString(published.sequence()))
        .option("userMetadata", "run " + published.runId())
        .partitionBy(date)
        .save(config.path().orElseThrow() + "/" + table.name());
  }

  private boolean isWritten(PublishedDay published) {
    try {
      return Files.exists(note(published.day()))
          && Files.readString(note(published.day())).equals(noted(published));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private void remember(PublishedDay published) {
    try {
      DurableFiles.write(note(published.day()), noted(published));
    } catch (IOException e) {
      // Then the next run asks the tables, which know what was written.
    }
  }

  private String noted(PublishedDay published) {
    return published.sequence() + " " + config.path().orElseThrow();
  }

  private Path note(LocalDate day) {
    return warehouse.resolve(Layout.RUNS).resolve("sink").resolve(day.toString());
  }
}
