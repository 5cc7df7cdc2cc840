package org.wattledger.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wattledger.export.PostgresAddress;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedExport;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Option;

/** Where an export goes: standard output, a file, or a database. */
final class ExportTarget {

  @Option(
      names = "--format",
      description = "csv, with a header, or json, one object a line. Text only.")
  private PublishedExport.Format format;

  @Option(
      names = "--to-file",
      paramLabel = "FILE",
      description = "Replaces FILE once it is whole; default: standard output.")
  private Path file;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Into PostgreSQL instead: jdbc:postgresql://HOST:PORT/DATABASE?sslmode=verify-full. Each"
              + " table and day is replaced in one transaction; missing tables are made.")
  private String jdbc;

  @Option(names = "--user", paramLabel = "NAME", description = "User of the database.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      defaultValue = "PGPASSWORD",
      description = "Variable of the environment that holds the password: ${DEFAULT-VALUE}.")
  private String passwordVariable;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "Schema of the database; made if it is missing. Default: the user's.")
  private String schema;

  /** Throws USAGE if the options do not belong together. */
  void check(boolean isJsonResult) {
    if ((format == null) == (jdbc == null)) {
      throw usage(
          format == null
              ? "export was not told where to"
              : "--format %s and --jdbc were given together".formatted(format),
          "give --format csv or json for text, or --jdbc URL for a database");
    }
    if (isDatabase() && file != null) {
      throw usage("--to-file and --jdbc were given together", "give one of them");
    }
    if (!isDatabase() && (user != null || schema != null)) {
      throw usage("--user and --schema belong to a database", "give --jdbc URL with them");
    }
    if (isStandardOutput() && isJsonResult) {
      throw usage(
          "--output json would stand among the rows on standard output", "give --to-file FILE");
    }
  }

  boolean isDatabase() {
    return jdbc != null;
  }

  boolean isStandardOutput() {
    return !isDatabase() && file == null;
  }

  PublishedExport.Format format() {
    return format;
  }

  Path file() {
    return file;
  }

  /** The address with the password out of the environment. */
  PostgresAddress database(Map<String, String> environment) {
    return new PostgresAddress(
        jdbc,
        Optional.ofNullable(user),
        Optional.ofNullable(environment.get(passwordVariable)),
        Optional.ofNullable(schema));
  }

  private static RunFailure usage(String message, String hint) {
    return new RunFailure(ExitCode.USAGE, message, hint);
  }
}
