package org.wattledger.contract;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** A published day as text, for exact comparison: all columns, rows in any order. */
public final class Warehouses {

  /** The contract lets only these differ between two runs over the same inputs. */
  private static final Set<String> OF_THE_RUN = Set.of("run_id", "published_at");

  private Warehouses() {}

  /** Every table's rows, sorted; doubles bit for bit; without the named columns. */
  public static Map<String, List<String>> rows(Path warehouse, LocalDate day, Field... without) {
    try (PublishedTables published = new PublishedTables(warehouse, day)) {
      return rows(published, Set.of(without));
    }
  }

  /** The same through {@code snapshot.sql}, of all days. */
  public static Map<String, List<String>> snapshot(Path warehouse) {
    try (PublishedTables published = PublishedTables.bySnapshot(warehouse)) {
      return rows(published, Set.of());
    }
  }

  private static Map<String, List<String>> rows(PublishedTables published, Set<Field> left) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (Table table : OutputTables.PUBLISHED) {
      List<String> columns =
          table.fields().stream()
              .filter(field -> !left.contains(field))
              .map(Field::name)
              .filter(name -> !OF_THE_RUN.contains(name))
              .toList();
      String sql = "SELECT %s FROM %s".formatted(String.join(", ", columns), table.name());
      List<String> rows = new ArrayList<>();
      published.rows(sql).forEach(row -> rows.add(text(row)));
      tables.put(table.name(), rows.stream().sorted().toList());
    }
    return tables;
  }

  private static String text(Map<String, Object> row) {
    StringBuilder text = new StringBuilder();
    row.forEach((column, value) -> text.append(column).append('=').append(text(value)).append(' '));
    return text.toString();
  }

  /** The digits are for people, the bits for the comparison. */
  private static String text(Object value) {
    return value instanceof Double number
        ? number + "/" + HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number))
        : String.valueOf(value);
  }
}
