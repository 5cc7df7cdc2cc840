package org.wattledger.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DayOverview;
import org.wattledger.pipeline.DayOverview.Consumer;
import org.wattledger.pipeline.EnergyScale;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedReport;
import org.wattledger.pipeline.Reconciliation;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.pipeline.RunRequest;
import org.wattledger.pipeline.Warehouse;
import picocli.CommandLine.Command;

/**
 * The shipped sample day, from log files to a table on the screen. A second demo finds the day
 * published and only shows it.
 *
 * <p>Works from any directory: the sample configuration builds its paths from WATTLEDGER_HOME,
 * which this command sets to the project for the configuration it reads, and for nothing else.
 */
@Command(name = "demo", description = "Runs the shipped sample day and shows what came out.")
final class DemoCommand extends ConfiguredCommand {

  private static final LocalDate SAMPLE_DAY = LocalDate.of(2026, 11, 21);
  private static final int SHOWN = 6;

  private record Line(String name, long energyMj, long requests, Double locationEmissionsGco2e) {}

  private record Result(
      String command,
      int exitCode,
      LocalDate day,
      Reconciliation reconciliation,
      List<Line> models,
      List<Line> teams,
      String warehouse,
      String report) {}

  DemoCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    WattledgerConfig config = sampleConfig();
    console.progress("demo: " + SAMPLE_DAY + " into " + config.warehouse());
    try (Engine engine = Engine.open(config)) {
      RunOutcome outcome = engine.nightly(config).run(request());
      outcome.warnings().forEach(console::warning);
      DayOverview overview = engine.overview(config);
      List<Consumer> models = overview.topModels(SAMPLE_DAY, SHOWN);
      List<Consumer> teams = overview.topTeams(SAMPLE_DAY, SHOWN);
      Path report = report(engine, config);
      if (options().isJson()) {
        console.resultAsJson(result(outcome, config, models, teams, report));
      } else {
        show(console, "model", models);
        show(console, "team", teams);
        showFiles(console, Warehouse.directory(config.warehouse()), outcome);
        console.result("open in a browser:");
        console.result("  " + report.toAbsolutePath().normalize());
        console.result("");
        outcome.reconciliation().map(Reconciliation::line).ifPresent(console::result);
      }
      return outcome.exitCode();
    }
  }

  private WattledgerConfig sampleConfig() {
    Path home = surroundings().home();
    Path sample = home.resolve("conf").resolve("sample.conf");
    if (!Files.isRegularFile(sample)) {
      throw new RunFailure(
          ExitCode.USAGE,
          "The sample configuration is not at " + sample,
          "start scripts/wattledger, or set WATTLEDGER_HOME to the project");
    }
    Map<String, String> environment = new HashMap<>(surroundings().environment());
    environment.put("WATTLEDGER_HOME", home.toString());
    return options().readOr(sample, environment);
  }

  private RunRequest request() {
    Instant startedAt = surroundings().clock().instant();
    return new RunRequest(
        SAMPLE_DAY, false, true, false, startedAt, "demo-" + startedAt.toEpochMilli());
  }

  private Path report(Engine engine, WattledgerConfig config) {
    return engine
        .report(
            config,
            new PublishedReport.Request(
                SAMPLE_DAY, SAMPLE_DAY, ZoneId.of("UTC"), false, surroundings().clock().instant()))
        .file();
  }

  private static Result result(
      RunOutcome outcome,
      WattledgerConfig config,
      List<Consumer> models,
      List<Consumer> teams,
      Path report) {
    return new Result(
        "demo",
        outcome.exitCode().number(),
        SAMPLE_DAY,
        outcome.reconciliation().orElse(null),
        models.stream().map(DemoCommand::line).toList(),
        teams.stream().map(DemoCommand::line).toList(),
        config.warehouse(),
        report.toString());
  }

  private static Line line(Consumer consumer) {
    Double emissionsG =
        consumer.locationEmissionsG().isPresent()
            ? consumer.locationEmissionsG().getAsDouble()
            : null;
    return new Line(consumer.name(), consumer.energyMj(), consumer.requests(), emissionsG);
  }

  private static void show(Console console, String what, List<Consumer> consumers) {
    console.result("%-28s %14s %10s %12s".formatted(what, "energy", "requests", "gCO2e"));
    for (Consumer consumer : consumers) {
      EnergyScale scale = EnergyScale.suiting(consumer.energyMj());
      console.result(
          "%-28s %14s %10d %12s"
              .formatted(
                  consumer.name(),
                  scale.amount(consumer.energyMj()) + " " + scale.symbol(),
                  consumer.requests(),
                  grams(consumer)));
    }
    console.result("");
  }

  private static String grams(Consumer consumer) {
    return consumer.locationEmissionsG().isPresent()
        ? String.format(Locale.ROOT, "%.1f", consumer.locationEmissionsG().getAsDouble())
        : "unknown";
  }

  private static void showFiles(Console console, Path warehouse, RunOutcome outcome) {
    console.result("open with any Parquet reader:");
    for (String table : List.of("model_daily", "team_daily", "request_footprint")) {
      console.result("  " + warehouse.resolve(table).resolve("dt=" + SAMPLE_DAY));
    }
    outcome.summary().ifPresent(summary -> console.result("  " + summary));
    console.result("");
  }
}
