package org.wattledger.attribution;

import java.io.IOException;

/**
 * The pools and intervals that a task has priced last, found by position. Requests are clustered by
 * hour, so a task comes back to few of them; a miss costs one read of curves, under 100 KB.
 */
final class PricedIntervals {

  /** About 90 MB at one-second slots. */
  private static final int SIZE = 1024;

  private final BookingFacts facts;
  private final CurveStore.Reader reader;
  private final int[] keys = new int[SIZE];
  private final PricedInterval[] cached = new PricedInterval[SIZE];

  PricedIntervals(BookingFacts facts, CurveStore.Reader reader) {
    this.facts = facts;
    this.reader = reader;
  }

  /** Null: nothing is known of the energy of the pool in the interval. */
  PricedInterval at(int pool, int interval) throws IOException {
    int key = PoolPart.key(pool, interval);
    int slot = key & (SIZE - 1);
    if (cached[slot] == null || keys[slot] != key) {
      PoolHourEntry entry = facts.entries().get(key);
      if (entry == null || entry.weakestBasis() < 0) {
        return null;
      }
      cached[slot] =
          new PricedInterval(
              entry,
              reader.at(entry.curves()).curves(),
              facts.factors(),
              facts.siteOfPool()[pool],
              interval);
      keys[slot] = key;
    }
    return cached[slot];
  }
}
