package org.wattledger.real;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.RunRequest;

/** One day of an example in conf/examples, run as it stands into a warehouse of its own. */
record ExampleRun(SparkSession session, Path warehouse) {

  static final Path EXAMPLES = Path.of("conf", "examples");
  static final Path RECORDINGS = Path.of("..", "shared", "real");

  static void requireRecordings() {
    Assumptions.assumeTrue(
        Files.isDirectory(RECORDINGS), "No recordings at " + RECORDINGS + ": not tested");
  }

  static ExampleRun of(SparkSession session, Path configuration, String day, Path warehouse) {
    new NightlyPipeline(session, read(configuration, warehouse))
        .run(
            new RunRequest(
                LocalDate.parse(day),
                false,
                true,
                false,
                Instant.parse("2026-11-23T00:00:00Z"),
                "example"));
    return new ExampleRun(session, warehouse);
  }

  static WattledgerConfig read(Path configuration, Path warehouse) {
    return ConfigReader.read(
        Optional.of(configuration), List.of("warehouse=" + warehouse), Map.of());
  }

  Dataset<Row> table(String name) {
    return session.read().parquet(warehouse.resolve(name) + "/*/*.parquet");
  }

  /** Aggregates over rows, each in SQL. */
  static Row totals(Dataset<Row> rows, String... aggregates) {
    Column[] columns = Arrays.stream(aggregates).map(sql -> expr(sql)).toArray(Column[]::new);
    return rows.agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length)).head();
  }
}
