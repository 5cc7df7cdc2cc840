package org.wattledger.columnfiles;

import java.util.Arrays;

/**
 * Which rows of a page have a value: Parquet's definition levels. They are one run where all rows
 * or none have one, else one bit each.
 */
final class Presence {

  private static final int PACKED_RUN = 1;

  private boolean[] present = new boolean[0];
  private int rows;
  private int nulls;

  int rows() {
    return rows;
  }

  int nulls() {
    return nulls;
  }

  void clear() {
    rows = 0;
    nulls = 0;
  }

  void add(boolean isPresent) {
    reserve(1);
    present[rows++] = isPresent;
    nulls += isPresent ? 0 : 1;
  }

  void add(boolean isPresent, int count) {
    reserve(count);
    Arrays.fill(present, rows, rows + count, isPresent);
    rows += count;
    nulls += isPresent ? 0 : count;
  }

  /** The levels with their length before them, as a data page of the first version holds them. */
  void writeTo(PageBytes page) {
    boolean isOneRun = nulls == 0 || nulls == rows;
    int header = isOneRun ? rows << 1 : (rows + 7) / 8 << 1 | PACKED_RUN;
    page.addInt(varintLength(header) + (isOneRun ? 1 : (rows + 7) / 8));
    page.addVarint(header);
    if (isOneRun) {
      page.addByte(nulls == 0 ? 1 : 0);
    } else {
      page.addBits(present, rows);
    }
  }

  private static int varintLength(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
  }

  private void reserve(int more) {
    if (rows + more > present.length) {
      present = Arrays.copyOf(present, Math.max(rows + more, 2 * present.length));
    }
  }
}
