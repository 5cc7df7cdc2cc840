package org.wattledger.attribution;

import java.util.OptionalLong;
import org.wattledger.physics.ClockShift;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.SlotGrid;

/** Requests of one pool and interval beside the energy of its devices above their idle floor. */
final class PoolActivity {

  /** With less of the time metered, gaps would pass for idle time. */
  private static final double LEAST_COVERED = 0.95;

  private final SlotGrid grid;
  private final PoolHour present;
  private final long[] dynamicMj;
  private long heldUs;
  private long coveredUs;
  private int pieces;

  PoolActivity(SlotGrid grid, PoolHour present) {
    this.grid = grid;
    this.present = present;
    this.dynamicMj = new long[grid.slotsPerInterval()];
  }

  /** Takes notice of a device that stood in the pool during [fromUs, toUs) of the interval. */
  void device(EnergyCurve curve, long fromUs, long toUs) {
    heldUs += toUs - fromUs;
    coveredUs += curve.coveredUs(fromUs, toUs);
    pieces += curve.pieces();
  }

  void add(int slot, long mj) {
    dynamicMj[slot] += mj;
  }

  /** See {@link ClockShift#us}. */
  OptionalLong shiftUs() {
    return pieces == 0 || coveredUs < LEAST_COVERED * heldUs
        ? OptionalLong.empty()
        : ClockShift.us(present.presenceUsBySlot(), dynamicMj, grid.slotUs(), coveredUs / pieces);
  }
}
