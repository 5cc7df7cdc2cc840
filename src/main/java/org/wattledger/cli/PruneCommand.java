package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.WarehousePruning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retention: what is older than it may be goes. */
@Command(
    name = "prune",
    description = "Removes days that are older than they may be: tables, records, runs.")
final class PruneCommand extends ConfiguredCommand {

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "N",
      description = "Days that ended more than N days ago, UTC, go.")
  private int olderThan;

  @Option(names = "--dry-run", description = "Says what would go; removes nothing.")
  private boolean dryRun;

  private record Result(
      String command, int exitCode, boolean dryRun, WarehousePruning.Report removed) {}

  PruneCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    if (olderThan < 1) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--older-than %d would remove everything".formatted(olderThan),
          "give the number of days to keep, 1 or more");
    }
    WattledgerConfig config = options().read(surroundings().environment());
    LocalDate today = LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC);
    WarehousePruning.Report report =
        WarehousePruning.prune(
            config, today.minusDays(olderThan), "prune-" + surroundings().clock().millis(), dryRun);
    if (options().isJson()) {
      console.resultAsJson(new Result("prune", ExitCode.OK.number(), dryRun, report));
    } else {
      console.result(
          "%s %s; %d runs"
              .formatted(
                  dryRun ? "would go:" : "gone:",
                  StatusCommand.count(report.days()),
                  report.runs()));
    }
    return ExitCode.OK;
  }
}
