package org.wattledger.marts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.spark.sql.Row;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.Pricing;
import org.wattledger.schema.AttributedTables;

/** Rows of a ledger group by group, and inside a group in the order of site and interval. */
final class LedgerGroups {

  private final KeyedSums ledger;
  private final IntUnaryOperator site;
  private final IntUnaryOperator interval;
  private final IntUnaryOperator[] group;

  /** Makes a row of a mart; {@code cell}: one of the group, for its keys. */
  @FunctionalInterface
  interface RowOfGroup {
    Row of(int cell, Map<String, Object> measures);
  }

  /**
   * @param site number of a cell's site
   * @param interval of a cell
   * @param group what the cells of a group have in common
   */
  LedgerGroups(
      KeyedSums ledger,
      IntUnaryOperator site,
      IntUnaryOperator interval,
      IntUnaryOperator... group) {
    this.ledger = ledger;
    this.site = site;
    this.interval = interval;
    this.group = group;
  }

  /** One row of each group. */
  List<Row> rows(Pricing pricing, RowOfGroup row) {
    List<Row> rows = new ArrayList<>();
    MeasureSums sums = new MeasureSums(pricing);
    long[] amounts = new long[AttributedTables.LEDGER.size()];
    int[] order = ledger.sorted(this::compare);
    for (int i = 0; i < order.length; i++) {
      ledger.read(order[i], amounts);
      sums.add(site.applyAsInt(order[i]), interval.applyAsInt(order[i]), amounts);
      if (i + 1 == order.length || compareGroups(order[i], order[i + 1]) != 0) {
        rows.add(row.of(order[i], sums.finish()));
      }
    }
    return rows;
  }

  private int compare(int left, int right) {
    int order = compareGroups(left, right);
    if (order == 0) {
      order = Integer.compare(site.applyAsInt(left), site.applyAsInt(right));
    }
    return order == 0
        ? Integer.compare(interval.applyAsInt(left), interval.applyAsInt(right))
        : order;
  }

  private int compareGroups(int left, int right) {
    int order = 0;
    for (int i = 0; order == 0 && i < group.length; i++) {
      order = Integer.compare(group[i].applyAsInt(left), group[i].applyAsInt(right));
    }
    return order;
  }
}
