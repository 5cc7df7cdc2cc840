package org.wattledger.fleet;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What meters to make for a recorded trace.
 *
 * @param out folder that receives them; must not hold an earlier fleet
 * @param siteId site of units whose requests name none
 * @param devicesPerUnit devices of each replica; 0: by the size of its model
 * @param parquet whether samples are written as Parquet; else gzipped CSV
 * @param wholeDays meters run over the whole UTC days of the trace and a quarter of an hour beyond
 *     (a day is complete only when its meters reach its end); else only over its whole hours
 */
public record TracePlan(
    Path out,
    String siteId,
    int devicesPerUnit,
    long seed,
    FleetPlan.Telemetry telemetry,
    Duration samplingInterval,
    boolean parquet,
    boolean wholeDays) {

  private static final int DEVICES_IN_A_NODE = 8;

  public TracePlan {
    FleetPlan.requireSampling(samplingInterval);
    if (devicesPerUnit < 0 || devicesPerUnit > DEVICES_IN_A_NODE) {
      throw new IllegalArgumentException(
          "Trace plan: devicesPerUnit is %d; give 1 to 8, or 0 for the model's own size"
              .formatted(devicesPerUnit));
    }
  }

  /** Counter and power every 15 s over whole days, as CSV. */
  public static TracePlan of(Path out, long seed) {
    return new TracePlan(
        out, "eu-north-1a", 0, seed, FleetPlan.Telemetry.BOTH, Duration.ofSeconds(15), false, true);
  }

  MeterPlan meters() {
    return new MeterPlan(telemetry, samplingInterval, parquet, false, seed, 0);
  }

  Window window(long firstUs, long lastUs) {
    if (wholeDays) {
      return Window.around(Window.date(firstUs), Window.date(lastUs - 1));
    }
    long hourUs = 3600 * Window.SECOND_US;
    return new Window(
        Math.floorDiv(firstUs, hourUs) * hourUs, -Math.floorDiv(-lastUs, hourUs) * hourUs);
  }
}
