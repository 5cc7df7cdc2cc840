package org.wattledger.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.fleet.TracePlan;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A synthetic fleet with its known truth, from a seed; or meters for a log that has none. */
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

  @Option(names = "--sites", paramLabel = "N", description = "Data-centre sites.")
  private int sites = 2;

  @Option(names = "--units", paramLabel = "N", description = "Serving replicas.")
  private int units = 16;

  @Option(
      names = "--devices-per-unit",
      paramLabel = "N",
      description = "Devices of a replica; 0: by the size of its model.")
  private int devicesPerUnit;

  @Option(names = "--teams", paramLabel = "N", description = "Teams.")
  private int teams = 20;

  @Option(names = "--models", paramLabel = "N", description = "Models.")
  private int models = 6;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same files.")
  private long seed = 1;

  @Option(names = "--format", description = "Of the request log: parquet, json or csv.")
  private String format = "parquet";

  @Option(names = "--dirty", description = "Adds faults: repeats, gaps, resets, broken rows.")
  private boolean dirty;

  @Option(
      names = "--training",
      description = "Adds a list of training jobs on devices without meters.")
  private boolean training;

  @Option(names = "--telemetry", description = "counter, power or both.")
  private String telemetry = "counter";

  @Option(names = "--interval", paramLabel = "S", description = "Seconds between two samples.")
  private double intervalS = 15;

  @Option(
      names = "--unnamed",
      paramLabel = "RATIO",
      description = "Share of requests whose unit is left out of the log.")
  private double unnamed;

  @Option(names = "--warehouse", paramLabel = "DIR", description = "Written into fleet.conf.")
  private String warehouse;

  @Option(
      names = "--meters-only",
      description = "Makes meters for the request log that --config names, for its hours.")
  private boolean metersOnly;

  GenerateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    try (Engine engine = Engine.open()) {
      if (metersOnly) {
        engine.generateMeters(
            options().read(surroundings().environment()).requests(), date, tracePlan());
      } else {
        engine.generate(fleetPlan());
      }
    }
    if (options().isJson()) {
      console.resultAsJson(new Result("generate", ExitCode.OK.number(), out.toString()));
    } else {
      console.result(out.toString());
    }
    return ExitCode.OK;
  }

  private FleetPlan fleetPlan() {
    FleetPlan.Builder plan =
        FleetPlan.builder(out, date)
            .requests(requests)
            .sites(sites)
            .units(units)
            .devicesPerUnit(devicesPerUnit)
            .teams(teams)
            .models(models)
            .seed(seed)
            .format(format)
            .dirty(dirty)
            .training(training)
            .telemetry(telemetry())
            .samplingInterval(interval())
            .unnamedRatio(unnamed);
    return warehouse == null ? plan.build() : plan.warehouse(warehouse).build();
  }

  private TracePlan tracePlan() {
    return new TracePlan(
        out, "eu-north-1a", devicesPerUnit, seed, telemetry(), interval(), false, true);
  }

  private FleetPlan.Telemetry telemetry() {
    return FleetPlan.Telemetry.valueOf(telemetry.toUpperCase(Locale.ROOT));
  }

  private Duration interval() {
    return Duration.ofMillis(Math.round(intervalS * 1_000));
  }
}
