package org.wattledger.schema;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table: its name, what one row is (grain), the key fields that make a row unique, and all
 * columns in their published order.
 */
public record Table(String name, String grain, List<Field> keys, List<Field> fields) {

  public Table {
    keys = List.copyOf(keys);
    fields = List.copyOf(fields);
  }

  /** The columns in their published order: the last select of the stage that yields the table. */
  public Column[] columns() {
    return fields.stream().map(Field::column).toArray(Column[]::new);
  }

  public String[] columnNames() {
    return fields.stream().map(Field::name).toArray(String[]::new);
  }

  public StructType schema() {
    return new StructType(fields.stream().map(Field::structField).toArray(StructField[]::new));
  }

  public Field field(String columnName) {
    return fields.stream()
        .filter(field -> field.name().equals(columnName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Table %s has no column %s; it has %s"
                        .formatted(name, columnName, Arrays.toString(columnNames()))));
  }
}
