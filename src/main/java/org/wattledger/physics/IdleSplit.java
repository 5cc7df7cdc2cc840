package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/**
 * Parts a device's energy in a slot into floor and dynamic, and either into what was there while a
 * request was present and what was not (methodology section 7).
 */
public final class IdleSplit {

  /** W x us are uJ; 1 mJ is 1,000 of them. */
  private static final double MICROJOULES_PER_MILLIJOULE = 1_000;

  private IdleSplit() {}

  /**
   * min(energy, idle power x covered time) in mJ, rounded down; 0 where the idle power is unknown
   * (NaN), which the caller counts.
   */
  public static long floorMj(long energyMj, double idleW, long coveredUs) {
    if (Double.isNaN(idleW)) {
      return 0;
    }
    long idleMj = (long) Math.floor(idleW * coveredUs / MICROJOULES_PER_MILLIJOULE);
    return Math.min(energyMj, idleMj);
  }

  /** What lies above the floor, in mJ. */
  public static long dynamicMj(long energyMj, double idleW, long coveredUs) {
    return energyMj - floorMj(energyMj, idleW, coveredUs);
  }

  /**
   * The busy part of an amount: x bits(occupancy AND coverage) / bits(coverage), rounded down to
   * the nanojoule; 0 without a common bit.
   *
   * @param mj the amount in mJ, at most 9.2e12 (2.5 MWh)
   * @param occupancy 64ths of the slot in which a request was present
   * @param coverage 64ths of the slot that telemetry covers
   * @return nanojoules
   */
  public static long busyNanojoules(long mj, long occupancy, long coverage) {
    int common = Long.bitCount(occupancy & coverage);
    if (common == 0) {
      return 0;
    }
    long nanojoules = Math.multiplyExact(mj, Energy.NANOJOULES_PER_MILLIJOULE);
    return ProportionalShare.floor(nanojoules, common, Long.bitCount(coverage));
  }
}
