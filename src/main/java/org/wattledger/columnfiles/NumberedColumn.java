package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;

/** A column whose open page waits as an array of 32 bit numbers, values or numbers of values. */
abstract class NumberedColumn extends FileColumn {

  private final int absent;

  /** Of the rows that have one; the first {@link #size} count. */
  int[] values = new int[0];

  int size;

  /** {@code absent}: what stands in the arrays where a row has no value. */
  NumberedColumn(ColumnDescriptor descriptor, ColumnFile file, int absent) {
    super(descriptor, file);
    this.absent = absent;
  }

  /** Appends the first values of an array. */
  public void append(int[] from, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, roomInPage());
      reserve(part);
      copy(from, done, part);
      done += part;
      endPageIfFull(0);
    }
  }

  /** Appends one value several times. */
  public void append(int value, int count) {
    for (int rest = count; rest > 0; ) {
      int part = Math.min(rest, roomInPage());
      boolean isPresent = value != absent;
      if (isPresent) {
        reserve(part);
        Arrays.fill(values, size, size + part, value);
        size += part;
      }
      presence.add(isPresent, part);
      rest -= part;
      endPageIfFull(0);
    }
  }

  private void copy(int[] from, int first, int count) {
    boolean isAnyAbsent = false;
    for (int i = first; i < first + count; i++) {
      isAnyAbsent |= from[i] == absent;
    }
    if (!isAnyAbsent) {
      System.arraycopy(from, first, values, size, count);
      size += count;
      presence.add(true, count);
      return;
    }
    for (int i = first; i < first + count; i++) {
      int value = from[i];
      boolean isPresent = value != absent;
      values[size] = value;
      size += isPresent ? 1 : 0;
      presence.add(isPresent);
    }
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
    }
  }
}
