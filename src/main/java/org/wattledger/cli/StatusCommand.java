package org.wattledger.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.WarehouseStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is published and what is not as it should be; needs no engine. */
@Command(
    name = "status",
    description =
        "Published days, gaps, days of an older method or changed inputs, lock; reads only.",
    footer = "%nWith --fail-on warn it ends with 5 if something asks for attention.")
final class StatusCommand extends ConfiguredCommand {

  private static final int DAYS = 92;

  @Option(
      names = "--since",
      paramLabel = "D",
      description = "First UTC day to look at; default: three months ago.")
  private LocalDate since;

  @Option(
      names = "--files",
      description = "Also reads every published file: ends with 20 if one was altered.")
  private boolean files;

  private record Result(String command, int exitCode, WarehouseStatus status) {}

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    WattledgerConfig config = options().read(surroundings().environment());
    LocalDate today = LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC);
    WarehouseStatus status =
        WarehouseStatus.of(config, since == null ? today.minusDays(DAYS) : since, files);
    boolean isWarned = options().failsOnWarnings() && status.asksForAttention();
    ExitCode end =
        status.alteredFiles().isEmpty()
            ? isWarned ? ExitCode.WARNINGS : ExitCode.OK
            : ExitCode.DIFFERENT;
    if (options().isJson()) {
      console.resultAsJson(new Result("status", end.number(), status));
    } else {
      lines(status).forEach(console::result);
    }
    return end;
  }

  private static List<String> lines(WarehouseStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add("warehouse        " + status.warehouse());
    lines.add("published        " + count(status.days()));
    if (status.lastPublished() != null) {
      lines.add(
          "last             %s by run %s at %s"
              .formatted(
                  status.lastPublished().day(),
                  status.lastPublished().runId(),
                  status.lastPublished().at()));
    }
    lines.add("gaps             " + count(status.gaps()));
    lines.add("older method     " + count(status.olderMethod()));
    lines.add("older reference  " + count(status.olderReference()));
    lines.add("changed inputs   " + count(List.copyOf(status.changedInputs().keySet())));
    status.changedInputs().forEach((day, change) -> lines.add("  " + day + "  " + change));
    status.alteredFiles().forEach(file -> lines.add("altered          " + file));
    lines.add(
        "lock             "
            + status
                .holder()
                .map(
                    owner ->
                        "run %s (process %d on %s)"
                            .formatted(owner.runId(), owner.pid(), owner.host()))
                .orElse("free"));
    status.unfinished().forEach(sentence -> lines.add("unfinished       " + sentence));
    if (!status.leftovers().isEmpty()) {
      lines.add("unpublished      " + String.join(", ", status.leftovers()));
    }
    return lines;
  }

  /** Days as ranges. */
  static String count(List<LocalDate> days) {
    if (days.isEmpty()) {
      return "none";
    }
    List<String> ranges = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= days.size(); i++) {
      if (i == days.size() || !days.get(i).equals(days.get(i - 1).plusDays(1))) {
        ranges.add(
            first == i - 1
                ? days.get(first).toString()
                : days.get(first) + " to " + days.get(i - 1));
        first = i;
      }
    }
    return "%d %s: %s"
        .formatted(days.size(), days.size() == 1 ? "day" : "days", String.join(", ", ranges));
  }
}
