package org.wattledger.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of the report, in the order in which it is first shown.
 *
 * @param id name that the page's script uses
 * @param caption what one row is
 * @param rows cells in the order of the columns: String, Long, Double or null for unknown
 * @param isSummed whether a row of totals ends the table
 */
public record ReportTable(
    String id,
    String caption,
    List<TableColumn> columns,
    List<List<Object>> rows,
    boolean isSummed) {

  public ReportTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The place of a column. */
  public int index(String key) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).key().equals(key)) {
        return i;
      }
    }
    throw new IllegalArgumentException("Table %s has no column %s".formatted(id, key));
  }

  /** Decimals of each column. */
  List<Integer> decimals() {
    List<Integer> decimals = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      double largest =
          rows.stream()
              .map(row -> row.get(column))
              .filter(Number.class::isInstance)
              .mapToDouble(cell -> Math.abs(((Number) cell).doubleValue()))
              .max()
              .orElse(0);
      decimals.add(Numbers.decimals(columns.get(i).quantity(), largest));
    }
    return decimals;
  }

  /** The totals of all rows, under the given name. */
  List<Object> totals(String name) {
    return sum(name, columns, rows);
  }

  /**
   * One row for many: amounts added, whole numbers exactly; what cannot be added is unknown. An
   * unknown amount does not add, a column without any known one stays unknown.
   */
  public static List<Object> sum(String name, List<TableColumn> columns, List<List<Object>> rows) {
    List<Object> sums = new ArrayList<>(Collections.nCopies(columns.size(), null));
    sums.set(0, name);
    for (int i = 1; i < columns.size(); i++) {
      if (columns.get(i).quantity().isAdditive()) {
        for (List<Object> row : rows) {
          sums.set(i, plus((Number) sums.get(i), (Number) row.get(i)));
        }
      }
    }
    return Collections.unmodifiableList(sums);
  }

  private static Number plus(Number left, Number right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    if (left instanceof Long whole && right instanceof Long more) {
      return Math.addExact(whole, more);
    }
    return left.doubleValue() + right.doubleValue();
  }
}
