package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Amounts; NaN, the unknown amount, is written as null. */
public final class DoubleColumn extends FileColumn {

  private double[] values = new double[0];
  private int size;
  private double least;
  private double greatest;

  DoubleColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  /** Appends the first values of an array. */
  public void append(double[] from, int count) {
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, roomInPage());
      reserve(part);
      copy(from, done, part);
      done += part;
      endPageIfFull(0);
    }
  }

  private void copy(double[] from, int first, int count) {
    boolean isAnyAbsent = false;
    for (int i = first; i < first + count; i++) {
      isAnyAbsent |= Double.isNaN(from[i]);
    }
    if (!isAnyAbsent) {
      System.arraycopy(from, first, values, size, count);
      size += count;
      presence.add(true, count);
      return;
    }
    for (int i = first; i < first + count; i++) {
      double value = from[i];
      boolean isPresent = !Double.isNaN(value);
      values[size] = value;
      size += isPresent ? 1 : 0;
      presence.add(isPresent);
    }
  }

  @Override
  Encoding encode(PageBytes into) {
    into.addDoubles(values, size);
    findExtremes();
    size = 0;
    return Encoding.PLAIN;
  }

  /** Comparisons do not tell one zero from the other: Parquet wants the wider bounds then. */
  private void findExtremes() {
    double min = size == 0 ? 0 : values[0];
    double max = min;
    for (int i = 1; i < size; i++) {
      double value = values[i];
      if (value < min) {
        min = value;
      } else if (value > max) {
        max = value;
      }
    }
    least = min == 0 ? -0.0 : min;
    greatest = max == 0 ? 0.0 : max;
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
