package org.wattledger.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of this machine for all tests of a JVM, from binaries that Maven brings; it
 * ends with the JVM. Each test has a schema of its own.
 */
public final class PostgresServer {

  private static PostgresServer running;
  private static String whyNot;

  private final EmbeddedPostgres server;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * The server; where there are no binaries for the machine, or it lets no server start, the test
   * is skipped and says why.
   */
  public static synchronized PostgresServer running() {
    if (running == null && whyNot == null) {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "20")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "postgres"));
        running = new PostgresServer(server);
      } catch (IOException | IllegalStateException e) {
        whyNot = "no PostgreSQL server on this machine: " + e;
      }
    }
    Assumptions.assumeTrue(running != null, () -> whyNot);
    return running;
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      // The JVM ends; so does what it started.
    }
  }

  /** As {@code --jdbc} takes it. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  public String user() {
    return "postgres";
  }

  /** A connection of a reader, by itself. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), "");
  }

  /** Runs statements, and commits them. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Every row of a query as text: cells with a bar between them. */
  public List<String> rows(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(result.getString(i));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
