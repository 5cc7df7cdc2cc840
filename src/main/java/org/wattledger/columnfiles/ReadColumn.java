package org.wattledger.columnfiles;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The values of one column in the rows that were read last. */
abstract class ReadColumn extends PrimitiveConverter {

  /** Row of the batch whose value comes next. */
  private int row;

  abstract void absent(int row);

  final int row() {
    return row;
  }

  final void read(ColumnReader reader, int rows) {
    int present = reader.getDescriptor().getMaxDefinitionLevel();
    for (row = 0; row < rows; row++) {
      if (reader.getCurrentDefinitionLevel() == present) {
        reader.writeCurrentValueToConverter();
      } else {
        absent(row);
      }
      reader.consume();
    }
  }
}
