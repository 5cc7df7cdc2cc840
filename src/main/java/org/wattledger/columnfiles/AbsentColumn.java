package org.wattledger.columnfiles;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** A column that nobody fills: null in each row. */
final class AbsentColumn extends FileColumn {

  AbsentColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  void append(int rows) {
    for (int rest = rows; rest > 0; ) {
      int count = Math.min(rest, roomInPage());
      presence.add(false, count);
      endPageIfFull(0);
      rest -= count;
    }
  }

  @Override
  Encoding encode(PageBytes into) {
    return Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    throw new IllegalStateException("No row has a value");
  }
}
