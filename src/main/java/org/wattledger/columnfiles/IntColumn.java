package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Whole numbers of 32 bits; also days since the epoch. */
public final class IntColumn extends FileColumn {

  private final int absent;
  private int[] values = new int[0];
  private int size;
  private int least;
  private int greatest;

  IntColumn(ColumnDescriptor descriptor, ColumnFile file, int absent) {
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

  @Override
  Encoding encode(PageBytes into) {
    into.addInts(values, size);
    least = size == 0 ? 0 : values[0];
    greatest = least;
    for (int i = 1; i < size; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    size = 0;
    return Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(least);
    statistics.updateStats(greatest);
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
    }
  }
}
