package org.wattledger.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.wattledger.cli.BenchmarkRound;
import org.wattledger.cli.ProcessUse;
import org.wattledger.publication.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads raw files into canonical columns as DuckDB would: one statement, Parquet behind it. */
public final class DuckDbIngest implements Runnable {

  @Option(names = "--inputs", required = true, description = "A folder for each format.")
  private Path inputs;

  @Option(names = "--format", required = true, description = "json, json-gz or prometheus")
  private String format;

  @Option(names = "--out", required = true, description = "Receives Parquet files.")
  private Path out;

  @Mixin private DuckDbOptions duckDb;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DuckDbIngest()).execute(arguments));
  }

  @Override
  public void run() {
    ProcessUse begin = ProcessUse.now();
    for (int round = 1; round <= duckDb.rounds(); round++) {
      long startNs = System.nanoTime();
      try {
        Files.createDirectories(out.getParent());
        ingest(IngestFormat.named(format));
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("DuckDB could not ingest " + format, e);
      }
      Map<String, Long> stagesMs = Map.of("ingest", (System.nanoTime() - startNs) / 1_000_000);
      ProcessUse end = ProcessUse.now();
      System.out.println(
          Json.text(BenchmarkRound.between(DuckDbDay.ENGINE, round, begin, end, stagesMs)));
      begin = end;
    }
  }

  private void ingest(IngestFormat of) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String setting : duckDb.settings(out.resolveSibling("spill"))) {
        statement.execute(setting);
      }
      set(statement, "inputs", inputs.resolve(of.folder()));
      set(statement, "out", out);
      SqlScript.read(of.script()).run(statement);
    }
  }

  private static void set(Statement statement, String variable, Path value) throws SQLException {
    statement.execute("SET VARIABLE %s = %s".formatted(variable, DuckDbDay.text(value.toString())));
  }
}
