package org.wattledger.physics;

/**
 * Presence of requests in the 64 cells of a slot, one bit each (methodology: Occupancy). Bit i is
 * set when presence covers at least half of cell i, or the whole request is shorter than a cell and
 * begins in it. OR is free of order.
 */
public final class Occupancy {

  /** All cells of a slot. */
  public static final long FULL = -1L;

  private Occupancy() {}

  /** First cell (counted from the epoch) that a presence occupies. */
  public static long firstCell(long startUs, long endUs, long cellUs) {
    long cell = Math.floorDiv(startUs, cellUs);
    if (endUs - startUs < cellUs) {
      return cell;
    }
    return 2 * (startUs - cell * cellUs) <= cellUs ? cell : cell + 1;
  }

  /** Last cell (counted from the epoch, inclusive) that a presence occupies. */
  public static long lastCell(long startUs, long endUs, long cellUs) {
    if (endUs - startUs < cellUs) {
      return Math.floorDiv(startUs, cellUs);
    }
    long cell = Math.floorDiv(endUs, cellUs);
    return 2 * (endUs - cell * cellUs) >= cellUs ? cell : cell - 1;
  }

  /** Bits {@code first} to {@code last} inclusive of a 64-bit mask. */
  public static long bits(int first, int last) {
    return (FULL << first) & (FULL >>> (SlotGrid.CELLS - 1 - last));
  }
}
