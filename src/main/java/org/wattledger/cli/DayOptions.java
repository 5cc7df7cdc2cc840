package org.wattledger.cli;

import java.time.LocalDate;
import java.util.List;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Option;

/** Which days a command is about. */
final class DayOptions {

  @Option(names = "--date", paramLabel = "D", description = "One UTC day; default: yesterday.")
  private LocalDate date;

  @Option(names = "--from", paramLabel = "D", description = "First of several days.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Last of several days, inclusive.")
  private LocalDate to;

  DayOptions() {}

  DayOptions(LocalDate date, LocalDate from, LocalDate to) {
    this.date = date;
    this.from = from;
    this.to = to;
  }

  /** The chosen days in order. */
  List<LocalDate> days(LocalDate today) {
    if (date != null && (from != null || to != null)) {
      throw usage("--date %s and --from/--to were given together".formatted(date));
    }
    if (from == null && to == null) {
      return List.of(date == null ? today.minusDays(1) : date);
    }
    if (from == null || to == null) {
      throw usage(
          from == null
              ? "--to %s has no --from".formatted(to)
              : "--from %s has no --to".formatted(from));
    }
    if (to.isBefore(from)) {
      throw usage("--from %s is after --to %s".formatted(from, to));
    }
    return from.datesUntil(to.plusDays(1)).toList();
  }

  private static RunFailure usage(String message) {
    return new RunFailure(ExitCode.USAGE, message, "give --date D, or both --from D and --to D");
  }
}
