package org.wattledger.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Statements of one file, each ended by a semicolon at the end of a line.
 *
 * @param name of the file, without its ending
 */
record SqlScript(String name, List<String> statements) {

  static SqlScript read(String name) {
    try (InputStream in =
        SqlScript.class.getResourceAsStream("/benchmark/duckdb/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no SQL script " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SqlScript(
          name, Arrays.stream(text.split(";\\s*(\\n|$)")).filter(SqlScript::isStatement).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void run(Statement statement) throws SQLException {
    for (String sql : statements) {
      statement.execute(sql);
    }
  }

  private static boolean isStatement(String text) {
    return text.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--"));
  }
}
