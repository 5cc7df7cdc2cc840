package org.wattledger.attribution;

import java.io.IOException;
import java.util.Map;
import org.wattledger.physics.PoolHour;

/**
 * The curves that a task has read last, found by position. Requests are clustered by hour, so a
 * task comes back to few pools and hours; a miss costs one read of under 100 KB.
 */
final class CurveCache {

  /** About 90 MB at one-second slots. */
  private static final int SIZE = 1024;

  private final Map<Integer, PoolHourEntry> entries;
  private final CurveStore.Reader reader;
  private final int[] keys = new int[SIZE];
  private final PoolHour.Curves[] curves = new PoolHour.Curves[SIZE];

  CurveCache(Map<Integer, PoolHourEntry> entries, CurveStore.Reader reader) {
    this.entries = entries;
    this.reader = reader;
  }

  PoolHour.Curves at(int key) throws IOException {
    int slot = key & (SIZE - 1);
    if (curves[slot] == null || keys[slot] != key) {
      curves[slot] = reader.at(entries.get(key).curves());
      keys[slot] = key;
    }
    return curves[slot];
  }
}
