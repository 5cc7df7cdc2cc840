package org.wattledger.attribution;

import java.io.Serializable;
import java.util.List;

/**
 * How one request was booked on one day: the very numbers of the booking, kept on the way.
 *
 * @param poolId of its pool, by the smallest unit
 * @param deviceModel of the pool's devices; null: no telemetry
 * @param endUs as logged, else as estimated
 * @param phases where its work lies on the time line
 * @param pieces one for each interval of the day in which its pool was metered, in their order
 */
public record RequestTrace(
    String modelId,
    String siteId,
    String poolId,
    String deviceModel,
    long startUs,
    long endUs,
    boolean isEndEstimated,
    boolean isTokensEstimated,
    List<Phase> phases,
    List<Piece> pieces)
    implements Serializable {

  /**
   * A stretch of constant work.
   *
   * @param rate work per microsecond, in units of 2<sup>-32</sup>
   */
  public record Phase(long fromUs, long toUs, long rate) implements Serializable {}

  /**
   * One interval.
   *
   * @param siteNumber among the day's factors
   * @param presentUs microseconds that the request was present
   * @param shares what it pays on each curve, before rounding
   * @param activeMj its part of the dynamic energy, rounded down
   * @param idleMj its part of the idle floor, rounded down
   * @param hostMj its part of the host energy, rounded down
   * @param amounts what follows from the energy, by {@link RequestAmount}; NaN: a factor is missing
   */
  public record Piece(
      int interval,
      int pool,
      int siteNumber,
      long fromUs,
      long toUs,
      long presentUs,
      List<Share> shares,
      long activeMj,
      long idleMj,
      long hostMj,
      double[] amounts)
      implements Serializable {

    /** One of its amounts. */
    public double amount(RequestAmount amount) {
      return amounts[amount.ordinal()];
    }
  }

  /**
   * What a phase, or the time present, pays on one curve of the pool.
   *
   * @param rate work per microsecond in units of 2<sup>-32</sup>; 1 where time is what counts
   * @param perRateMj by how much the curve G rises over the stretch: mJ for a rate of 1
   * @param mj rate x rise
   */
  public record Share(Curve curve, long fromUs, long toUs, long rate, double perRateMj, double mj)
      implements Serializable {}

  /** The curves of a pool and interval. */
  public enum Curve {
    /** Dynamic energy, by work. */
    DYNAMIC_BY_WORK,
    /** Dynamic energy of slots without any work, by time present. */
    DYNAMIC_BY_TIME,
    /** Idle floor, by time present. */
    FLOOR_BY_TIME,
    /** Host energy, by time present. */
    HOST_BY_TIME
  }
}
