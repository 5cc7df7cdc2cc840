package org.wattledger.ingest;

import java.util.Objects;
import org.apache.spark.Partitioner;

/**
 * Parts the hashes of ids into equal ranges, as many as keep the hashes of one range in memory. One
 * partition more is for what tasks tell beside hashes. A key is the number of its partition.
 */
final class IdRanges extends Partitioner {
  private static final long serialVersionUID = 1L;

  /** Fewer bytes than any record needs, as far as files are seen in practice. */
  private static final long LEAST_RECORD_BYTES = 16;

  private static final long HASHES_OF_RANGE = 4_000_000;

  private final int ranges;

  IdRanges(int ranges) {
    this.ranges = ranges;
  }

  /** Enough ranges for the records of so many bytes of input. */
  static IdRanges forInput(long bytes) {
    long records = bytes / LEAST_RECORD_BYTES;
    return new IdRanges((int) Math.min(1 << 16, 1 + records / HASHES_OF_RANGE));
  }

  int ranges() {
    return ranges;
  }

  /** Where tasks tell what they did. */
  int tales() {
    return ranges;
  }

  int rangeOf(long hash) {
    return (int) ((hash >>> Integer.SIZE) * ranges >>> Integer.SIZE);
  }

  @Override
  public int numPartitions() {
    return ranges + 1;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdRanges those && those.ranges == ranges;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ranges);
  }
}
