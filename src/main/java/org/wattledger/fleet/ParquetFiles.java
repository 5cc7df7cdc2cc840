package org.wattledger.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes datasets as {@code part-00000.parquet}, ... and leaves nothing else behind. */
final class ParquetFiles {

  private static final String DAY_PREFIX = "day=";

  /** Column that names the folder of a row. */
  static final String DAY = "day";

  private final SparkSession spark;

  private ParquetFiles(SparkSession spark) {
    this.spark = spark;
  }

  /** Settings are those of a session of its own; the given one stays as it is. */
  static ParquetFiles of(SparkSession spark) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    own.conf().set("spark.sql.session.timeZone", "UTC");
    // A task writes the day and its neighbours at once instead of sorting its rows by day.
    own.conf().set("spark.sql.maxConcurrentOutputFileWriters", "8");
    return new ParquetFiles(own);
  }

  SparkSession session() {
    return spark;
  }

  void write(Dataset<Row> rows, Path folder) {
    Path unfinished = unfinished(folder);
    writer(rows).parquet(unfinished.toString());
    try {
      moveParts(unfinished, folder);
      deleteTree(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot move the files of " + folder, e);
    }
  }

  /** One folder per value of {@link #DAY}, which is left out of the files. */
  void writeByDay(Dataset<Row> rows, Path folder) {
    Path unfinished = unfinished(folder);
    writer(rows).partitionBy(DAY).parquet(unfinished.toString());
    try {
      for (Path day : children(unfinished)) {
        String name = day.getFileName().toString();
        if (name.startsWith(DAY_PREFIX)) {
          moveParts(day, folder.resolve(name.substring(DAY_PREFIX.length())));
        }
      }
      deleteTree(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot move the files of " + folder, e);
    }
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return rows.write().option("compression", "zstd");
  }

  private static Path unfinished(Path folder) {
    return folder.resolveSibling('.' + folder.getFileName().toString() + ".tmp");
  }

  /** Spark's names begin with the number of the task, so their order is that of the rows. */
  private static void moveParts(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    int number = 0;
    for (Path file : children(from)) {
      String name = file.getFileName().toString();
      if (name.startsWith("part-") && name.endsWith(".parquet")) {
        Files.move(file, to.resolve("part-%05d.parquet".formatted(number)));
        number++;
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
