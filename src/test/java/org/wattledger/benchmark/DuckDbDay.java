package org.wattledger.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wattledger.cli.BenchmarkRound;
import org.wattledger.cli.ProcessUse;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.publication.Json;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the day of a synthetic fleet as DuckDB would: SQL scripts over the same files. */
public final class DuckDbDay implements Runnable {

  static final String ENGINE = "duckdb";
  private static final String KEY = "WATTLEDGER_USER_KEY";
  private static final int HMAC_BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  @Option(names = "--fleet", required = true)
  private Path fleet;

  @Option(names = "--reference", required = true, description = "The shipped reference tables.")
  private Path reference;

  @Option(names = "--date", required = true)
  private LocalDate date;

  @Option(names = "--format", required = true, description = "parquet or json")
  private String format;

  @Option(names = "--out", required = true, description = "Receives the tables.")
  private Path out;

  @Mixin private DuckDbOptions duckDb;

  @Option(names = "--share", description = "curves (prefix sums) or seconds (exploded)")
  private String share = "curves";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DuckDbDay()).execute(arguments));
  }

  @Override
  public void run() {
    ProcessUse begin = ProcessUse.now();
    for (int round = 1; round <= duckDb.rounds(); round++) {
      Map<String, Long> stagesMs = new LinkedHashMap<>();
      try {
        Files.createDirectories(out);
        day(stagesMs);
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("DuckDB could not run the day", e);
      }
      ProcessUse end = ProcessUse.now();
      System.out.println(Json.text(BenchmarkRound.between(ENGINE, round, begin, end, stagesMs)));
      begin = end;
    }
  }

  /** One round on a new database in memory. */
  private void day(Map<String, Long> stagesMs) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String setting : duckDb.settings(out.resolve("spill"))) {
        statement.execute(setting);
      }
      for (Map.Entry<String, String> variable : variables().entrySet()) {
        statement.execute("SET VARIABLE %s = %s".formatted(variable.getKey(), variable.getValue()));
      }
      for (String name :
          List.of(
              "reference",
              "inputs-" + format,
              "meters",
              "judge",
              "slots",
              "curves",
              "share-" + share,
              "booking",
              "tables")) {
        long start = System.nanoTime();
        SqlScript.read(name).run(statement);
        stagesMs.put(name, (System.nanoTime() - start) / 1_000_000);
      }
    }
  }

  static List<String> settings(int threads, String memory, String spill) {
    return List.of(
        "SET threads = " + threads,
        "SET memory_limit = " + text(memory),
        "SET temp_directory = " + text(spill),
        "SET preserve_insertion_order = false",
        "SET TimeZone = 'UTC'");
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("day", "DATE '%s'".formatted(date));
    variables.put("day_us", "epoch_us(TIMESTAMP '%s')".formatted(date));
    variables.put("day_start", "TIMESTAMPTZ '%s'".formatted(date));
    variables.put("day_end", "TIMESTAMPTZ '%s'".formatted(date.plusDays(1)));
    variables.put("look_back", "TIMESTAMPTZ '%s' - INTERVAL 1 HOUR".formatted(date));
    variables.put("look_ahead", "TIMESTAMPTZ '%s' + INTERVAL 1 HOUR".formatted(date.plusDays(1)));
    variables.put("fleet", text(fleet.toString()));
    variables.put("reference", text(reference.toString()));
    variables.put("out", text(out.toString()));
    variables.put("requests", files("requests"));
    variables.put("telemetry", files("telemetry"));
    variables.put("inner_pad", pad(INNER));
    variables.put("outer_pad", pad(OUTER));
    variables.put("method_version", text(NightlyPipeline.METHOD_VERSION));
    variables.put("reference_version", text("2026-11-01+fleet"));
    return variables;
  }

  /** The day's folder and its neighbours'. */
  private String files(String kind) {
    return Stream.of(date.minusDays(1), date, date.plusDays(1))
        .map(day -> fleet.resolve(kind).resolve(day.toString()))
        .filter(Files::isDirectory)
        .map(folder -> text(folder + "/*"))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The key of user ids as HMAC mixes it in. */
  private static String pad(byte filler) {
    byte[] key = System.getenv(KEY).getBytes(StandardCharsets.UTF_8);
    if (key.length > HMAC_BLOCK) {
      throw new IllegalArgumentException(KEY + " is longer than " + HMAC_BLOCK + " bytes");
    }
    byte[] padded = new byte[HMAC_BLOCK];
    for (int i = 0; i < HMAC_BLOCK; i++) {
      padded[i] = (byte) (filler ^ (i < key.length ? key[i] : 0));
    }
    return "unhex('%s')".formatted(HexFormat.of().formatHex(padded));
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
