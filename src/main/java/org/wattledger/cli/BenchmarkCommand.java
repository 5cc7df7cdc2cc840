package org.wattledger.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the stages of a day, cold and warm, beside a bare scan; driven by scripts/benchmark. */
@Command(
    name = "benchmark",
    hidden = true,
    description = "Times the stages of a day beside a bare Parquet scan of its requests.")
final class BenchmarkCommand extends ConfiguredCommand {

  private static final String BARE_SCAN = "bare scan";

  @Option(names = "--date", required = true, paramLabel = "D", description = "UTC day.")
  private LocalDate date;

  @Option(names = "--scan", required = true, paramLabel = "PATH", description = "Parquet requests.")
  private String scan;

  @Option(names = "--rounds", paramLabel = "N", description = "The first is cold.")
  private int rounds = 2;

  private record Round(String command, int round, long requests, Map<String, Long> timingsMs) {}

  BenchmarkCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    WattledgerConfig config = options().read(surroundings().environment());
    try (Engine engine = Engine.open()) {
      for (int round = 1; round <= rounds; round++) {
        Map<String, Long> timingsMs = new LinkedHashMap<>();
        long requests = timed(timingsMs, BARE_SCAN, () -> engine.scan(scan));
        timed(timingsMs, "whole run", () -> run(engine.nightly(config), timingsMs));
        show(console, new Round("benchmark", round, requests, timingsMs));
      }
    }
    return ExitCode.OK;
  }

  private Void run(NightlyPipeline pipeline, Map<String, Long> timingsMs) {
    Instant now = surroundings().clock().instant();
    String runId = "benchmark-" + now.toEpochMilli();
    pipeline.run(new RunRequest(date, true, true, false, now, runId));
    timingsMs.putAll(pipeline.timingsMs(runId));
    return null;
  }

  private void show(Console console, Round round) {
    if (options().isJson()) {
      console.resultAsJson(round);
      return;
    }
    console.result(
        "round %d, %,d requests%n%-14s %10s %14s"
            .formatted(round.round, round.requests, "stage", "seconds", "requests/s"));
    round.timingsMs.forEach(
        (stage, ms) ->
            console.result(
                "%-14s %10.2f %,14d"
                    .formatted(stage, ms / 1e3, round.requests * 1_000 / Math.max(1, ms))));
  }

  private static <T> T timed(Map<String, Long> timingsMs, String stage, Supplier<T> work) {
    long begun = System.nanoTime();
    T result = work.get();
    timingsMs.put(stage, (System.nanoTime() - begun) / 1_000_000);
    return result;
  }
}
