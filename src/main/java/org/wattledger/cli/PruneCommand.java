package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ErasedKeys;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.UserErasure;
import org.wattledger.pipeline.WarehousePruning;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retention and erasure: what is older than it may be goes, and what says whose a request was. */
@Command(
    name = "prune",
    description = {
      "Removes days that are older than they may be (tables, records, runs), or takes user keys out",
      "of the days that stay."
    },
    footer = {
      "%nErasing leaves requests and all sums as they are; user_key becomes null. It cannot reach",
      "the logs that the warehouse was made from: a day that is run again from logs that still name",
      "a user gets the key again. Erase there first."
    })
final class PruneCommand extends ConfiguredCommand {

  /** One of them. */
  private static final class What {
    @Option(
        names = "--older-than",
        paramLabel = "N",
        description = "Days that ended more than N days ago, UTC, go.")
    private Integer olderThan;

    @Option(
        names = "--user-key",
        paramLabel = "KEY",
        description = "This user key goes, as request_footprint shows it.")
    private String userKey;

    @Option(
        names = "--user-from-stdin",
        description =
            "The key of this user goes: the raw id is one line of standard input, so that no"
                + " history and no list of processes shows it. Needs the HMAC key in use.")
    private boolean userFromStdin;

    @Option(
        names = "--user-key-id",
        paramLabel = "ID",
        description =
            "All user keys made under this HMAC key go, for instance of one that was replaced:"
                + " a former privacy.user-key-id, or (none).")
    private String userKeyId;
  }

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(names = "--dry-run", description = "Says what would go; removes nothing.")
  private boolean dryRun;

  private record Pruned(
      String command, int exitCode, boolean dryRun, WarehousePruning.Report removed) {}

  private record Erased(String command, int exitCode, boolean dryRun, UserErasure.Report erased) {}

  PruneCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    return what.olderThan == null ? erase(console) : prune(console);
  }

  private ExitCode prune(Console console) {
    if (what.olderThan < 1) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--older-than %d would remove everything".formatted(what.olderThan),
          "give the number of days to keep, 1 or more");
    }
    WattledgerConfig config = options().read(surroundings().environment());
    LocalDate today = LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC);
    WarehousePruning.Report report =
        WarehousePruning.prune(
            config,
            today.minusDays(what.olderThan),
            "prune-" + surroundings().clock().millis(),
            dryRun);
    if (options().isJson()) {
      console.resultAsJson(new Pruned("prune", ExitCode.OK.number(), dryRun, report));
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

  private ExitCode erase(Console console) {
    WattledgerConfig config = options().read(surroundings().environment());
    ErasedKeys keys = keys(config.privacy());
    UserErasure.Report report;
    try (Engine engine = Engine.open(config)) {
      report = engine.erasure(config, keys, surroundings().clock().instant()).erase(dryRun);
    }
    if (options().isJson()) {
      console.resultAsJson(new Erased("prune", ExitCode.OK.number(), dryRun, report));
    } else {
      console.result(
          "%s the user keys of %d rows; %s"
              .formatted(
                  dryRun ? "would go:" : "gone:",
                  report.rows(),
                  StatusCommand.count(report.days())));
    }
    return ExitCode.OK;
  }

  private ErasedKeys keys(PrivacyConfig privacy) {
    if (what.userKey != null) {
      return ErasedKeys.ofKey(what.userKey);
    }
    return what.userKeyId != null
        ? ErasedKeys.ofKeyId(what.userKeyId)
        : ErasedKeys.ofUser(surroundings().inputLine(), privacy);
  }
}
