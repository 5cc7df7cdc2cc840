package org.wattledger.ingest;

import java.util.Arrays;
import java.util.function.BiConsumer;

/** The hashes of ids that a task has met, by range, handed on in chunks. */
final class IdChunks {

  private static final int MOST_HELD = 1 << 21;
  private static final int LEAST_CHUNK = 256;
  private static final int MOST_CHUNK = 1 << 14;

  private final IdRanges ranges;
  private final BiConsumer<Integer, long[]> next;
  private final int chunk;
  private final long[][] held;
  private final int[] sizes;

  /** {@code next} takes a range and hashes in it. */
  IdChunks(IdRanges ranges, BiConsumer<Integer, long[]> next) {
    this.ranges = ranges;
    this.next = next;
    this.chunk = Math.max(LEAST_CHUNK, Math.min(MOST_CHUNK, MOST_HELD / ranges.ranges()));
    this.held = new long[ranges.ranges()][];
    this.sizes = new int[ranges.ranges()];
  }

  void add(long hash) {
    int range = ranges.rangeOf(hash);
    if (held[range] == null) {
      held[range] = new long[chunk];
    }
    held[range][sizes[range]++] = hash;
    if (sizes[range] == chunk) {
      handOn(range);
    }
  }

  void handOnRest() {
    for (int range = 0; range < held.length; range++) {
      if (sizes[range] > 0) {
        handOn(range);
      }
    }
  }

  private void handOn(int range) {
    next.accept(range, Arrays.copyOf(held[range], sizes[range]));
    sizes[range] = 0;
  }
}
