package org.wattledger.attribution;

import java.io.Serializable;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotGrid;

/**
 * What one task saw of one pool: its load in an interval, or which models were resident during the
 * day. Exactly one of the two is there.
 */
record PoolPart(HourLoad load, Residency residency) implements Serializable {

  private static final int RESIDENCY = SlotGrid.MOST_INTERVALS;

  /** Keys of a pool: one for each interval, and one for the residency of the day. */
  private static final int KEYS = RESIDENCY + 1;

  static int key(int pool, int interval) {
    return pool * KEYS + interval;
  }

  static int residencyKey(int pool) {
    return pool * KEYS + RESIDENCY;
  }

  static boolean isResidency(int key) {
    return key % KEYS == RESIDENCY;
  }

  static int poolOf(int key) {
    return key / KEYS;
  }

  /** Interval of a key that is no residency's. */
  static int intervalOf(int key) {
    return key % KEYS;
  }

  PoolPart merge(PoolPart other) {
    return load == null
        ? new PoolPart(null, residency.merge(other.residency))
        : new PoolPart(load.merge(other.load), null);
  }
}
