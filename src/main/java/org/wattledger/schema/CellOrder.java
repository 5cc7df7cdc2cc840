package org.wattledger.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of two cells of a column, as a query has it: texts by their bytes, none lowest. */
public final class CellOrder {

  private CellOrder() {}

  /** As a comparator does; null stands for no value. */
  @SuppressWarnings("unchecked")
  public static int compare(Object left, Object right) {
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
