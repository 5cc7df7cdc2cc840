package org.wattledger.staging;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The UTC day that is processed.
 *
 * @param lookaround how far before and after the day meters and placements are kept
 */
public record StagingWindow(LocalDate day, Duration lookaround) {

  /** First instant of the day. */
  public Instant start() {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** First instant of the next day. */
  public Instant end() {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant lookBack() {
    return start().minus(lookaround);
  }

  Instant lookAhead() {
    return end().plus(lookaround);
  }
}
