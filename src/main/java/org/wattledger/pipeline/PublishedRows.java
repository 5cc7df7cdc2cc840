package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.wattledger.explanation.Comparison;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** Rows of a table as they were published beside the same rows, recomputed. */
final class PublishedRows {

  /** Shown as same or not: nobody needs a key of a user to check a number. */
  private static final Set<Field> MASKED = Set.of(CanonicalTables.USER_KEY);

  private final Table table;
  private final List<Field> keys;

  PublishedRows(Table table) {
    this.table = table;
    this.keys = table.keys().stream().filter(key -> !key.equals(OutputTables.USAGE_DATE)).toList();
  }

  /** Every column of every row; rows that only one side has differ in all of theirs. */
  List<Comparison> compared(List<Row> published, List<Row> recomputed) {
    List<Comparison> all = new ArrayList<>();
    List<String> names =
        Stream.of(published, recomputed)
            .flatMap(List::stream)
            .map(this::name)
            .distinct()
            .sorted()
            .toList();
    for (String name : names) {
      Row before = of(published, name);
      Row now = of(recomputed, name);
      for (Field field : table.fields()) {
        all.add(compared(name, field, cell(before, field), cell(now, field)));
      }
    }
    return all;
  }

  private static Comparison compared(String name, Field field, Object before, Object now) {
    String step = ColumnSteps.of(field.name());
    String unit = field.unit().symbol();
    if (!MASKED.contains(field)) {
      return new Comparison(name, field.name(), unit, step, before, now);
    }
    Object shown = before == null ? null : "(a key)";
    return new Comparison(
        name,
        field.name(),
        unit,
        step,
        shown,
        Objects.equals(before, now) ? shown : now == null ? null : "(another key)");
  }

  /** The keys of a row, the day excepted. */
  String name(Row row) {
    return keys.stream()
        .map(key -> String.valueOf((Object) row.get(index(key))))
        .collect(Collectors.joining(", "));
  }

  /** In the order of their names. */
  List<Row> sorted(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparing(this::name)).toList();
  }

  private Row of(List<Row> rows, String name) {
    return rows.stream().filter(row -> name(row).equals(name)).findFirst().orElse(null);
  }

  private Object cell(Row row, Field field) {
    if (row == null) {
      return null;
    }
    Object value = row.get(index(field));
    if (value instanceof Timestamp at) {
      return at.toInstant();
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value instanceof Double number && number.isNaN() ? null : value;
  }

  private int index(Field field) {
    return table.fields().indexOf(field);
  }
}
