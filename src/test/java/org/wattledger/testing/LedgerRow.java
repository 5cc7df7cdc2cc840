package org.wattledger.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;

/** Rows of the ledger of which a test names only what matters to it. */
public final class LedgerRow {

  private LedgerRow() {}

  /** Whole numbers that are not named are 0, texts {@code any}; the interval is the hour. */
  public static Row of(int hour, Map<String, Object> named) {
    List<Object> cells = new ArrayList<>();
    for (Field field : AttributedTables.LEDGER.fields()) {
      Object cell = named.get(field.name());
      if (cell == null) {
        cell =
            field.type().equals(DataTypes.IntegerType)
                ? (Object) hour
                : field.type().equals(DataTypes.LongType) ? (Object) 0L : "any";
      }
      cells.add(cell);
    }
    return RowFactory.create(cells.toArray());
  }
}
