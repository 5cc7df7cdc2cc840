package org.wattledger.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of both sides, column by column: numbers by their sums, all else by the sum of the
 * hashes of the values. A ratio of times means nothing where these differ.
 */
final class TableComparison {

  private static final List<String> TABLES =
      List.of(
          "request_footprint",
          "model_daily",
          "team_daily",
          "query_daily",
          "model_hourly",
          "energy_balance",
          "device_hourly");

  /** They name the programs, not the day. */
  private static final List<String> PROVENANCE = List.of("method_version", "reference_version");

  /** Where both sides round in another order, whole millijoules may fall the other way. */
  private static final double TOLERANCE = 1e-6;

  /** A request at the edge of a bin of 1 % may fall into the next. */
  private static final double PERCENTILE_TOLERANCE = 1e-3;

  private final Path warehouse;
  private final LocalDate day;
  private final Path duckDbTables;

  TableComparison(Path warehouse, LocalDate day, Path duckDbTables) {
    this.warehouse = warehouse;
    this.day = day;
    this.duckDbTables = duckDbTables;
  }

  /** One column of one table; {@code ours} and {@code theirs}: sums. */
  record ColumnSums(String table, String column, double ours, double theirs, boolean agrees) {}

  /** Every column of every table; rows are counted as the column {@code rows}. */
  List<ColumnSums> compare() throws SQLException {
    List<ColumnSums> sums = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      double measuredMj = measuredMj(statement);
      for (String table : TABLES) {
        Map<String, String> types = types(statement, ours(table));
        types.keySet().removeAll(PROVENANCE);
        double[] ours = sums(statement, ours(table), types);
        double[] theirs = sums(statement, theirs(table), types);
        sums.add(column(table, "rows", "BIGINT", ours[0], theirs[0], measuredMj));
        int next = 1;
        for (Map.Entry<String, String> column : types.entrySet()) {
          sums.add(
              column(
                  table, column.getKey(), column.getValue(), ours[next], theirs[next], measuredMj));
          next++;
        }
      }
    }
    return sums;
  }

  private double measuredMj(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT sum(measured_mj) FROM " + ours("device_hourly"))) {
      row.next();
      return row.getDouble(1);
    }
  }

  private static ColumnSums column(
      String table, String column, String type, double ours, double theirs, double measuredMj) {
    double tolerance = 0;
    if (column.endsWith("_mj")) {
      // What rounding leaves is small beside what was rounded.
      tolerance = TOLERANCE * Math.max(Math.abs(ours), measuredMj);
    } else if (column.contains("_p50_") || column.contains("_p90_") || column.contains("_p99_")) {
      tolerance = PERCENTILE_TOLERANCE * Math.abs(ours);
    } else if (type.equals("DOUBLE")) {
      tolerance = TOLERANCE * Math.abs(ours);
    }
    return new ColumnSums(table, column, ours, theirs, Math.abs(ours - theirs) <= tolerance);
  }

  private static Map<String, String> types(Statement statement, String files) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + files)) {
      while (columns.next()) {
        types.put(columns.getString(1), columns.getString(2));
      }
    }
    return types;
  }

  private static double[] sums(Statement statement, String files, Map<String, String> types)
      throws SQLException {
    List<String> sums = new ArrayList<>(List.of("count(*)"));
    types.forEach((column, type) -> sums.add(sum(column, type)));
    try (ResultSet row =
        statement.executeQuery("SELECT %s FROM %s".formatted(String.join(", ", sums), files))) {
      row.next();
      double[] values = new double[sums.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getDouble(i + 1);
      }
      return values;
    }
  }

  /** Hashes are cut short, so that their sum is exact as a double. */
  private static String sum(String column, String type) {
    return switch (type) {
      case "BIGINT", "INTEGER", "DOUBLE" -> "coalesce(sum(%s), 0)".formatted(column);
      default ->
          "coalesce(sum(CASE WHEN %1$s IS NOT NULL THEN hash(%1$s::VARCHAR) %% 65536 END), 0)"
              .formatted(column);
    };
  }

  private String ours(String table) {
    return files(warehouse.resolve(table).resolve("dt=" + day) + "/*.parquet");
  }

  private String theirs(String table) {
    return table.equals("request_footprint")
        ? files(duckDbTables.resolve(table) + "/*.parquet")
        : files(duckDbTables.resolve(table + ".parquet").toString());
  }

  private static String files(String glob) {
    return "read_parquet('%s', hive_partitioning = false)".formatted(glob);
  }
}
