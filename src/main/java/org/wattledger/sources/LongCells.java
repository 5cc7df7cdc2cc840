package org.wattledger.sources;

import java.util.Arrays;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A column of whole numbers, or of instants in microseconds, in the batches of one task. */
public final class LongCells {

  /** Stands for an absent value. A cell that holds it counts as its neighbour. */
  public static final long ABSENT = Long.MIN_VALUE;

  private long[] values = new long[0];

  /** The values of the batch; {@link #ABSENT} where there is none. */
  public long[] values() {
    return values;
  }

  /** Makes room for a batch. */
  void reserve(int rows) {
    if (values.length < rows) {
      values = new long[rows];
    }
  }

  void readAbsent(int rows) {
    reserve(rows);
    Arrays.fill(values, 0, rows, ABSENT);
  }

  void read(ColumnVector vector, int rows) {
    reserve(rows);
    boolean hasNull = vector.hasNull();
    for (int row = 0; row < rows; row++) {
      values[row] = hasNull && vector.isNullAt(row) ? ABSENT : present(vector.getLong(row));
    }
  }

  void set(int row, long value) {
    values[row] = present(value);
  }

  void setAbsent(int row) {
    values[row] = ABSENT;
  }

  private static long present(long value) {
    return Math.max(value, ABSENT + 1);
  }
}
