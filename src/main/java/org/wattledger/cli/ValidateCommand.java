package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DaySample;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.Inspection;
import org.wattledger.pipeline.Inspection.Finding;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.SourceSample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything that a run of a day would need, before the night. */
@Command(
    name = "validate",
    description = "Checks configuration, reference tables and input files; writes nothing.")
final class ValidateCommand extends ConfiguredCommand {

  private record Result(
      String command,
      int exitCode,
      LocalDate day,
      List<Finding> findings,
      List<SourceSample> samples) {}

  @Option(names = "--date", paramLabel = "D", description = "UTC day; default: yesterday.")
  private LocalDate date;

  @Option(
      names = "--sample",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "20",
      description =
          "Also reads the first N records (20) of each source: how each column comes out, and what"
              + " would be refused. Needs no key for user ids; none is shown.")
  private Long sample;

  @Option(
      names = "--show-config",
      description = "Prints the effective values, redacted, each with its origin.")
  private boolean showConfig;

  ValidateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    if (showConfig) {
      console.resultText(options().show(surroundings().environment()));
      return ExitCode.OK;
    }
    if (sample != null && sample < 1) {
      throw new RunFailure(
          ExitCode.USAGE, "--sample %d looks at no record".formatted(sample), "give 1 or more");
    }
    WattledgerConfig config = options().read(surroundings().environment());
    LocalDate yesterday =
        LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC).minusDays(1);
    LocalDate day = date == null ? yesterday : date;
    DaySample sampled = sampled(config, day);
    List<Finding> findings = new ArrayList<>(Inspection.of(config, day));
    findings.addAll(sampled.failures());
    List<SourceSample> samples = redacted(sampled.sources());
    boolean isWarned = options().failsOnWarnings() && sampled.hasWarnings();
    ExitCode end =
        findings.stream()
            .map(Finding::exitCode)
            .filter(code -> code != ExitCode.OK)
            .reduce(ExitCode::worse)
            .orElse(isWarned ? ExitCode.WARNINGS : ExitCode.OK);
    if (options().isJson()) {
      console.resultAsJson(new Result("validate", end.number(), day, findings, samples));
    } else {
      findings.forEach(finding -> console.result(finding.line()));
      samples.forEach(each -> new SampleText(each).lines().forEach(console::result));
    }
    return end;
  }

  private DaySample sampled(WattledgerConfig config, LocalDate day) {
    if (sample == null) {
      return DaySample.none();
    }
    try (Engine engine = Engine.open()) {
      return engine.sample(config, day, sample);
    }
  }

  private List<SourceSample> redacted(List<SourceSample> samples) {
    return samples.isEmpty()
        ? samples
        : samples.stream()
            .map(each -> each.redacted(options().redaction(surroundings().environment())))
            .toList();
  }
}
