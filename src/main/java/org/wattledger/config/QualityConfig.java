package org.wattledger.config;

import java.time.Duration;

/**
 * From when on a night's result is not good enough to publish.
 *
 * @param maxRejectedRatio greatest share of rows that may be refused, per source and day, 0 to 1
 * @param maxUnattributedRatio greatest share of measured energy without a known model, 0 to 1
 * @param minCoverageRatio least share of the day that the samples of the accelerators cover, 0 to 1
 * @param maxDailyChange how many times more, or less, than on the last published day energy and
 *     requests may be, at least 1
 * @param requireCompleteDay refuse a day whose telemetry has not reached its end
 * @param maxTelemetryLag how long before the end of the day the last sample may lie
 * @param schemaDrift whether a source that lost or changed what its mapping reads stops the day
 * @param gates whether a day beyond one of the bounds is stopped
 */
public record QualityConfig(
    double maxRejectedRatio,
    double maxUnattributedRatio,
    double minCoverageRatio,
    double maxDailyChange,
    boolean requireCompleteDay,
    Duration maxTelemetryLag,
    Gate schemaDrift,
    Gates gates) {

  /** What becomes of a day that does not pass. */
  public enum Gate {
    STOP,
    WARN
  }

  /** One for each bound that is a matter of judgement; that the books balance is none. */
  public record Gates(Gate rejected, Gate unattributed, Gate coverage, Gate dailyChange) {}

  public QualityConfig {
    requireRatio(maxRejectedRatio);
    requireRatio(maxUnattributedRatio);
    requireRatio(minCoverageRatio);
    requireFactor(maxDailyChange);
    requireLag(maxTelemetryLag);
  }

  static void requireRatio(double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("must lie between 0 and 1; 5 % is written 0.05");
    }
  }

  static void requireFactor(double factor) {
    if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("must be a number from 1 on; 5 is five times as much");
    }
  }

  static void requireLag(Duration lag) {
    if (lag.isNegative() || lag.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("must lie between 0 s and 24 h");
    }
  }
}
