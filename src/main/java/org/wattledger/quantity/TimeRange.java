package org.wattledger.quantity;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** A half-open range of time [start, end) in microseconds since the epoch, UTC; never empty. */
public record TimeRange(long startUs, long endUs) {

  public static final long MICROSECONDS_PER_SECOND = 1_000_000L;
  public static final long SECONDS_PER_HOUR = 3_600L;
  public static final long MICROSECONDS_PER_HOUR = SECONDS_PER_HOUR * MICROSECONDS_PER_SECOND;

  public TimeRange {
    if (startUs >= endUs) {
      throw new IllegalArgumentException(
          "Time range is empty or reversed: "
              + startUs
              + " to "
              + endUs
              + " us; the end must be after the start");
    }
  }

  /** The UTC day. */
  public static TimeRange ofDay(LocalDate day) {
    return new TimeRange(startOfDayUs(day), startOfDayUs(day.plusDays(1)));
  }

  public long durationUs() {
    return Math.subtractExact(endUs, startUs);
  }

  public boolean contains(long us) {
    return startUs <= us && us < endUs;
  }

  public boolean contains(TimeRange other) {
    return startUs <= other.startUs && other.endUs <= endUs;
  }

  /** The part that lies in both; empty if they do not overlap. Ranges that touch do not. */
  public Optional<TimeRange> overlap(TimeRange other) {
    long from = Math.max(startUs, other.startUs);
    long to = Math.min(endUs, other.endUs);
    return from < to ? Optional.of(new TimeRange(from, to)) : Optional.empty();
  }

  /** Microseconds that lie in both; 0 if they do not overlap. */
  public long overlapUs(TimeRange other) {
    return overlapUs(startUs, endUs, other.startUs, other.endUs);
  }

  /** The same over bare numbers, for hot loops. */
  public static long overlapUs(long startUs, long endUs, long otherStartUs, long otherEndUs) {
    return Math.max(0, Math.min(endUs, otherEndUs) - Math.max(startUs, otherStartUs));
  }

  private static long startOfDayUs(LocalDate day) {
    return Math.multiplyExact(
        day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(), MICROSECONDS_PER_SECOND);
  }
}
