package org.wattledger.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wattledger.publication.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How fast both engines read each format into canonical rows. Where their rows differ there is no
 * ratio, and the exit code is {@link BenchmarkReport#DIFFERENT}.
 */
public final class IngestReport implements Callable<Integer> {

  private static final int BYTES_OF_MB = 1_000_000;

  /** Sums of doubles depend on their order. */
  private static final double TOLERANCE = 1e-9;

  @Option(names = "--inputs", required = true, description = "A folder for each format.")
  private Path inputs;

  @Option(names = "--out", required = true, description = "Rounds and rows of both engines.")
  private Path out;

  @Option(names = "--output")
  private String output = "text";

  /** What is compared, as both engines have it. */
  record Sum(String of, String ours, String theirs, boolean agrees) {}

  /**
   * One format.
   *
   * @param mb as the files lie
   * @param unpackedMb the text in them
   */
  record Ingest(
      String format,
      double mb,
      double unpackedMb,
      long rows,
      Double duckdbRatio,
      Double duckdbRatioCold,
      EngineTimes wattledger,
      EngineTimes duckdb,
      List<Sum> differences) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new IngestReport()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<Ingest> all = new ArrayList<>();
    for (IngestFormat format : IngestFormat.values()) {
      all.add(ingest(format));
    }
    if (output.equals("json")) {
      System.out.println(Json.text(all));
    } else {
      print(all);
    }
    return all.stream().allMatch(each -> each.differences().isEmpty())
        ? 0
        : BenchmarkReport.DIFFERENT;
  }

  private Ingest ingest(IngestFormat format) throws IOException, SQLException {
    EngineTimes ours =
        EngineTimes.of(BenchmarkReport.rounds(out.resolve(format.folder() + "-wattledger.json")));
    EngineTimes theirs =
        EngineTimes.of(BenchmarkReport.rounds(out.resolve(format.folder() + "-duckdb.json")));
    List<Sum> sums = compared(format);
    List<Sum> differences = sums.stream().filter(sum -> !sum.agrees()).toList();
    boolean isSame = differences.isEmpty();
    return new Ingest(
        format.folder(),
        (double) format.bytes(inputs) / BYTES_OF_MB,
        (double) format.unpackedBytes(inputs) / BYTES_OF_MB,
        Long.parseLong(sums.get(0).ours()),
        isSame ? ours.warmS() / theirs.warmS() : null,
        isSame ? ours.coldS() / theirs.coldS() : null,
        ours,
        theirs,
        differences);
  }

  private List<Sum> compared(IngestFormat format) throws SQLException {
    List<Sum> sums = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      Path staged = out.resolve(format.folder() + "-wattledger").resolve(format.staged());
      List<String> ours = sums(statement, format, staged);
      List<String> theirs =
          sums(statement, format, out.resolve(format.folder() + "-duckdb/*.parquet"));
      for (int i = 0; i < ours.size(); i++) {
        sums.add(
            new Sum(
                format.sums().get(i),
                ours.get(i),
                theirs.get(i),
                agree(ours.get(i), theirs.get(i))));
      }
    }
    return sums;
  }

  private static List<String> sums(Statement statement, IngestFormat format, Path files)
      throws SQLException {
    String query =
        "SELECT %s FROM read_parquet('%s', hive_partitioning = false)"
            .formatted(String.join(", ", format.sums()), files);
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      List<String> sums = new ArrayList<>();
      for (int column = 1; column <= format.sums().size(); column++) {
        sums.add(String.valueOf(row.getString(column)));
      }
      return sums;
    }
  }

  private static boolean agree(String ours, String theirs) {
    if (!ours.contains(".") || !theirs.contains(".")) {
      return ours.equals(theirs);
    }
    double amount = Double.parseDouble(ours);
    return Math.abs(amount - Double.parseDouble(theirs)) <= TOLERANCE * Math.abs(amount);
  }

  private static void print(List<Ingest> all) {
    System.out.println(
        "format      engine       MB  unpacked MB        rows   cold s   warm s  warm cpu s"
            + "    MB/s  unpacked MB/s       rows/s");
    for (Ingest each : all) {
      line(each, "wattledger", each.wattledger());
      line(each, "duckdb", each.duckdb());
      each.differences()
          .forEach(
              sum ->
                  System.out.printf(
                      "  %s: %s and %s DIFFER%n", sum.of(), sum.ours(), sum.theirs()));
      System.out.println(
          each.duckdbRatio() == null
              ? "  the rows differ: no ratio"
              : "  wattledger / duckdb: %.2f warm, %.2f cold"
                  .formatted(each.duckdbRatio(), each.duckdbRatioCold()));
    }
  }

  private static void line(Ingest ingest, String engine, EngineTimes times) {
    System.out.printf(
        "%-11s %-10s %5.0f %12.0f %,11d %8.2f %8.2f %11.2f %7.0f %14.0f %,12.0f%n",
        ingest.format(),
        engine,
        ingest.mb(),
        ingest.unpackedMb(),
        ingest.rows(),
        times.coldS(),
        times.warmS(),
        times.warmCpuS(),
        ingest.mb() / times.warmS(),
        ingest.unpackedMb() / times.warmS(),
        ingest.rows() / times.warmS());
  }
}
