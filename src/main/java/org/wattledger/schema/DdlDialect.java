package org.wattledger.schema;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** How a database writes CREATE TABLE. */
public enum DdlDialect {
  SPARK {
    @Override
    String createTable(Table table) {
      return "CREATE TABLE %s (\n%s\n)\nUSING parquet\nCOMMENT %s;\n"
          .formatted(table.name(), columns(table, DdlDialect::sparkColumn), quoted(table.grain()));
    }
  },
  DUCKDB {
    @Override
    String createTable(Table table) {
      String comments =
          table.fields().stream()
              .map(field -> comment("COLUMN " + table.name() + "." + field.name(), comment(field)))
              .collect(Collectors.joining());
      return "CREATE TABLE %s (\n%s\n);\n"
              .formatted(table.name(), columns(table, DdlDialect::duckDbColumn))
          + comment("TABLE " + table.name(), table.grain())
          + comments;
    }
  },
  /** Names are quoted, so that none is a keyword; made once, then left as it is. */
  POSTGRESQL {
    @Override
    String createTable(Table table) {
      String name = DdlDialect.identifier(table.name());
      String comments =
          table.fields().stream()
              .map(
                  field ->
                      comment(
                          "COLUMN " + name + "." + DdlDialect.identifier(field.name()),
                          comment(field)))
              .collect(Collectors.joining());
      return "CREATE TABLE IF NOT EXISTS %s (\n%s\n);\n"
              .formatted(name, columns(table, DdlDialect::postgresColumn))
          + "CREATE INDEX IF NOT EXISTS %s ON %s (%s);\n"
              .formatted(
                  DdlDialect.identifier(table.name() + "_by_day"),
                  name,
                  DdlDialect.identifier(OutputTables.USAGE_DATE.name()))
          + comment("TABLE " + name, table.grain())
          + comments;
    }
  };

  private static final Map<DataType, String> DUCKDB_TYPES =
      Map.of(
          DataTypes.StringType, "VARCHAR",
          DataTypes.LongType, "BIGINT",
          DataTypes.IntegerType, "INTEGER",
          DataTypes.DoubleType, "DOUBLE",
          DataTypes.BooleanType, "BOOLEAN",
          DataTypes.DateType, "DATE",
          // Our instants are UTC-adjusted, which DuckDB reads from Parquet as this type.
          DataTypes.TimestampType, "TIMESTAMP WITH TIME ZONE");

  private static final Map<DataType, String> POSTGRES_TYPES =
      Map.of(
          DataTypes.StringType, "text",
          DataTypes.LongType, "bigint",
          DataTypes.IntegerType, "integer",
          DataTypes.DoubleType, "double precision",
          DataTypes.BooleanType, "boolean",
          DataTypes.DateType, "date",
          DataTypes.TimestampType, "timestamp with time zone");

  abstract String createTable(Table table);

  /** A name in SQL, whatever is in it. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** What PostgreSQL calls the type of a column. */
  public static String postgresType(Field field) {
    return POSTGRES_TYPES.get(field.type());
  }

  private interface ColumnText {
    String of(Field field);
  }

  private static String columns(Table table, ColumnText text) {
    return table.fields().stream()
        .map(field -> "  " + text.of(field))
        .collect(Collectors.joining(",\n"));
  }

  private static String sparkColumn(Field field) {
    return "%s %s%s COMMENT %s"
        .formatted(field.name(), field.type().sql(), notNull(field), quoted(comment(field)));
  }

  private static String duckDbColumn(Field field) {
    return field.name() + " " + duckDbType(field.type()) + notNull(field);
  }

  static String duckDbType(DataType type) {
    return DUCKDB_TYPES.get(type);
  }

  private static String postgresColumn(Field field) {
    return identifier(field.name()) + " " + postgresType(field) + notNull(field);
  }

  private static String notNull(Field field) {
    return field.nullable() ? "" : " NOT NULL";
  }

  private static String comment(Field field) {
    return field.comment();
  }

  private static String comment(String what, String doc) {
    return "COMMENT ON %s IS %s;\n".formatted(what, quoted(doc));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
