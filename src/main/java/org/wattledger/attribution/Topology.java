package org.wattledger.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who belongs with whom on one day: the pools, the way from what a request names to its pool, and
 * the way from a device and an instant to its pool. Everything is numbered in sorted order, so the
 * same inputs give the same numbers.
 *
 * @param models canonical model ids by number
 * @param pools by number
 * @param routes by what requests name
 * @param devices spans of each device, following each other in time
 * @param unitAssigned requests without a unit that were put on one by a hash of their id
 */
public record Topology(
    List<String> models,
    List<Pool> pools,
    Map<RouteKey, Route> routes,
    Map<String, List<DeviceSpan>> devices,
    long unitAssigned)
    implements Serializable {

  /** Site, model or unit that nobody names. */
  public static final String UNKNOWN = "(unknown)";

  /**
   * Devices and units among which energy is shared.
   *
   * @param poolId smallest unit of the pool
   * @param deviceModel device models of its members, sorted, joined by {@code +}; null: no
   *     telemetry
   * @param job the training job whose devices these are; null: the pool serves requests
   */
  public record Pool(String siteId, String poolId, String deviceModel, JobDevice.Job job)
      implements Serializable {

    boolean isTraining() {
      return job != null;
    }
  }

  /**
   * A metered device under a training job at one site, half-open, microseconds.
   *
   * @param deviceModel device models of the job's metered devices there
   */
  public record JobSpan(
      String deviceId, String jobId, String siteId, String deviceModel, long fromUs, long toUs) {}

  /**
   * Where requests of one kind fall.
   *
   * @param pools usually one; several when a request is put on one of them by a hash of its id
   * @param units unit of each entry of {@code pools}; -1: every unit of the pool
   * @param prefillUnit the unit of the pool that takes in the prompts, if it is another; -1: none
   */
  record Route(int model, int[] pools, int[] units, int prefillUnit) implements Serializable {

    static final int NO_PREFILL_UNIT = -1;

    int choose(long idHash) {
      return pools.length == 1 ? 0 : (int) Math.floorMod(idHash, (long) pools.length);
    }
  }

  /**
   * A device during a time in which nothing about it changes.
   *
   * @param units numbers of the units it carries
   * @param owners numbers of the models it is held for; empty: follow the requests
   */
  record DeviceSpan(
      long fromUs, long toUs, int pool, int[] units, int[] owners, String siteId, String nodeId)
      implements Serializable {}

  /** Every metered device under a training job, by device and time. */
  public List<JobSpan> jobSpans() {
    List<JobSpan> found = new ArrayList<>();
    new TreeMap<>(devices)
        .forEach(
            (device, spans) -> {
              for (DeviceSpan span : spans) {
                Pool pool = pools.get(span.pool());
                if (pool.isTraining()) {
                  found.add(
                      new JobSpan(
                          device,
                          pool.job().jobId(),
                          span.siteId(),
                          pool.deviceModel(),
                          span.fromUs(),
                          span.toUs()));
                }
              }
            });
    return found;
  }
}
