package org.wattledger.schema;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The script that shows a warehouse to DuckDB: a view for each table, the same in units of people,
 * dimensions, joins, and the views in formats of others. Paths are relative to the warehouse.
 */
public final class DuckDbViews {

  private static final String HEAD =
      """
      -- Views of this warehouse for DuckDB. In the warehouse: duckdb -init views.sql
      -- Elsewhere: SET file_search_path = '/path/to/warehouse'; .read /path/to/warehouse/views.sql
      -- Written anew by every run. Instants are shown in the zone of the session:
      SET TimeZone = 'UTC';
      """;

  private static final String HEAD_OF_SNAPSHOT =
      """
      -- Views of this warehouse for DuckDB, over the very files of the moment at which this was written:
      -- all tables and days fit each other, and what is published meanwhile changes nothing. The files
      -- of a day stay until it was published twice more. Used as views.sql is.
      SET TimeZone = 'UTC';
      """;

  /** Tables whose measures people want in kWh, kg and m3. */
  private static final List<Table> IN_LARGE_UNITS =
      List.of(
          OutputTables.REQUEST_FOOTPRINT,
          OutputTables.MODEL_DAILY,
          OutputTables.TEAM_DAILY,
          OutputTables.MODEL_HOURLY,
          OutputTables.DEVICE_HOURLY,
          OutputTables.ENERGY_BALANCE);

  private static final List<LargeUnit> LARGE_UNITS =
      List.of(
          new LargeUnit(Unit.MILLIJOULES, Unit.KILOWATT_HOURS, "3600000000.0e0"),
          new LargeUnit(Unit.WATT_HOURS, Unit.KILOWATT_HOURS, "1000.0e0"),
          new LargeUnit(Unit.GRAMS_CO2E, Unit.KILOGRAMS_CO2E, "1000.0e0"),
          new LargeUnit(Unit.LITRES, Unit.CUBIC_METRES, "1000.0e0"));

  /** {@code divisor}: how many of the small unit make one of the large. */
  private record LargeUnit(Unit small, Unit large, String divisor) {

    String column(Field field) {
      String name = field.name();
      String stem = name.substring(0, name.length() - small.suffix().length());
      return "%s / %s AS %s"
          .formatted(identifier(name), divisor, identifier(stem + large.suffix()));
    }
  }

  private DuckDbViews() {}

  /** The whole script, over all files that are there when a view is read. */
  public static String script() {
    return script(HEAD, DuckDbViews::allFiles);
  }

  /**
   * The whole script, over files that are known.
   *
   * @param files by table, paths relative to the warehouse, perhaps with wildcards; at least one
   *     each
   */
  public static String snapshot(Function<Table, List<String>> files) {
    return script(
        HEAD_OF_SNAPSHOT,
        table ->
            "  usage_date AS dt\nFROM read_parquet([\n  %s\n], hive_partitioning = false, union_by_name = true)"
                .formatted(
                    files.apply(table).stream()
                        .map(DuckDbViews::literal)
                        .collect(Collectors.joining(",\n  "))));
  }

  private static String script(String head, Statement source) {
    return String.join(
        "\n",
        head,
        each(OutputTables.PUBLISHED, table -> table(table, source.of(table))),
        each(IN_LARGE_UNITS, DuckDbViews::inLargeUnits),
        PublishedView.resource("dimensions.sql") + "\n",
        PublishedView.resource("joins.sql") + "\n",
        PublishedView.ALL.stream().map(DuckDbViews::view).collect(Collectors.joining("\n")));
  }

  /** An identifier that means itself, whatever is in it. */
  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text that means itself, whatever is in it. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private interface Statement {
    String of(Table table);
  }

  private static String each(List<Table> tables, Statement statement) {
    return tables.stream().map(statement::of).collect(Collectors.joining("\n"));
  }

  private static String allFiles(Table table) {
    return "  dt\nFROM read_parquet(%s, hive_partitioning = true, hive_types = {'dt': DATE}, union_by_name = true)"
        .formatted(literal(table.name() + "/*/*.parquet"));
  }

  /** Columns by name: files of an older day may lack some. {@code dt} reads fewer files. */
  private static String table(Table table, String source) {
    String columns =
        table.fields().stream()
            .map(field -> "  " + identifier(field.name()))
            .collect(Collectors.joining(",\n"));
    return """
        CREATE OR REPLACE VIEW %s AS SELECT
        %s,
        %s;
        %s%s"""
        .formatted(
            identifier(table.name()),
            columns,
            source,
            comments(table),
            comment(
                column(table.name(), "dt"),
                "Same as usage_date; a filter on it reads fewer files"));
  }

  private static String inLargeUnits(Table table) {
    String columns =
        table.fields().stream()
            .map(field -> "  " + inLargeUnit(field))
            .collect(Collectors.joining(",\n"));
    String name = table.name() + "_kwh";
    return "CREATE OR REPLACE VIEW %s AS SELECT\n%s\nFROM %s;\n%s"
        .formatted(
            identifier(name),
            columns,
            identifier(table.name()),
            comment("VIEW " + identifier(name), table.name() + " in kWh, kg and m3"));
  }

  private static String inLargeUnit(Field field) {
    return LARGE_UNITS.stream()
        .filter(unit -> unit.small == field.unit())
        .map(unit -> unit.column(field))
        .findFirst()
        .orElse(identifier(field.name()));
  }

  /** Types are stated: DuckDB's sums of whole numbers are wider than the columns of files. */
  private static String view(PublishedView view) {
    String columns =
        view.table().fields().stream()
            .map(
                field ->
                    "  CAST(%s AS %s) AS %s"
                        .formatted(
                            identifier(field.name()),
                            DdlDialect.duckDbType(field.type()),
                            identifier(field.name())))
            .collect(Collectors.joining(",\n"));
    return "CREATE OR REPLACE VIEW %s AS SELECT\n%s\nFROM (\n%s\n);\n%s"
        .formatted(
            identifier(view.name()), columns, view.sql(SqlDialect.DUCKDB), comments(view.table()));
  }

  private static String comments(Table table) {
    return comment("VIEW " + identifier(table.name()), table.grain())
        + table.fields().stream()
            .map(field -> comment(column(table.name(), field.name()), field.comment()))
            .collect(Collectors.joining());
  }

  private static String column(String table, String name) {
    return "COLUMN " + identifier(table) + "." + identifier(name);
  }

  private static String comment(String what, String text) {
    return "COMMENT ON %s IS %s;\n".formatted(what, literal(text));
  }
}
