package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.SourceCount;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.quality.Check;

/** A day held against the last published one: a jump is more often a fault than a success. */
final class DailyChange {

  /** A day that lies further back is no measure. */
  private static final int MOST_DAYS = 7;

  private final QualityConfig bounds;
  private final Optional<RunManifest> before;

  private DailyChange(QualityConfig bounds, Optional<RunManifest> before) {
    this.bounds = bounds;
    this.before = before;
  }

  /** Reads the manifest of the run that published the last day before. */
  static DailyChange since(Path warehouse, LocalDate day, QualityConfig bounds) {
    try {
      return new DailyChange(
          bounds,
          PublishedDay.days(new PosixStorage(warehouse)).stream()
              .filter(each -> each.isBefore(day) && !each.isBefore(day.minusDays(MOST_DAYS)))
              .max(LocalDate::compareTo)
              .flatMap(last -> PublishedDay.read(warehouse, last))
              .flatMap(last -> RunManifest.read(warehouse, last.runId())));
    } catch (IOException e) {
      // What cannot be read now fails the publication for a better reason.
      return new DailyChange(bounds, Optional.empty());
    }
  }

  /** None if there is no day to compare with. */
  List<Check> checks(long measuredMj, List<SourceCount> counts) {
    if (before.isEmpty() || before.get().reconciliation() == null) {
      return List.of();
    }
    RunManifest last = before.get();
    String subject = "the day, against " + last.day();
    return List.of(
        check("measured energy", subject, last.reconciliation().measuredMj(), measuredMj),
        check("requests", subject, requests(last.counts()), requests(counts)));
  }

  private Check check(String what, String subject, long then, long now) {
    double times =
        then == now ? 1 : (double) Math.max(then, now) / Math.max(1, Math.min(then, now));
    return Check.atMost(
            "how many times more or less " + what,
            subject,
            bounds.maxDailyChange(),
            times,
            Gates.status(bounds.gates().dailyChange()))
        .explained(
            "%d then, %d now".formatted(then, now),
            "look for missing or doubled inputs; raise quality.max-daily-change if it is meant");
  }

  private static long requests(List<SourceCount> counts) {
    return counts.stream()
        .filter(count -> count.kind() == SourceKind.REQUESTS)
        .mapToLong(SourceCount::accepted)
        .sum();
  }
}
