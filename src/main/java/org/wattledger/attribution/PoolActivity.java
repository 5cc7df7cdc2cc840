package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.wattledger.physics.ClockShift;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.SlotGrid;

/**
 * Requests of one pool and interval beside the energy of its devices above their idle floor, of all
 * and node by node: the clock of one node among many would drown in the sum.
 */
final class PoolActivity {

  /** With less of the time metered, gaps would pass for idle time. */
  private static final double LEAST_COVERED = 0.95;

  private final int pool;
  private final SlotGrid grid;
  private final PoolHour present;
  private final List<ClockVote> votes = new ArrayList<>();
  private final Meters all;
  private Meters ofNode;
  private NodeKey node;
  private int nodes;

  PoolActivity(int pool, SlotGrid grid, PoolHour present) {
    this.pool = pool;
    this.grid = grid;
    this.present = present;
    this.all = new Meters();
  }

  /** Energy of some devices of the pool, above idle, by slot. */
  private final class Meters {
    private final long[] dynamicMj = new long[grid.slotsPerInterval()];
    private long heldUs;
    private long coveredUs;
    private int pieces;

    /** See {@link ClockShift#us}. */
    OptionalLong shiftUs() {
      return pieces == 0 || coveredUs < LEAST_COVERED * heldUs
          ? OptionalLong.empty()
          : ClockShift.us(present.presenceUsBySlot(), dynamicMj, grid.slotUs(), coveredUs / pieces);
    }

    void device(EnergyCurve curve, long fromUs, long toUs) {
      heldUs += toUs - fromUs;
      coveredUs += curve.coveredUs(fromUs, toUs);
      pieces += curve.pieces();
    }
  }

  /**
   * Takes notice of a device that stood in the pool during [fromUs, toUs) of the interval. Those of
   * one node follow each other.
   *
   * @param at null: nobody names its node
   */
  void device(NodeKey at, EnergyCurve curve, long fromUs, long toUs) {
    if (ofNode == null || !Objects.equals(node, at)) {
      endNode();
      node = at;
      ofNode = new Meters();
      nodes++;
    }
    ofNode.device(curve, fromUs, toUs);
    all.device(curve, fromUs, toUs);
  }

  void add(int slot, long mj) {
    ofNode.dynamicMj[slot] += mj;
    all.dynamicMj[slot] += mj;
  }

  /** After the last device: whether requests and meters tell the same times, if it can be told. */
  List<ClockVote> votes() {
    endNode();
    if (nodes > 1 || votes.isEmpty()) {
      vote(null, all);
    }
    return votes;
  }

  private void endNode() {
    if (ofNode != null && node != null) {
      vote(node, ofNode);
    }
    ofNode = null;
  }

  private void vote(NodeKey of, Meters meters) {
    meters.shiftUs().ifPresent(us -> votes.add(new ClockVote(pool, of, us)));
  }
}
