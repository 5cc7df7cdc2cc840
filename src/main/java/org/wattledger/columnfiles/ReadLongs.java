package org.wattledger.columnfiles;

import java.util.Arrays;

/** Whole numbers that were read. */
public final class ReadLongs extends ReadColumn {

  private final long[] values;
  private final long absent;

  ReadLongs(int batchRows, long absent) {
    this.values = new long[batchRows];
    this.absent = absent;
    Arrays.fill(values, absent);
  }

  /** By row of the batch; the array is filled anew by the next one. */
  public long[] values() {
    return values;
  }

  @Override
  void absent(int row) {
    values[row] = absent;
  }

  @Override
  public void addLong(long value) {
    values[row()] = value;
  }

  @Override
  public void addInt(int value) {
    values[row()] = value;
  }
}
