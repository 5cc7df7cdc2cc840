package org.wattledger.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.wattledger.export.ExportFailed.Kind;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.DdlDialect;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * Tables of a PostgreSQL database that hold what the warehouse shows. A day of a table is replaced
 * in one transaction: readers find the former or the new rows of it, and so does whoever looks
 * after a failure.
 */
public final class PostgresTables implements AutoCloseable {

  /** What is sent at a time. */
  private static final int SENT_CHARS = 1 << 16;

  private final PostgresAddress address;
  private final Connection connection;

  private PostgresTables(PostgresAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Connects, and makes the schema if it is missing.
   *
   * @throws ExportFailed STORAGE naming the host, if it cannot be reached or refuses
   */
  public static PostgresTables open(PostgresAddress address) {
    try {
      // By itself: with spark-submit the driver is not where DriverManager looks.
      Connection connection = new Driver().connect(address.url(), address.login());
      PostgresTables tables = new PostgresTables(address, connection);
      try {
        connection.setAutoCommit(false);
        tables.useSchema();
        return tables;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("no connection", address, e);
    }
  }

  private void useSchema() throws SQLException {
    if (address.schema().isPresent()) {
      String schema = DdlDialect.identifier(address.schema().get());
      if (!exists("SELECT 1 FROM pg_namespace WHERE nspname = ?", address.schema().get())) {
        execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      }
      execute("SET search_path TO " + schema);
      connection.commit();
    }
  }

  /**
   * Makes a table that is missing; one that is there gets the columns that it lacks.
   *
   * @throws ExportFailed STORAGE if a column is there with another type, or the table cannot be
   *     made
   */
  public void prepare(Table table) {
    inTransaction(
        table,
        () -> {
          Map<String, String> present = columns(table);
          if (present.isEmpty()) {
            execute(DataDictionary.of(List.of(table)).ddl(DdlDialect.POSTGRESQL));
            return 0L;
          }
          for (Field field : table.fields()) {
            String type = present.get(field.name());
            if (type == null) {
              execute(
                  "ALTER TABLE %s ADD COLUMN %s %s"
                      .formatted(
                          DdlDialect.identifier(table.name()),
                          DdlDialect.identifier(field.name()),
                          DdlDialect.postgresType(field)));
            } else if (!type.equals(DdlDialect.postgresType(field))) {
              throw otherType(table, field, type);
            }
          }
          return 0L;
        });
  }

  private ExportFailed otherType(Table table, Field field, String type) {
    return new ExportFailed(
        Kind.STORAGE,
        "Column %s of table %s in %s is %s, not %s"
            .formatted(
                field.name(), table.name(), address.place(), type, DdlDialect.postgresType(field)),
        "rename that table, or name another --schema",
        null);
  }

  /**
   * Puts the rows of a day in the place of those that the table has of it.
   *
   * @return how many there are now
   * @throws ExportFailed STORAGE if that fails; the table then shows what it showed before
   */
  public long replace(Table table, LocalDate day, Iterator<Row> rows) {
    return inTransaction(
        table,
        () -> {
          String delete =
              "DELETE FROM %s WHERE %s = ?"
                  .formatted(
                      DdlDialect.identifier(table.name()),
                      DdlDialect.identifier(OutputTables.USAGE_DATE.name()));
          try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setObject(1, day);
            statement.executeUpdate();
          }
          return copy(table, rows);
        });
  }

  private long copy(Table table, Iterator<Row> rows) throws SQLException {
    List<String> names = List.of(table.columnNames());
    CsvText text = CsvText.forPostgres(names);
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY %s (%s) FROM STDIN (FORMAT csv, ENCODING 'UTF8')"
                    .formatted(
                        DdlDialect.identifier(table.name()),
                        names.stream()
                            .map(DdlDialect::identifier)
                            .collect(Collectors.joining(", "))));
    try {
      StringBuilder unsent = new StringBuilder();
      while (rows.hasNext()) {
        unsent.append(text.line(rows.next())).append(text.lineEnd());
        if (unsent.length() >= SENT_CHARS || !rows.hasNext()) {
          byte[] bytes = unsent.toString().getBytes(StandardCharsets.UTF_8);
          copy.writeToCopy(bytes, 0, bytes.length);
          unsent.setLength(0);
        }
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private interface Work {
    long run() throws SQLException;
  }

  /** Of two that export the same table at once, one waits. */
  private long inTransaction(Table table, Work work) {
    try {
      try {
        exists("SELECT pg_advisory_xact_lock(hashtext(?))", "wattledger." + table.name());
        long result = work.run();
        connection.commit();
        return result;
      } finally {
        // Undoes what was not committed, and nothing else.
        if (!connection.isClosed()) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw PostgresFailure.of("table %s is as it was".formatted(table.name()), address, e);
    }
  }

  /** Name and type of the columns that a table has; none if there is no such table. */
  private Map<String, String> columns(Table table) throws SQLException {
    String sql =
        """
        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
        """;
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, DdlDialect.identifier(table.name()));
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.put(found.getString(1), found.getString(2));
        }
      }
    }
    return columns;
  }

  private boolean exists(String sql, String parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything that was done is committed.
    }
  }
}
