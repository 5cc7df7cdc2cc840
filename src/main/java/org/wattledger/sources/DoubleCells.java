package org.wattledger.sources;

import java.util.Arrays;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A column of amounts in the batches of one task. */
public final class DoubleCells {

  /** Stands for an absent amount; no amount is NaN. */
  public static final double ABSENT = Double.NaN;

  private final double blank;
  private double[] values = new double[0];

  /**
   * @param blank at and above it a typed cell says that there is no amount; NaN: none does
   */
  DoubleCells(double blank) {
    this.blank = blank;
  }

  /** The values of the batch; {@link #ABSENT} where there is none. */
  public double[] values() {
    return values;
  }

  /** Makes room for a batch. */
  void reserve(int rows) {
    if (values.length < rows) {
      values = new double[rows];
    }
  }

  void readAbsent(int rows) {
    reserve(rows);
    Arrays.fill(values, 0, rows, ABSENT);
  }

  /**
   * Reads a typed column.
   *
   * @param faults takes {@code nonFinite} for rows whose cell is no amount; they count as absent
   */
  void read(ColumnVector vector, int rows, byte[] faults, byte nonFinite) {
    reserve(rows);
    for (int row = 0; row < rows; row++) {
      double value = vector.isNullAt(row) ? ABSENT : vector.getDouble(row);
      boolean isAmount = Double.isFinite(value) && !(value >= blank);
      if (!isAmount && !vector.isNullAt(row) && !(value >= blank)) {
        faults[row] = CellFault.first(faults[row], nonFinite);
      }
      values[row] = isAmount ? value : ABSENT;
    }
  }

  void set(int row, double value) {
    values[row] = value;
  }

  void setAbsent(int row) {
    values[row] = ABSENT;
  }
}
