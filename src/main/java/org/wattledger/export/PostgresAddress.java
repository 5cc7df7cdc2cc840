package org.wattledger.export;

import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.wattledger.export.ExportFailed.Kind;

/**
 * Where a database is and who asks.
 *
 * @param url {@code jdbc:postgresql://host:port/database?option=value}; its options go to the
 *     driver, {@code sslmode} among them
 * @param user empty: the URL's, else that of the operating system
 * @param password empty: none, or that of the driver's password file
 * @param schema empty: the first of the user's search path, usually {@code public}
 */
public record PostgresAddress(
    String url, Optional<String> user, Optional<String> password, Optional<String> schema) {

  private static final String PREFIX = "jdbc:postgresql:";

  /**
   * Checks the address without a look at the network.
   *
   * @throws ExportFailed USAGE if it is none of PostgreSQL; SECURITY if a password is in it
   */
  public PostgresAddress {
    if (!url.startsWith(PREFIX)) {
      throw new ExportFailed(
          Kind.USAGE,
          "--jdbc does not name a PostgreSQL database",
          "write it like jdbc:postgresql://db.example.org:5432/energy?sslmode=verify-full",
          null);
    }
    if (url.matches("[^?]*//[^/?]*@.*") || PGProperty.PASSWORD.getOrDefault(options(url)) != null) {
      throw new ExportFailed(
          Kind.SECURITY,
          "--jdbc puts a password or user on the command line, where others can read it",
          "give --user, and the password in a variable of the environment that --password-env"
              + " names",
          null);
    }
  }

  /** Host, port and database, for messages. */
  public String place() {
    Properties options = options(url);
    return "%s:%s/%s"
        .formatted(
            PGProperty.PG_HOST.getOrDefault(options),
            PGProperty.PG_PORT.getOrDefault(options),
            PGProperty.PG_DBNAME.getOrDefault(options));
  }

  /** What the driver needs to know beside the URL. */
  Properties login() {
    Properties login = new Properties();
    PGProperty.APPLICATION_NAME.set(login, "wattledger");
    PGProperty.TCP_KEEP_ALIVE.set(login, true);
    user.ifPresent(name -> PGProperty.USER.set(login, name));
    password.ifPresent(secret -> PGProperty.PASSWORD.set(login, secret));
    return login;
  }

  /** Without the password, wherever it is repeated. */
  String redacted(String text) {
    return password.filter(secret -> !secret.isEmpty()).isPresent()
        ? text.replace(password.get(), "***")
        : text;
  }

  @Override
  public String toString() {
    return "PostgresAddress[" + place() + "]";
  }

  private static Properties options(String url) {
    Properties options = Driver.parseURL(url, null);
    if (options == null) {
      throw new ExportFailed(
          Kind.USAGE,
          "--jdbc is no address that the driver understands",
          "write it like jdbc:postgresql://db.example.org:5432/energy?sslmode=verify-full",
          null);
    }
    return options;
  }
}
