package org.wattledger.columnfiles;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** Whole numbers of 32 bits; also days since the epoch. */
public final class IntColumn extends NumberedColumn {

  private int least;
  private int greatest;

  IntColumn(ColumnDescriptor descriptor, ColumnFile file, int absent) {
    super(descriptor, file, absent);
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
}
