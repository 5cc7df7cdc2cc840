package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Flags; each row has one. */
public final class BooleanColumn extends FileColumn {

  private boolean[] values = new boolean[0];
  private int size;
  private boolean isAnyTrue;
  private boolean isAnyFalse;

  BooleanColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  /** Appends the first values of an array. */
  public void append(boolean[] from, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, roomInPage());
      reserve(part);
      System.arraycopy(from, done, values, size, part);
      size += part;
      presence.add(true, part);
      done += part;
      endPageIfFull(0);
    }
  }

  @Override
  Encoding encode(PageBytes into) {
    into.addBits(values, size);
    isAnyTrue = false;
    isAnyFalse = false;
    for (int i = 0; i < size; i++) {
      isAnyTrue |= values[i];
      isAnyFalse |= !values[i];
    }
    size = 0;
    return Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(!isAnyFalse);
    statistics.updateStats(isAnyTrue);
  }

  private void reserve(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
    }
  }
}
