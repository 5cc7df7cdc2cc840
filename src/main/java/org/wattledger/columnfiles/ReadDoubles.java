package org.wattledger.columnfiles;

/** Numbers that were read; NaN where a row has none. */
public final class ReadDoubles extends ReadColumn {

  private final double[] values;

  ReadDoubles(int batchRows) {
    this.values = new double[batchRows];
  }

  /** By row of the batch; the array is filled anew by the next one. */
  public double[] values() {
    return values;
  }

  @Override
  void absent(int row) {
    values[row] = Double.NaN;
  }

  @Override
  public void addDouble(double value) {
    values[row()] = value;
  }
}
