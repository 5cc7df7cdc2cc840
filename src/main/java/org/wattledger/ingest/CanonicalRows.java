package org.wattledger.ingest;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.wattledger.schema.Table;

/** Cells of staged rows as Spark's rows, for kinds that have few: placements and training jobs. */
final class CanonicalRows {

  private CanonicalRows() {}

  /**
   * Rows with the columns of a table.
   *
   * @param cells in the order of the table's columns; what follows them is left out
   */
  static List<Row> of(Table table, List<Object[]> cells) {
    StructType schema = table.schema();
    List<DataType> types = table.fields().stream().map(field -> field.type()).toList();
    return cells.stream()
        .<Row>map(
            row -> {
              Object[] values = new Object[types.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = value(row[i], types.get(i));
              }
              return new GenericRowWithSchema(values, schema);
            })
        .toList();
  }

  private static Object value(Object cell, DataType type) {
    return cell != null && type.equals(DataTypes.TimestampType)
        ? Timestamp.from(Instant.EPOCH.plus((Long) cell, ChronoUnit.MICROS))
        : cell;
  }
}
