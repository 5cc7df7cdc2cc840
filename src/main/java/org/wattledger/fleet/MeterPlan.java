package org.wattledger.fleet;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How devices are read. */
record MeterPlan(
    FleetPlan.Telemetry telemetry,
    Duration samplingInterval,
    boolean parquet,
    boolean dirty,
    long seed,
    int partitions)
    implements Serializable {

  private static final int UNITS_PER_PARTITION = 16;

  MeterPlan {
    FleetPlan.requireSampling(samplingInterval);
  }

  long intervalUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(samplingInterval));
  }

  int partitionsFor(int units) {
    return partitions > 0 ? partitions : (units + UNITS_PER_PARTITION - 1) / UNITS_PER_PARTITION;
  }
}
