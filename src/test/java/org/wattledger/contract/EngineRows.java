package org.wattledger.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of two engines in one form, so that they can be compared. */
final class EngineRows {

  private EngineRows() {}

  static List<Map<String, Object>> ofSpark(Dataset<Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      Map<String, Object> cells = new TreeMap<>();
      for (String column : rows.columns()) {
        cells.put(column, cell(row.getAs(column)));
      }
      all.add(cells);
    }
    return all;
  }

  static List<Map<String, Object>> ofDuckDb(List<Map<String, Object>> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> cells = new TreeMap<>();
      row.forEach((column, value) -> cells.put(column, cell(value)));
      all.add(cells);
    }
    return all;
  }

  /**
   * Numbers that are no whole ones to nine digits, so that sums in another order are the same;
   * whole ones as decimals of any width; instants and days in one class.
   */
  private static Object cell(Object value) {
    if (value instanceof Double || value instanceof BigDecimal) {
      double number = ((Number) value).doubleValue();
      return number == 0 ? "0" : String.format(Locale.ROOT, "%.9e", number);
    }
    if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
      return value.toString();
    }
    if (value instanceof OffsetDateTime at) {
      return at.toInstant();
    }
    if (value instanceof Timestamp at) {
      return at.toInstant();
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value == null ? "null" : value;
  }
}
