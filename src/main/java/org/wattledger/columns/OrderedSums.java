package org.wattledger.columns;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.wattledger.schema.Field;

/**
 * Sums of doubles that come out the same bit for bit on every run: the rows of a group are added in
 * the order of their keys, not in the order in which they arrive.
 */
public final class OrderedSums {

  private final Column rows;

  private OrderedSums(Column rows) {
    this.rows = rows;
  }

  /** Aggregate: the rows of a group in the order of {@code keys}, which must make them unique. */
  public static Column collect(List<Field> keys, List<Field> amounts) {
    List<Column> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(key.column()));
    amounts.forEach(amount -> columns.add(amount.column()));
    return array_sort(collect_list(struct(columns.toArray(Column[]::new))));
  }

  /** Reads sums off a column that {@link #collect} made. */
  public static OrderedSums of(Column collected) {
    return new OrderedSums(collected);
  }

  /** The sum of one amount; null as soon as one of them is null. */
  public Column sum(Field amount) {
    return aggregate(rows, lit(0.0), (total, row) -> total.plus(row.getField(amount.name())));
  }
}
