package org.wattledger.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.pipeline.RunRequest;
import org.wattledger.publication.DurableFiles;
import org.wattledger.testing.SparkExtension;

/** Runs nights on the session of the suite, into warehouses under {@code target}. */
public final class Nights {

  private static final Instant STARTED_AT = Instant.parse("2026-12-01T02:00:00Z");
  private static final AtomicInteger RUNS = new AtomicInteger();

  private Nights() {}

  /** A new, empty warehouse of that name; what an earlier suite left there is gone. */
  public static Path warehouse(String name) {
    Path warehouse = SparkExtension.folder("test-warehouses").resolve(name);
    try {
      DurableFiles.deleteTree(warehouse);
      Files.createDirectories(warehouse);
      return warehouse;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of a file, publishing into the warehouse. */
  public static WattledgerConfig config(Path file, Path warehouse, String... sets) {
    List<String> all = Stream.concat(Stream.of("warehouse=" + warehouse), Stream.of(sets)).toList();
    return ConfigReader.read(Optional.of(file), all, Map.of());
  }

  /** Runs a day as {@code run --date} does. */
  public static RunOutcome run(WattledgerConfig config, LocalDate day) {
    return run(SparkExtension.session(), config, day, false);
  }

  /** What the next run will be called. */
  static String nextRunId() {
    return "run-%03d".formatted(RUNS.get() + 1);
  }

  /** Runs a day again although nothing has changed, as {@code run --force} does. */
  public static RunOutcome force(SparkSession session, WattledgerConfig config, LocalDate day) {
    return run(session, config, day, true);
  }

  private static RunOutcome run(
      SparkSession session, WattledgerConfig config, LocalDate day, boolean force) {
    String runId = nextRunId();
    RUNS.incrementAndGet();
    return new NightlyPipeline(session, config)
        .run(new RunRequest(day, force, true, false, STARTED_AT, runId));
  }
}
