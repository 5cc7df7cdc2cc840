package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.DurableFiles;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class StagedTablesTest {

  private static final Table TABLE = OutputTables.DATA_QUALITY;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir Path folder;

  private SparkSession session;
  private StagedTables tables;
  private Path written;

  @BeforeEach
  void stage(SparkSession suite) throws IOException {
    session = suite;
    RunRequest request =
        new RunRequest(DAY, false, true, false, Instant.parse("2026-11-22T02:00:00Z"), "run");
    tables =
        new StagedTables(
            session, folder, "run", new RunJournal(request, RunManifest.Versions.of("1", "1")));
    written = Files.createDirectories(folder.resolve("written"));
  }

  @Test
  @Fault("F18")
  void onlyTheFilesOfTasksThatWereHeardOfAreStaged() throws IOException {
    attempt("part-0-1.parquet", 3);
    attempt("part-1-2.parquet", 4);
    attempt("part-1-7.parquet", 4);

    tables.adopt(TABLE, DAY, written, List.of("part-0-1.parquet", "part-1-7.parquet"));

    assertThat(rows()).isEqualTo(3 + 4);
  }

  /** A worker is lost, and with it results that later tables ask for: its tasks run again. */
  @Test
  @Fault("F19")
  void aTaskThatIsRepeatedAfterwardsAddsNoRows() throws IOException {
    attempt("part-0-1.parquet", 3);
    tables.adopt(TABLE, DAY, written, List.of("part-0-1.parquet"));

    attempt("part-0-9.parquet", 3);

    assertThat(rows()).isEqualTo(3);
  }

  @Test
  @Fault("F45")
  void aReaderThatListedTheFormerFilesFindsEachNameInTheNewDay() throws IOException {
    Path shown = folder.resolve("data_quality/dt=2026-11-21");
    for (int part = 0; part < 3; part++) {
      DurableFiles.write(shown.resolve("part-0000%d.parquet".formatted(part)), "former");
    }
    attempt("part-0-1.parquet", 3);
    attempt("part-1-7.parquet", 4);

    tables.adopt(TABLE, DAY, written, List.of("part-0-1.parquet", "part-1-7.parquet"));

    assertThat(DurableFiles.entries(tables.directory(TABLE)))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("part-00000.parquet", "part-00001.parquet", "part-00002.parquet");
    assertThat(rows()).isEqualTo(3 + 4);
  }

  private long rows() {
    return session.read().parquet(tables.directory(TABLE).toUri().toString()).count();
  }

  /** What one attempt of a task writes. */
  private void attempt(String name, int rows) throws IOException {
    Path parts = folder.resolve("parts");
    session.range(rows).coalesce(1).write().mode("overwrite").parquet(parts.toUri().toString());
    try (var files = Files.list(parts)) {
      Path part = files.filter(file -> file.toString().endsWith(".parquet")).findFirst().get();
      Files.move(part, written.resolve(name));
    }
  }
}
