package org.wattledger.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattledger.attribution.MeterClock;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.quality.Check;
import org.wattledger.quality.Check.Status;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;

/**
 * What the data say of clocks that are wrong. It is told and never corrected: that is what {@code
 * offset} is for, and only who runs the machines knows which of two clocks is right.
 */
final class ClockChecks {

  /** Clocks of file servers are off as well. */
  private static final long TOLERANCE_MS = 10_000;

  /** More is no clock: files that were dated back, or records of times to come. */
  private static final long MOST_MS = Duration.ofDays(1).toMillis();

  private static final int MOST_CLOCKS = 5;

  private ClockChecks() {}

  /** A record cannot be newer than the last write to its file. One for each source with times. */
  static List<Check> againstFiles(Map<SourceConfig, InputFiles> inputs, List<ColumnCounts> counts) {
    List<Check> checks = new ArrayList<>();
    inputs.forEach(
        (source, files) ->
            counts.stream()
                .filter(count -> count.kind() == source.kind())
                .filter(count -> count.source().equals(source.name()))
                .filter(ColumnCounts::hasPastTimes)
                .forEach(count -> checks.add(againstFiles(source, files, count))));
    return checks;
  }

  private static Check againstFiles(SourceConfig source, InputFiles files, ColumnCounts counts) {
    long worstMs = 0;
    String worstFile = "";
    for (InputFile file : files.files()) {
      long ms = aheadMs(file, counts);
      if (ms > worstMs && ms <= MOST_MS) {
        worstMs = ms;
        worstFile = file.name();
      }
    }
    Check check =
        Check.atMost(
            "records newer than their file, ms",
            source.name(),
            TOLERANCE_MS,
            worstMs > TOLERANCE_MS ? worstMs : 0,
            Status.WARN);
    return check.status() == Status.OK
        ? check
        : check.explained(
            "in %s; the clock of its writer is ahead by at least that: offset = %d ms in source %s"
                .formatted(
                    ShownText.of(worstFile), worstMs + source.offset().toMillis(), source.name()),
            "");
  }

  private static long aheadMs(InputFile file, ColumnCounts counts) {
    long newestUs = counts.newestUs(file.name());
    return newestUs == Long.MIN_VALUE
        ? 0
        : ChronoUnit.MILLIS.between(
            file.modifiedAt(), Instant.EPOCH.plus(newestUs, ChronoUnit.MICROS));
  }

  /**
   * How many hosts or pools there are whose meters and requests tell different times, and the first
   * few.
   */
  static List<Check> againstMeters(WattledgerConfig config, List<MeterClock> clocks) {
    List<Check> checks = new ArrayList<>();
    LongSummaryStatistics ms = clocks.stream().mapToLong(MeterClock::shiftMs).summaryStatistics();
    checks.add(
        Check.none(
                "hosts or pools whose meters and requests tell different times",
                "energy_balance",
                clocks.size(),
                Status.WARN)
            .explained(
                clocks.isEmpty()
                    ? ""
                    : "meters ahead by %d to %d ms".formatted(ms.getMin(), ms.getMax()),
                ""));
    clocks.stream()
        .sorted(Comparator.comparing(MeterClock::siteId).thenComparing(MeterClock::name))
        .limit(MOST_CLOCKS)
        .forEach(clock -> checks.add(againstMeters(config, clock)));
    return checks;
  }

  private static Check againstMeters(WattledgerConfig config, MeterClock clock) {
    return new Check(
            "clock of meters ahead of requests, ms",
            clock.siteId() + (clock.isNode() ? "/host " : "/pool ") + clock.name(),
            0,
            clock.shiftMs(),
            Status.WARN)
        .explained(
            ("in %d of %d parts of the day that tell; if the meters are wrong: %s; if the requests"
                    + " are: %s; hosts that differ from others of their source need one of their own")
                .formatted(
                    clock.agreeing(),
                    clock.telling(),
                    offsets(config.telemetry(), clock.shiftMs()),
                    offsets(config.requests(), -clock.shiftMs())),
            "");
  }

  private static String offsets(List<SourceConfig> sources, long aheadMs) {
    return sources.stream()
        .map(
            source ->
                "offset = %d ms in source %s"
                    .formatted(source.offset().toMillis() + aheadMs, source.name()))
        .collect(Collectors.joining(" or "));
  }
}
