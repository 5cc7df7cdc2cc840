package org.wattledger.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two warehouses hold the same values of a day, table by table and row by row. Started by
 * scripts/cluster as a source file, so it uses nothing but the JDK and DuckDB.
 */
final class SameTables {

  private SameTables() {}

  /** Two warehouses and a day; ends with 1 where they differ. */
  public static void main(String[] arguments) throws IOException, SQLException {
    List<Path> warehouses = List.of(Path.of(arguments[0]), Path.of(arguments[1]));
    String day = "dt=" + arguments[2];
    List<String> tables = tables(warehouses.get(0), day);
    if (tables.isEmpty() || !tables.equals(tables(warehouses.get(1), day))) {
      System.out.println("not the same tables: " + tables + tables(warehouses.get(1), day));
      System.exit(1);
    }
    long different = 0;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String table : tables) {
        List<String> files =
            warehouses.stream()
                .map(
                    warehouse ->
                        "read_parquet('%s/*.parquet')"
                            .formatted(warehouse.resolve(table).resolve(day)))
                .toList();
        long rows = count(statement, files.get(0));
        long unlike =
            count(statement, "(FROM %s EXCEPT ALL FROM %s)".formatted(files.get(0), files.get(1)))
                + count(
                    statement,
                    "(FROM %s EXCEPT ALL FROM %s)".formatted(files.get(1), files.get(0)));
        System.out.printf("%-20s %8d rows, %d different%n", table, rows, unlike);
        different += unlike;
      }
    }
    System.exit(different == 0 ? 0 : 1);
  }

  private static List<String> tables(Path warehouse, String day) throws IOException {
    List<String> tables = new ArrayList<>();
    try (Stream<Path> entries = Files.list(warehouse)) {
      entries
          .filter(entry -> Files.isDirectory(entry.resolve(day)))
          .forEach(entry -> tables.add(entry.getFileName().toString()));
    }
    return tables.stream().sorted().toList();
  }

  private static long count(Statement statement, String rows) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT count(*) FROM " + rows)) {
      result.next();
      return result.getLong(1);
    }
  }
}
