package org.wattledger.pipeline;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
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
      order = compareCells(left.get(keys[i]), right.get(keys[i]));
    }
    return order;
  }

  @SuppressWarnings("unchecked")
  private static int compareCells(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left instanceof String text) {
      return Arrays.compareUnsigned(utf8(text), utf8((String) right));
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
