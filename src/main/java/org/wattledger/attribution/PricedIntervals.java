package org.wattledger.attribution;

import java.io.IOException;
import java.util.Arrays;

/**
 * The pools and intervals that a task has priced last, found by position. Requests are clustered by
 * hour, so a task comes back to most of them; a miss costs one read of prices. All are let go once
 * they take their part of the heap: some kilobytes each where little happens, 170 where every
 * second is different.
 */
final class PricedIntervals {

  private static final int SIZE = 1 << 14;
  private static final int MOST_PART_OF_HEAP = 32;

  private final BookingFacts facts;
  private final CurveStore.Reader reader;
  private final int[] keys = new int[SIZE];
  private final PricedInterval[] cached = new PricedInterval[SIZE];
  private final long mostBytes = Runtime.getRuntime().maxMemory() / MOST_PART_OF_HEAP;
  private long bytes;

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
      keep(slot, priced(entry, pool, interval));
      keys[slot] = key;
    }
    return cached[slot];
  }

  private PricedInterval priced(PoolHourEntry entry, int pool, int interval) throws IOException {
    return new PricedInterval(
        entry,
        reader.at(entry.curves()).curves(),
        facts.factors(),
        facts.siteOfPool()[pool],
        interval);
  }

  private void keep(int slot, PricedInterval priced) {
    bytes += priced.curves.bytes() - (cached[slot] == null ? 0 : cached[slot].curves.bytes());
    if (bytes > mostBytes) {
      Arrays.fill(cached, null);
      bytes = priced.curves.bytes();
    }
    cached[slot] = priced;
  }
}
