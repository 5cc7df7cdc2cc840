package org.wattledger.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** Cells of a table's rows by field, in rows that need not know their schema. */
final class TableCells {

  private final Map<String, Integer> places = new HashMap<>();

  TableCells(Table table) {
    List<Field> fields = table.fields();
    for (int i = 0; i < fields.size(); i++) {
      places.put(fields.get(i).name(), i);
    }
  }

  Object get(Row row, Field field) {
    return row.get(places.get(field.name()));
  }

  String text(Row row, Field field) {
    return (String) get(row, field);
  }

  /** NaN: unknown. */
  double amount(Row row, Field field) {
    Object value = get(row, field);
    return value == null ? Double.NaN : (Double) value;
  }

  /** In mJ; an amount that no stage fills is none. */
  long energyMj(Row row, Field field) {
    Object value = get(row, field);
    return value == null ? 0 : (Long) value;
  }
}
