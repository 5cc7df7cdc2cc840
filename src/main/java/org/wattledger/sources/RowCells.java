package org.wattledger.sources;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** The cells of a row of texts. */
final class RowCells implements RecordCells {

  InternalRow row;

  @Override
  public boolean isAbsent(int cell) {
    return row.isNullAt(cell);
  }

  @Override
  public byte[] bytes(int cell) {
    UTF8String text = row.getUTF8String(cell);
    return text.getBaseObject() instanceof byte[] bytes ? bytes : text.getBytes();
  }

  @Override
  public int start(int cell) {
    UTF8String text = row.getUTF8String(cell);
    return text.getBaseObject() instanceof byte[]
        ? (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET)
        : 0;
  }

  @Override
  public int length(int cell) {
    return row.getUTF8String(cell).numBytes();
  }
}
