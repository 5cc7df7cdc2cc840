package org.wattledger.attribution;

import java.io.Serializable;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotGrid;

/**
 * What one task saw of one pool: its load in an hour, or which models were resident during the day.
 * Exactly one of the two is there.
 */
record PoolPart(HourLoad load, Residency residency) implements Serializable {

  /** Keys of a pool: one for each hour, and one for the residency of the day. */
  static final int KEYS = SlotGrid.HOURS + 1;

  static int key(int pool, int hour) {
    return pool * KEYS + hour;
  }

  static int residencyKey(int pool) {
    return pool * KEYS + SlotGrid.HOURS;
  }

  static int poolOf(int key) {
    return key / KEYS;
  }

  /** Hour of a key; {@link SlotGrid#HOURS} for the residency. */
  static int hourOf(int key) {
    return key % KEYS;
  }

  PoolPart merge(PoolPart other) {
    return load == null
        ? new PoolPart(null, residency.merge(other.residency))
        : new PoolPart(load.merge(other.load), null);
  }
}
