package org.wattledger.pipeline;

import java.util.List;
import java.util.stream.Collectors;
import org.wattledger.ingest.SourceTimes;
import org.wattledger.quality.Check;

/** Whether the times of the logs are what their mappings say. */
final class TimeChecks {

  private TimeChecks() {}

  /** {@code endless}: models of whose requests no log tells an end. */
  static List<Check> of(List<SourceTimes> sources, List<String> endless) {
    return List.of(misread(sources), withoutEnds(sources, endless));
  }

  private static Check misread(List<SourceTimes> sources) {
    return Check.none(
        "records whose times fit the day only in another unit",
        sources.stream()
            .filter(source -> source.misreadRecords() > 0)
            .map(SourceTimes::suspicion)
            .collect(Collectors.joining("; ")),
        sources.stream().mapToLong(SourceTimes::misreadRecords).sum(),
        Check.Status.WARN);
  }

  /** Such requests are moments: without a duration they pay next to nothing. */
  private static Check withoutEnds(List<SourceTimes> sources, List<String> endless) {
    String silent =
        sources.stream()
            .filter(SourceTimes::isWithoutEnds)
            .map(SourceTimes::source)
            .collect(Collectors.joining(", "));
    return Check.none(
        "models of whose requests no log tells an end: each counts as a moment",
        endless.isEmpty()
            ? ""
            : DayChecks.named(endless)
                + (silent.isEmpty() ? "" : "; map ended_at in source " + silent),
        endless.size(),
        Check.Status.WARN);
  }
}
