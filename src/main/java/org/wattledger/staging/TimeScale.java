package org.wattledger.staging;

import org.wattledger.sources.LongCells;

/**
 * How the time of a record outside the window becomes one of these days: not at all, or if its
 * epoch was counted in another unit than the mapping says.
 */
public enum TimeScale {
  /** In no unit of time is it one of these days. */
  NONE(Double.NaN, ""),

  /** Seconds read as milliseconds, and so on: a day of this century lies in January 1970. */
  THOUSAND_TIMES_TOO_SMALL(
      1e3,
      "times lie in January 1970: seconds read as milliseconds? Use epoch_s instead of epoch_ms,"
          + " epoch_ms instead of epoch_us, epoch_us instead of epoch_ns"),

  /** Seconds read as microseconds, or milliseconds as nanoseconds. */
  MILLION_TIMES_TOO_SMALL(
      1e6,
      "times lie in the first hour of 1970: seconds read as microseconds? Use epoch_s instead of"
          + " epoch_us, epoch_ms instead of epoch_ns"),

  /** Milliseconds read as seconds. A million times too large is beyond any timestamp. */
  THOUSAND_TIMES_TOO_LARGE(
      1e-3,
      "times lie tens of thousands of years ahead: milliseconds read as seconds? Use epoch_ms"
          + " instead of epoch_s, epoch_us instead of epoch_ms, epoch_ns instead of epoch_us");

  private static final long DAY_US = 86_400_000_000L;
  private static final TimeScale[] ALL = values();

  private final double factor;
  private final String suspicion;

  TimeScale(double factor, String suspicion) {
    this.factor = factor;
    this.suspicion = suspicion;
  }

  /** What seems to be wrong, and the remedy. */
  public String suspicion() {
    return suspicion;
  }

  /**
   * Of a time outside a day; a day more on either side is near enough.
   *
   * @param fromUs start of the day, {@code toUs} its end
   */
  static TimeScale of(long timeUs, long fromUs, long toUs) {
    if (timeUs == LongCells.ABSENT) {
      return NONE;
    }
    double from = (double) fromUs - DAY_US;
    double to = (double) toUs + DAY_US;
    for (TimeScale scale : ALL) {
      double meantUs = timeUs * scale.factor;
      if (meantUs >= from && meantUs < to) {
        return scale;
      }
    }
    return NONE;
  }
}
