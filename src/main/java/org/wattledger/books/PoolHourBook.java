package org.wattledger.books;

import java.io.Serializable;

/**
 * What the meters of a pool and its hosts recorded in an interval, and how it is known.
 *
 * @param estimatedMj part of the measured energy that rests on utilisation
 * @param presenceUs microseconds that requests were present, all together
 * @param embodied of the device time with requests present
 * @param meterDownMj by how much devices and host may have used less
 * @param meterUpMj by how much they may have used more
 * @param hasAccelerator whether the pool has an accelerator or a request
 * @param isTraining whether the pool is that of a training job
 */
public record PoolHourBook(
    int interval,
    int pool,
    long measuredMj,
    long estimatedMj,
    long presenceUs,
    Embodied embodied,
    Host host,
    long meterDownMj,
    long meterUpMj,
    boolean hasAccelerator,
    boolean isTraining)
    implements Serializable {

  /**
   * Embodied emissions of the pool's devices.
   *
   * @param ng ngCO2e
   * @param isKnown false: unknown for a device of the pool
   * @param lowRatio lower bound by best value
   * @param highRatio upper bound by best value
   */
  public record Embodied(long ng, boolean isKnown, double lowRatio, double highRatio)
      implements Serializable {}

  /**
   * Energy of the hosts.
   *
   * @param estimatedMj part that rests on rated watts
   * @param isUnknown whether a device has a host of which nothing is known
   * @param basis the weakest; null: none is known
   */
  public record Host(long mj, long estimatedMj, boolean isUnknown, String basis)
      implements Serializable {}

  /** Of devices and hosts. */
  public long energyMj() {
    return measuredMj + host.mj();
  }
}
