package org.wattledger.pipeline;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.schema.CellOrder;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** The order of a table's rows by its keys: what is null comes first, text goes by its bytes. */
final class KeyOrder implements Comparator<Row>, Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] keys;

  KeyOrder(Table table) {
    List<String> columns = List.of(table.columnNames());
    this.keys = table.keys().stream().map(Field::name).mapToInt(columns::indexOf).toArray();
  }

  @Override
  public int compare(Row left, Row right) {
    int order = 0;
    for (int i = 0; order == 0 && i < keys.length; i++) {
      order = CellOrder.compare(left.get(keys[i]), right.get(keys[i]));
    }
    return order;
  }
}
