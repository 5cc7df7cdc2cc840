package org.wattledger.attribution;

import java.util.List;

/**
 * One pool and interval as a request found it.
 *
 * @param measuredMj what the meters of its devices recorded in the whole interval
 * @param estimatedMj of this, energy modelled from utilisation
 * @param hostMj energy of its hosts
 * @param presenceUs microseconds that requests were present, all together
 * @param busyEmbodiedNg embodied emissions of the busy device time; null: unknown for a device
 * @param basis the weakest energy basis
 * @param hostBasis the weakest; null: no host energy is known
 * @param devices meters of the pool in the interval, sorted
 * @param slots those in which the request was present
 */
public record PoolSlots(
    long measuredMj,
    long estimatedMj,
    long hostMj,
    long presenceUs,
    Long busyEmbodiedNg,
    String basis,
    String hostBasis,
    List<String> devices,
    List<Slot> slots) {

  /**
   * One slot; work is the sum of rate times microseconds.
   *
   * @param ownWork of the request
   * @param allWork of all requests of the pool
   * @param dynamicMj what they share by it
   * @param ownUs microseconds that the request was present
   * @param allUs the same of all, added
   * @param timeMj dynamic energy that is shared by time, for nobody worked
   * @param floorMj idle floor that is shared by time
   * @param hostMj host energy that is shared by time
   */
  public record Slot(
      long startUs,
      long ownWork,
      long allWork,
      double dynamicMj,
      long ownUs,
      long allUs,
      double timeMj,
      double floorMj,
      double hostMj) {

    /** What the request pays of the dynamic energy, mJ. */
    public double ownDynamicMj() {
      return (allWork == 0 ? 0 : dynamicMj * ownWork / allWork) + timeMj * ownUs / allUs;
    }

    /** What it pays of the floor, mJ. */
    public double ownFloorMj() {
      return floorMj * ownUs / allUs;
    }
  }
}
