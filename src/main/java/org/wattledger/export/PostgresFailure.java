package org.wattledger.export;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.wattledger.export.ExportFailed.Kind;

/** What a database says when it refuses, and what to do about it. */
final class PostgresFailure {

  private PostgresFailure() {}

  /** {@code what} failed at the address; the password is in no part of the message. */
  static ExportFailed of(String what, PostgresAddress address, SQLException e) {
    return new ExportFailed(
        Kind.STORAGE,
        "PostgreSQL %s: %s: %s".formatted(address.place(), what, address.redacted(said(e))),
        remedy(e.getSQLState() == null ? "" : e.getSQLState()),
        null);
  }

  /** Without detail and context, which repeat rows. */
  private static String said(SQLException e) {
    return e instanceof PSQLException refused && refused.getServerErrorMessage() != null
        ? String.valueOf(refused.getServerErrorMessage().getMessage())
        : String.valueOf(e.getMessage());
  }

  /** By the class of the SQL standard, and where PostgreSQL says more. */
  private static String remedy(String state) {
    if (state.startsWith("28") || state.equals("08004")) {
      return "check --user, and the password in the variable that --password-env names";
    }
    if (state.startsWith("08")) {
      return "check host, port, network and sslmode of --jdbc, then export again";
    }
    return switch (state) {
      case "3D000" -> "create the database, or name another one in --jdbc";
      case "42501" ->
          "give the user USAGE and CREATE on the schema and ownership of its tables, or name a"
              + " --schema that it may write";
      case "53100" -> "make room on the disk of the database, then export again";
      case "23502" -> "drop the table, so that it is made anew, and export all days again";
      default -> "see what the database says, then export again";
    };
  }
}
