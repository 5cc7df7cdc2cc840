package org.wattledger.ingest;

import java.util.Map;
import org.wattledger.staging.TimeScale;

/**
 * What is odd about the times of a source.
 *
 * @param accepted its accepted records, repeats included
 * @param withoutEnd of these, requests that tell no end
 * @param misread records outside the window whose time would fit in another unit; only units that
 *     occur
 */
public record SourceTimes(
    String source, long accepted, long withoutEnd, Map<TimeScale, Long> misread) {

  /** Whether it has requests and tells the end of none. */
  public boolean isWithoutEnds() {
    return accepted > 0 && withoutEnd == accepted;
  }

  public long misreadRecords() {
    return misread.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What seems to be wrong with the most of them, and the remedy. */
  public String suspicion() {
    TimeScale most =
        misread.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(TimeScale.NONE);
    return source + ": " + most.suspicion();
  }
}
