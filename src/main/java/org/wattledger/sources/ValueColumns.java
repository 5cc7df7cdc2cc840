package org.wattledger.sources;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.wattledger.schema.Field;

/** Columns of a batch that take canonical values from the first cells of rows. */
final class ValueColumns {

  /** By ordinal; of each column two of the three are null. */
  private final LongCells[] longs;

  private final DoubleCells[] doubles;
  private final TextCells[] texts;

  ValueColumns(List<Field> fields, RecordColumns into) {
    this.longs = fields.stream().map(into::longs).toArray(LongCells[]::new);
    this.doubles = fields.stream().map(into::doubles).toArray(DoubleCells[]::new);
    this.texts = fields.stream().map(into::texts).toArray(TextCells[]::new);
  }

  int count() {
    return longs.length;
  }

  void set(int at, InternalRow values) {
    for (int ordinal = 0; ordinal < longs.length; ordinal++) {
      boolean isNull = values.isNullAt(ordinal);
      if (texts[ordinal] != null) {
        texts[ordinal].set(at, isNull ? null : values.getUTF8String(ordinal));
      } else if (doubles[ordinal] != null) {
        doubles[ordinal].set(at, isNull ? DoubleCells.ABSENT : values.getDouble(ordinal));
      } else if (isNull) {
        longs[ordinal].setAbsent(at);
      } else {
        longs[ordinal].set(at, values.getLong(ordinal));
      }
    }
  }
}
