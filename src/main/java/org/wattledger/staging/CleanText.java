package org.wattledger.staging;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * Text from data as it may stand in tables: trimmed, empty is null, and a leading "(" gets a "_"
 * before it, because names in brackets such as (idle) are rows of our own.
 */
final class CleanText {

  private CleanText() {}

  static Dataset<Row> of(Dataset<Row> rows, Table canonical) {
    Column[] columns = new Column[rows.columns().length];
    for (int index = 0; index < columns.length; index++) {
      String name = rows.columns()[index];
      Column column = rows.col(name);
      columns[index] = isText(canonical, name) ? clean(column).as(name) : column;
    }
    return rows.select(columns);
  }

  private static Column clean(Column text) {
    Column trimmed = trim(text);
    return when(trimmed.startsWith("("), concat(lit("_"), trimmed))
        .when(trimmed.notEqual(""), trimmed);
  }

  /** The raw user id only ever feeds the HMAC and stays as it is. */
  private static boolean isText(Table canonical, String name) {
    for (Field field : canonical.fields()) {
      if (field.name().equals(name)) {
        return field.type().equals(DataTypes.StringType)
            && !name.equals(CanonicalTables.USER_ID.name());
      }
    }
    return false;
  }
}
