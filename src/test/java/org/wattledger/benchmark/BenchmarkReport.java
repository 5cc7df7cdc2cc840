package org.wattledger.benchmark;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.wattledger.benchmark.TableComparison.ColumnSums;
import org.wattledger.cli.BenchmarkRound;
import org.wattledger.publication.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Compares the tables of both engines, then their times. Where a table differs it prints no ratio
 * and returns {@link #DIFFERENT}.
 */
public final class BenchmarkReport implements Callable<Integer> {

  static final int DIFFERENT = 20;
  private static final String ROWS = "rows";

  @Option(names = "--wattledger", required = true, description = "Its rounds, JSON.")
  private Path wattledgerRounds;

  @Option(names = "--duckdb", description = "Its rounds, JSON; absent: it did not run.")
  private Path duckDbRounds;

  @Option(names = "--warehouse", required = true)
  private Path warehouse;

  @Option(names = "--duckdb-tables")
  private Path duckDbTables;

  @Option(names = "--date", required = true)
  private LocalDate date;

  @Option(names = "--requests", required = true, description = "Of the fleet.")
  private long requests;

  @Option(names = "--format", required = true)
  private String format;

  @Option(names = "--output")
  private String output = "text";

  /** {@code duckdbRatio} is that of warm rounds: Wattledger's time by DuckDB's. */
  record Result(
      long requests,
      String format,
      Double duckdbRatio,
      Double duckdbRatioCold,
      EngineTimes wattledger,
      EngineTimes duckdb,
      List<ColumnSums> differences,
      int comparedColumns) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchmarkReport()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    EngineTimes ours = EngineTimes.of(rounds(wattledgerRounds));
    if (duckDbRounds == null) {
      print(new Result(requests, format, null, null, ours, null, List.of(), 0), List.of());
      return 0;
    }
    EngineTimes theirs = EngineTimes.of(rounds(duckDbRounds));
    List<ColumnSums> sums = new TableComparison(warehouse, date, duckDbTables).compare();
    List<ColumnSums> differences = sums.stream().filter(column -> !column.agrees()).toList();
    boolean isSame = differences.isEmpty();
    print(
        new Result(
            requests,
            format,
            isSame ? ours.warmS() / theirs.warmS() : null,
            isSame ? ours.coldS() / theirs.coldS() : null,
            ours,
            theirs,
            differences,
            sums.size()),
        sums);
    return isSame ? 0 : DIFFERENT;
  }

  static List<BenchmarkRound> rounds(Path file) throws IOException {
    JsonMapper mapper =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    try (MappingIterator<BenchmarkRound> rounds =
        mapper.readerFor(BenchmarkRound.class).readValues(file.toFile())) {
      return rounds.readAll();
    }
  }

  private void print(Result result, List<ColumnSums> sums) {
    if (output.equals("json")) {
      System.out.println(Json.text(result));
      return;
    }
    System.out.printf("%,d requests, %s%n%n", requests, format);
    times("wattledger", result.wattledger());
    if (result.duckdb() == null) {
      return;
    }
    times("duckdb", result.duckdb());
    System.out.printf("%d columns compared, %d differ%n", sums.size(), result.differences().size());
    sums.stream()
        .filter(column -> column.column().equals(ROWS) || isEnergy(column))
        .forEach(BenchmarkReport::line);
    result.differences().forEach(BenchmarkReport::line);
    if (result.duckdbRatio() == null) {
      System.out.println("The tables differ: no ratio.");
      return;
    }
    System.out.printf(
        "%nwattledger / duckdb: %.2f warm, %.2f cold%n",
        result.duckdbRatio(), result.duckdbRatioCold());
  }

  private static boolean isEnergy(ColumnSums column) {
    return column.column().equals("active_energy_mj") || column.column().equals("active_mj");
  }

  private static void line(ColumnSums sums) {
    System.out.printf(
        "  %-20s %-36s %24.6f %24.6f %s%n",
        sums.table(), sums.column(), sums.ours(), sums.theirs(), sums.agrees() ? "" : "DIFFERS");
  }

  private void times(String engine, EngineTimes times) {
    System.out.printf(
        "%-12s cold %8.2f s (%.2f s of processor time), warm %8.2f s (%.2f), %,.0f requests/s"
            + " warm, %,.0f MB at most%n",
        engine,
        times.coldS(),
        times.coldCpuS(),
        times.warmS(),
        times.warmCpuS(),
        requests / times.warmS(),
        times.peakResidentMb());
    times
        .warmStagesMs()
        .forEach((stage, ms) -> System.out.printf("  %-18s %8.2f s%n", stage, ms / 1e3));
    System.out.println();
  }
}
