package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedScenarios;
import org.wattledger.pipeline.PublishedScenarios.Line;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What published days would have emitted under other circumstances. */
@Command(
    name = "scenario",
    description = "Other mix, region, hours or hardware on published days; writes nothing.",
    footer = "%nUnder -v also per model. A + marks a sum that leaves out what is unknown.")
final class ScenarioCommand extends ConfiguredCommand {

  @Mixin private DayOptions days;

  @Mixin private ScenarioOptions scenarios;

  private record Result(String command, int exitCode, List<Line> rows) {}

  ScenarioCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    List<LocalDate> chosenDays =
        days.days(LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC));
    WattledgerConfig config = options().read(surroundings().environment());
    List<ScenarioConfig> chosen = scenarios.chosen(config.scenarios());
    PublishedScenarios published = PublishedScenarios.of(config.withScenarios(chosen));
    List<String> warnings = warnings(published, chosenDays);
    warnings.forEach(console::warning);
    List<Line> lines = new ArrayList<>();
    try (Engine engine = Engine.open()) {
      chosenDays.forEach(day -> lines.addAll(published.lines(engine, day)));
    }
    boolean isFailed = options().failsOnWarnings() && !warnings.isEmpty();
    ExitCode end = isFailed ? ExitCode.WARNINGS : ExitCode.OK;
    if (options().isJson()) {
      console.resultAsJson(new Result("scenario", end.number(), lines));
    } else {
      show(console, lines);
    }
    return end;
  }

  /** What somebody asked for by name must exist; of the rest one is warned. */
  private List<String> warnings(PublishedScenarios published, List<LocalDate> chosenDays) {
    Set<String> warnings = new LinkedHashSet<>();
    for (LocalDate day : chosenDays) {
      List<String> problems = published.problems(day);
      if (scenarios.isChosen() && !problems.isEmpty()) {
        throw new RunFailure(
            ExitCode.USAGE,
            String.join(System.lineSeparator() + "  ", problems),
            "correct the option, or add the row to the reference table");
      }
      warnings.addAll(problems);
      warnings.addAll(published.warnings(day));
    }
    return List.copyOf(warnings);
  }

  private void show(Console console, List<Line> lines) {
    Map<String, List<Line>> byScenario = new LinkedHashMap<>();
    lines.forEach(
        line -> byScenario.computeIfAbsent(line.scenarioId(), id -> new ArrayList<>()).add(line));
    console.result(ScenarioTotals.HEADING);
    byScenario.values().stream()
        .findFirst()
        .ifPresent(first -> console.result(new ScenarioTotals(first).baseline("(as published)")));
    byScenario.forEach(
        (scenario, ofScenario) -> {
          console.result(new ScenarioTotals(ofScenario).text(scenario));
          if (options().isVerbose()) {
            byModel(ofScenario)
                .forEach(
                    (model, ofModel) ->
                        console.result(new ScenarioTotals(ofModel).text("  " + model)));
          }
        });
  }

  private static Map<String, List<Line>> byModel(List<Line> lines) {
    Map<String, List<Line>> byModel = new TreeMap<>();
    lines.forEach(
        line -> byModel.computeIfAbsent(line.modelId(), id -> new ArrayList<>()).add(line));
    return byModel;
  }
}
