package org.wattledger.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DayPlan;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.Reconciliation;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.pipeline.RunRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Days one after the other; the first that fails ends the command. */
@Command(
    name = "run",
    description = "Ingests, attributes, writes and publishes one or more UTC days.",
    footer = "%nThe last line is the balance: what was measured, and to what it was booked.")
final class RunCommand extends ConfiguredCommand {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Mixin private DayOptions days;

  @Option(names = "--dry-run", description = "Says what would be done; writes nothing.")
  private boolean dryRun;

  @Option(names = "--no-publish", description = "Stops after the audit; keeps the staged files.")
  private boolean noPublish;

  @Option(names = "--force", description = "Repeats days whose inputs have not changed.")
  private boolean force;

  @Option(
      names = "--lookback",
      paramLabel = "N",
      defaultValue = "0",
      description = "Also repeats those of the N days before whose inputs have changed.")
  private int lookback;

  @Option(
      names = "--heal",
      description = "Also runs the days since the first published one that are missing.")
  private boolean heal;

  /** One day in the JSON result; parts that do not apply are null. */
  private record DayResult(
      LocalDate day,
      String runId,
      int exitCode,
      Reconciliation reconciliation,
      List<String> warnings,
      String summary,
      Failure error) {

    /** Whether the request made the day's values, instead of finding them made. */
    boolean isOf(RunRequest request) {
      return summary != null && Path.of(summary).getParent().endsWith(request.runId());
    }
  }

  private record Result(String command, int exitCode, List<DayResult> days) {}

  RunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    List<LocalDate> chosen = days.days(LocalDate.ofInstant(now(), ZoneOffset.UTC));
    WattledgerConfig config = options().readWithSources(surroundings().environment());
    DayPlan plan = DayPlan.of(config, chosen, lookback, heal);
    plan.sentence().ifPresent(console::progress);
    List<DayResult> results = new ArrayList<>();
    ExitCode worst = ExitCode.OK;
    try (Engine engine = Engine.open(config)) {
      NightlyPipeline pipeline = engine.nightly(config);
      boolean isRestated = false;
      for (DayPlan.Planned day : plan.days()) {
        // What a model used over its lifetime counts the days before: those after a new one too.
        RunRequest request = request(day.day(), force || isRestated);
        ExitCode ended = runDay(console, engine, pipeline, day, request, results);
        isRestated |= results.get(results.size() - 1).isOf(request);
        worst = worst.worse(ended);
        if (!goesOn(day, ended)) {
          break;
        }
      }
    }
    if (options().isJson()) {
      console.resultAsJson(new Result("run", worst.number(), results));
    }
    return worst;
  }

  /** A day beside those asked for that fails its checks stays as it is, and holds up no other. */
  static boolean goesOn(DayPlan.Planned day, ExitCode ended) {
    return ended == ExitCode.OK
        || ended == ExitCode.WARNINGS
        || day.mayLackInputs() && ended == ExitCode.QUALITY;
  }

  private RunRequest request(LocalDate day, boolean forced) {
    Instant startedAt = now();
    String runId =
        "%s-%s-%s"
            .formatted(STAMP.format(startedAt), day, UUID.randomUUID().toString().substring(0, 8));
    return new RunRequest(day, forced, !noPublish, dryRun, startedAt, runId);
  }

  private ExitCode runDay(
      Console console,
      Engine engine,
      NightlyPipeline pipeline,
      DayPlan.Planned day,
      RunRequest request,
      List<DayResult> results) {
    console.progress("run " + request.day() + " (" + request.runId() + ")");
    try {
      RunOutcome outcome = watched(console, engine, pipeline, request);
      ExitCode ended = endOf(outcome);
      show(console, request, outcome);
      results.add(result(request, outcome, ended));
      return ended;
    } catch (Exception e) { // Spark, being Scala, throws checked exceptions undeclared.
      Failure failure = Failure.of(e);
      if (day.mayLackInputs() && failure.exitCode() == ExitCode.INPUT) {
        String warning =
            "%s (%s) is left as it is: %s".formatted(day.day(), day.why(), failure.message());
        console.warning(warning);
        ExitCode ended = options().failsOnWarnings() ? ExitCode.WARNINGS : ExitCode.OK;
        results.add(
            new DayResult(
                day.day(), request.runId(), ended.number(), null, List.of(warning), null, null));
        return ended;
      }
      console.error(request.day() + ": " + failure.text());
      console.stackTrace(e);
      int exitCode = failure.exitCode().number();
      results.add(
          new DayResult(request.day(), request.runId(), exitCode, null, List.of(), null, failure));
      return failure.exitCode();
    }
  }

  private RunOutcome watched(
      Console console, Engine engine, NightlyPipeline pipeline, RunRequest request) {
    if (options().isQuiet() || request.dryRun()) {
      return pipeline.run(request);
    }
    try (ProgressBar bar =
        new ProgressBar(
            surroundings(),
            console,
            "run " + request.day(),
            pipeline.lastTimingsMs(),
            engine::tasks)) {
      return pipeline.telling(bar).run(request);
    }
  }

  private ExitCode endOf(RunOutcome outcome) {
    boolean warned = options().failsOnWarnings() && !outcome.warnings().isEmpty();
    return warned ? outcome.exitCode().worse(ExitCode.WARNINGS) : outcome.exitCode();
  }

  private void show(Console console, RunRequest request, RunOutcome outcome) {
    if (request.dryRun()) {
      if (!options().isJson()) {
        outcome.warnings().forEach(console::result);
      }
      return;
    }
    outcome.warnings().forEach(console::warning);
    outcome.summary().ifPresent(file -> console.progress("summary: " + file));
    if (!options().isJson()) {
      outcome.reconciliation().map(Reconciliation::line).ifPresent(console::result);
    }
  }

  private static DayResult result(RunRequest request, RunOutcome outcome, ExitCode ended) {
    return new DayResult(
        request.day(),
        request.runId(),
        ended.number(),
        outcome.reconciliation().orElse(null),
        outcome.warnings(),
        outcome.summary().map(Object::toString).orElse(null),
        null);
  }

  private Instant now() {
    return surroundings().clock().instant();
  }
}
