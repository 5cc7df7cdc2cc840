package org.wattledger.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wattledger.schema.CellOrder;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** An order of rows that are cells, column after column as a query has it. */
final class RowOrder implements Comparator<Object[]> {

  private final List<String> columns;
  private final List<Comparator<Object[]>> keys = new ArrayList<>();

  /** No order yet. */
  RowOrder(Table table) {
    this.columns = List.of(table.columnNames());
  }

  RowOrder ascending(Field field) {
    int column = columns.indexOf(field.name());
    return then((left, right) -> CellOrder.compare(left[column], right[column]));
  }

  RowOrder descending(Field field) {
    int column = columns.indexOf(field.name());
    return then((left, right) -> CellOrder.compare(right[column], left[column]));
  }

  RowOrder then(Comparator<Object[]> key) {
    keys.add(key);
    return this;
  }

  @Override
  public int compare(Object[] left, Object[] right) {
    int order = 0;
    for (int i = 0; order == 0 && i < keys.size(); i++) {
      order = keys.get(i).compare(left, right);
    }
    return order;
  }
}
