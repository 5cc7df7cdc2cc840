package org.wattledger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Repeats a day in one process and tells what each round used; driven by scripts/benchmark. */
@Command(
    name = "benchmark",
    hidden = true,
    description = "Repeats a day in one process and tells what each round used.")
final class BenchmarkCommand extends ConfiguredCommand {

  private static final String ENGINE = "wattledger";

  @Option(names = "--date", required = true, paramLabel = "D", description = "UTC day.")
  private LocalDate date;

  @Option(names = "--rounds", paramLabel = "N", description = "The first is cold.")
  private int rounds = 2;

  @Option(
      names = "--ingest",
      paramLabel = "DIR",
      description = "Only ingests, and leaves the staged rows there.")
  private Path staged;

  BenchmarkCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    ProcessUse begin = ProcessUse.now();
    WattledgerConfig config = options().read(surroundings().environment());
    try (Engine engine = Engine.open()) {
      for (int round = 1; round <= rounds; round++) {
        Map<String, Long> stagesMs = staged == null ? day(engine, config) : ingest(engine, config);
        ProcessUse end = ProcessUse.now();
        show(console, BenchmarkRound.between(ENGINE, round, begin, end, stagesMs));
        begin = end;
      }
    }
    return ExitCode.OK;
  }

  private Map<String, Long> day(Engine engine, WattledgerConfig config) {
    NightlyPipeline pipeline = engine.nightly(config);
    Instant now = surroundings().clock().instant();
    String runId = "benchmark-" + now.toEpochMilli();
    pipeline.run(new RunRequest(date, true, true, false, now, runId));
    return pipeline.timingsMs(runId);
  }

  private Map<String, Long> ingest(Engine engine, WattledgerConfig config) {
    long startNs = System.nanoTime();
    engine.ingest(config, date, staged);
    return Map.of("ingest", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
  }

  private void show(Console console, BenchmarkRound round) {
    if (options().isJson()) {
      console.resultAsJson(round);
      return;
    }
    console.result(
        "round %d: %.2f s, %.2f s of processor time, %,.0f MB at most"
            .formatted(round.round(), round.wallS(), round.cpuS(), round.use().peakResidentMb()));
    round
        .stagesMs()
        .forEach((stage, ms) -> console.result("%-14s %8.2f".formatted(stage, ms / 1e3)));
  }
}
