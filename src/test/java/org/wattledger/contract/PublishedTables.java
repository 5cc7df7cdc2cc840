package org.wattledger.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * A published day as DuckDB reads it: each table is a view of its name over the files that a reader
 * finds under {@code <table>/dt=<day>/}. DuckDB shares no code with what wrote them.
 */
public final class PublishedTables implements AutoCloseable {

  private final Connection connection;

  public PublishedTables(Path warehouse, LocalDate day) {
    this();
    execute("SET TimeZone = 'UTC'");
    for (Table table : OutputTables.PUBLISHED) {
      // The partition is also a column, so the folder's name is not made another one.
      execute(
          "CREATE VIEW %s AS SELECT * FROM read_parquet('%s/%s/dt=%s/*.parquet', hive_partitioning = false)"
              .formatted(table.name(), warehouse, table.name(), day));
    }
  }

  private PublishedTables() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The files that a warehouse names in its snapshot, read as a user reads it. */
  static PublishedTables bySnapshot(Path warehouse) {
    try {
      return byScript(warehouse, Files.readString(warehouse.resolve("snapshot.sql")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All days of a warehouse by a script of views, read from another directory. */
  static PublishedTables byScript(Path warehouse, String script) {
    PublishedTables tables = new PublishedTables();
    String path = warehouse.toAbsolutePath().toString().replace("'", "''");
    tables.execute("SET file_search_path = '%s'".formatted(path));
    tables.execute(script);
    return tables;
  }

  /** Runs a statement that yields nothing. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query, by column in its order. */
  public List<Map<String, Object>> rows(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      List<Map<String, Object>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnLabel(i), result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The only row of a query. */
  public Map<String, Object> row(String sql) {
    List<Map<String, Object>> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError("%d rows instead of one: %s".formatted(rows.size(), sql));
    }
    return rows.get(0);
  }

  /** A whole number. */
  public long number(String sql) {
    return ((Number) row(sql).values().iterator().next()).longValue();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
