package org.wattledger.marts;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** Reads rows of a table, whether or not they carry its schema. */
final class Columns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<String, Integer> places = new HashMap<>();

  Columns(Table table) {
    for (Field field : table.fields()) {
      places.put(field.name(), places.size());
    }
  }

  /** The cell as text; null: it has none. */
  String text(Row row, Field field) {
    Object cell = row.get(places.get(field.name()));
    return cell == null ? null : cell.toString();
  }

  /** NaN: unknown. */
  double amount(Row row, Field field) {
    return row.get(places.get(field.name())) instanceof Double amount ? amount : Double.NaN;
  }

  /** Nothing where it is unknown. */
  long number(Row row, Field field) {
    return row.get(places.get(field.name())) instanceof Long number ? number : 0;
  }
}
