package org.wattledger.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import org.wattledger.fleet.FleetGenerator;
import org.wattledger.fleet.FleetOptions;
import org.wattledger.pipeline.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A synthetic fleet with its known truth, from a seed. */
@Command(
    name = "generate",
    description = "Writes a seeded synthetic fleet, with its known truth.",
    showDefaultValues = true)
final class GenerateCommand extends ConfiguredCommand {

  private record Result(String command, int exitCode, String out) {}

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  private Path out;

  @Option(names = "--date", paramLabel = "D", description = "UTC day.")
  private LocalDate date = LocalDate.of(2026, 11, 21);

  @Option(names = "--requests", paramLabel = "N", description = "Requests of the day.")
  private long requests = 100_000;

  @Option(names = "--units", paramLabel = "N", description = "Serving replicas.")
  private int units = 16;

  @Option(names = "--teams", paramLabel = "N", description = "Teams.")
  private int teams = 20;

  @Option(names = "--models", paramLabel = "N", description = "Models.")
  private int models = 6;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same files.")
  private long seed = 1;

  @Option(names = "--format", description = "parquet or json.")
  private String format = "parquet";

  @Option(names = "--dirty", description = "Adds faults: repeats, gaps, resets, broken rows.")
  private boolean dirty;

  @Option(names = "--telemetry", description = "counter, power or both.")
  private String telemetry = "counter";

  GenerateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    FleetGenerator.generate(
        new FleetOptions(
            out, date, requests, units, teams, models, seed, format, dirty, telemetry));
    if (options().isJson()) {
      console.resultAsJson(new Result("generate", ExitCode.OK.number(), out.toString()));
    } else {
      console.result(out.toString());
    }
    return ExitCode.OK;
  }
}
