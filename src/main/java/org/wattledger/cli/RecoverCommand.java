package org.wattledger.cli;

import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.WarehouseRecovery;
import org.wattledger.publication.Recovery.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends what an interrupted run began; safe to repeat, and needs no engine. */
@Command(
    name = "recover",
    description = "Rolls an interrupted publication forward or back, and says what it found.")
final class RecoverCommand extends ConfiguredCommand {

  @Option(names = "--dry-run", description = "Says what would be done; changes nothing.")
  private boolean dryRun;

  private record Result(String command, int exitCode, boolean dryRun, Report report) {}

  RecoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    WattledgerConfig config = options().read(surroundings().environment());
    String runId = "recover-" + surroundings().clock().millis();
    Report report = WarehouseRecovery.recover(config, runId, dryRun);
    if (options().isJson()) {
      console.resultAsJson(new Result("recover", ExitCode.OK.number(), dryRun, report));
    } else {
      report.sentences().forEach(console::result);
      console.result(end(report));
      if (!report.leftovers().isEmpty()) {
        console.result(
            "never committed, removed by the next publication: "
                + String.join(", ", report.leftovers()));
      }
    }
    return ExitCode.OK;
  }

  private String end(Report report) {
    String verb = dryRun ? "would be " : "was ";
    return switch (report.way()) {
      case NOTHING_TO_DO ->
          "nothing to recover: commit %d is shown whole".formatted(report.commit());
      case FORWARD ->
          "%s %srolled forward: it shows run %s"
              .formatted(report.day().day(), verb, report.day().runId());
      case BACK ->
          "%s %srolled back to what it showed before run %s"
              .formatted(report.day().day(), verb, report.day().runId());
      case NEITHER -> "%s can be rolled neither forward nor back".formatted(report.day().day());
    };
  }
}
