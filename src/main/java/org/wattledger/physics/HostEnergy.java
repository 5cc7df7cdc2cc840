package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/**
 * Energy of the node around its accelerators: processors, memory, fans, network (methodology
 * section 13). Whole millijoules; of one node and slot by one method only.
 */
public final class HostEnergy {

  private HostEnergy() {}

  /** What a meter of the whole node shows less its accelerators, not below 0. */
  public static long fromPlatformMj(long platformMj, long acceleratorsMj) {
    return Math.max(0, platformMj - acceleratorsMj);
  }

  /** Rated host power over covered time, rounded down; 0 if the power is unknown (NaN). */
  public static long ratedMj(double hostW, long coveredUs) {
    return Double.isNaN(hostW) ? 0 : (long) (hostW * coveredUs / US_PER_MILLIJOULE_AT_ONE_WATT);
  }

  /**
   * A device's part of its node's host energy: even parts, the first devices get one millijoule
   * more until nothing is left, so that parts add up to the whole.
   *
   * @param index of the device among those of the node, from 0, in a fixed order
   */
  public static long partMj(long hostMj, int devices, int index) {
    return hostMj / devices + (index < hostMj % devices ? 1 : 0);
  }

  private static final double US_PER_MILLIJOULE_AT_ONE_WATT = 1e6 / Energy.MILLIJOULES_PER_JOULE;
}
