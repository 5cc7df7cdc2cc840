package org.wattledger.config;

import java.time.Duration;

/**
 * From when on a night's result is not good enough to publish.
 *
 * @param maxRejectedRatio greatest share of rows that may be refused, per source and day, 0 to 1
 * @param maxUnattributedRatio greatest share of measured energy without a known model, 0 to 1
 * @param requireCompleteDay refuse a day whose telemetry has not reached its end
 * @param maxTelemetryLag how long before the end of the day the last sample may lie
 * @param schemaDrift whether a source that lost or changed what its mapping reads stops the day
 */
public record QualityConfig(
    double maxRejectedRatio,
    double maxUnattributedRatio,
    boolean requireCompleteDay,
    Duration maxTelemetryLag,
    SchemaDrift schemaDrift) {

  /** What becomes of a day on which a source lost or changed a column that the mapping needs. */
  public enum SchemaDrift {
    STOP,
    WARN
  }

  public QualityConfig {
    requireRatio(maxRejectedRatio);
    requireRatio(maxUnattributedRatio);
    requireLag(maxTelemetryLag);
  }

  static void requireRatio(double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("must lie between 0 and 1; 5 % is written 0.05");
    }
  }

  static void requireLag(Duration lag) {
    if (lag.isNegative() || lag.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("must lie between 0 s and 24 h");
    }
  }
}
