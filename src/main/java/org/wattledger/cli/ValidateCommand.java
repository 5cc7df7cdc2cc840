package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.Inspection;
import org.wattledger.pipeline.Inspection.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything that a run of a day would need, before the night. */
@Command(
    name = "validate",
    description = "Checks configuration, reference tables and input files; writes nothing.")
final class ValidateCommand extends ConfiguredCommand {

  private record Result(String command, int exitCode, LocalDate day, List<Finding> findings) {}

  @Option(names = "--date", paramLabel = "D", description = "UTC day; default: yesterday.")
  private LocalDate date;

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
      console.result(options().show(surroundings().environment()));
      return ExitCode.OK;
    }
    WattledgerConfig config = options().read(surroundings().environment());
    LocalDate yesterday =
        LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC).minusDays(1);
    LocalDate day = date == null ? yesterday : date;
    List<Finding> findings = Inspection.of(config, day);
    ExitCode end = findings.stream().map(Finding::exitCode).reduce(ExitCode.OK, ExitCode::worse);
    if (options().isJson()) {
      console.resultAsJson(new Result("validate", end.number(), day, findings));
    } else {
      findings.forEach(finding -> console.result(finding.line()));
    }
    return end;
  }
}
