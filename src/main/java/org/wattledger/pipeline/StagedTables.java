package org.wattledger.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.columnfiles.LocalParquet;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.schema.Table;
import scala.Tuple2;

/** The tables of one run on their way: written to staging, read back from there for the audit. */
final class StagedTables {

  private final SparkSession session;
  private final Path warehouse;
  private final String runId;
  private final RunJournal journal;

  StagedTables(SparkSession session, Path warehouse, String runId, RunJournal journal) {
    this.session = session;
    this.warehouse = warehouse;
    this.runId = runId;
    this.journal = journal;
  }

  /** Directory of a table in the staging area. */
  Path directory(Table table) {
    return warehouse.resolve(Layout.staging(runId, table.name()));
  }

  /** Writes a table of few rows as one file, sorted by its keys. */
  void writeOne(Table table, List<Row> rows) {
    try {
      Files.createDirectories(directory(table));
      TableFile.of(session, table)
          .write(file(table), rows.stream().sorted(new KeyOrder(table)).iterator());
    } catch (IOException e) {
      throw storageFailure(table, e);
    }
    register(table);
  }

  /** Writes a table of any size as one file, sorted by its keys, in one task. */
  void writeOne(Table table, JavaRDD<Row> rows) {
    Path attempts = directory(table).resolveSibling("_writing_" + table.name());
    try {
      Files.createDirectories(attempts);
      Path finished = attempts.resolve(sorted(table, rows, attempts.toString()));
      Files.createDirectories(directory(table));
      Files.move(finished, file(table), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.deleteTree(attempts);
    } catch (IOException e) {
      throw storageFailure(table, e);
    }
    register(table);
  }

  /** Each attempt of the task has a file of its own; returns the name of the one that ended. */
  private String sorted(Table table, JavaRDD<Row> rows, String attempts) {
    TableFile file = TableFile.of(session, table);
    return rows.mapToPair(row -> new Tuple2<>(row, ""))
        .repartitionAndSortWithinPartitions(new HashPartitioner(1), new KeyOrder(table))
        .keys()
        .mapPartitions(
            ordered -> {
              String name = "attempt-%d.parquet".formatted(TaskContext.get().taskAttemptId());
              file.write(Path.of(attempts, name), ordered);
              return List.of(name).iterator();
            })
        .first();
  }

  private Path file(Table table) {
    return directory(table).resolve(table.name() + ".parquet");
  }

  /**
   * Takes the files of a table that tasks have written elsewhere. What other attempts wrote stays
   * there, also when a worker is lost and its tasks are repeated later.
   *
   * <p>Their names do not depend on the run, and there are at least as many as the day shows now,
   * and one if there are no rows at all: who has listed the files of the former run, and opens them
   * after the new one was published, finds each name.
   *
   * @param written directory in which the tasks write, on the same file system
   * @param files in the order of their rows
   */
  void adopt(Table table, LocalDate day, Path written, List<String> files) {
    try {
      Files.createDirectories(directory(table));
      int shown = parts(warehouse.resolve(Layout.day(table.name(), day))).size();
      for (int i = 0; i < Math.max(files.size(), Math.max(shown, 1)); i++) {
        Path staged = directory(table).resolve("part-%05d.parquet".formatted(i));
        if (i < files.size()) {
          Files.move(written.resolve(files.get(i)), staged, StandardCopyOption.ATOMIC_MOVE);
        } else {
          TableFile.of(session, table).write(staged, Collections.emptyIterator());
        }
      }
    } catch (IOException e) {
      throw storageFailure(table, e);
    }
    register(table);
  }

  /** The files of a staged table, as a reader will find them. */
  List<Path> files(Table table) {
    try {
      return parts(directory(table));
    } catch (IOException e) {
      throw storageFailure(table, e);
    }
  }

  private void register(Table table) {
    try {
      List<Path> files = parts(directory(table));
      long bytes = 0;
      long rows = 0;
      for (Path file : files) {
        bytes += Files.size(file);
        rows += rowsOf(file);
      }
      journal.staged(new StagedTable(table.name(), rows, files.size(), bytes));
    } catch (IOException e) {
      throw storageFailure(table, e);
    }
  }

  /** From the footer: no row is read. */
  private static long rowsOf(Path file) throws IOException {
    try (ParquetFileReader reader = LocalParquet.open(file)) {
      return reader.getRecordCount();
    }
  }

  private static List<Path> parts(Path directory) throws IOException {
    return DurableFiles.entries(directory).stream()
        .filter(file -> file.getFileName().toString().endsWith(".parquet"))
        .toList();
  }

  private static RunFailure storageFailure(Table table, IOException e) {
    return new RunFailure(
        ExitCode.STORAGE,
        "Table %s cannot be staged: %s".formatted(table.name(), e),
        "check space and permissions of the warehouse; published days are untouched",
        new UncheckedIOException(e));
  }
}
