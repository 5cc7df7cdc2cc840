package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublicationFailed;
import org.wattledger.publication.PublicationFailed.Outcome;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/** Nothing is published but what was staged, whole. */
@ExtendWith(SparkExtension.class)
class StagedAuditTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir Path warehouse;

  private StagedTables tables;
  private RunJournal journal;

  @BeforeEach
  void everyTableIsStaged(SparkSession session) {
    RunRequest request =
        new RunRequest(DAY, false, true, false, Instant.parse("2026-11-22T02:00:00Z"), "run");
    journal = new RunJournal(request, RunManifest.Versions.of("1", "1"));
    tables = new StagedTables(session, warehouse, "run", journal);
    OutputTables.PUBLISHED.forEach(table -> tables.writeOne(table, List.of()));
  }

  @Test
  void whatIsWholeIsPublished() {
    publish();

    assertThat(PublishedDay.read(warehouse, DAY)).isPresent();
  }

  @Test
  @Fault("F11")
  void aFileThatWasCutIsNamedAndNothingIsPublished() throws IOException {
    Path file = staged(OutputTables.TEAM_DAILY);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));

    PublicationFailed failure = catchThrowableOfType(PublicationFailed.class, this::publish);

    assertThat(failure.outcome()).isEqualTo(Outcome.INTACT);
    assertThat(failure).hasMessageContaining("team_daily.parquet is damaged");
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
    assertThat(DurableFiles.entries(warehouse.resolve("_commits"))).isEmpty();
    assertThat(warehouse.resolve("team_daily")).doesNotExist();
    assertThat(file).as("kept, to be looked at").exists();
  }

  @Test
  @Fault("F11")
  void aFileOfAnotherTableOrOneTooManyIsNoLessRefused() throws IOException {
    Path file = staged(OutputTables.TEAM_DAILY);
    Files.copy(file, file.resolveSibling("second.parquet"));
    assertThatThrownBy(this::publish)
        .hasMessageContaining("team_daily was staged with 0 rows in 1 files, and now has 0 in 2");
    Files.delete(file.resolveSibling("second.parquet"));

    Files.copy(staged(OutputTables.MODEL_DAILY), file, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::publish).hasMessageContaining("team_daily.parquet has the columns");

    Files.delete(file);
    assertThatThrownBy(this::publish)
        .hasMessageContaining("team_daily was staged with 0 rows in 1 files, and now has 0 in 0");
  }

  private Path staged(Table table) {
    return tables.directory(table).resolve(table.name() + ".parquet");
  }

  private void publish() {
    new Publication(new PosixStorage(warehouse), NightlyPipeline.LINKED, Publication.Steps.untold())
        .publish(
            new PublishedDay(DAY, "run", "f", "1", "1", Instant.parse("2026-11-22T02:15:00Z")),
            OutputTables.PUBLISHED.stream().map(Table::name).toList(),
            new StagedAudit(tables, journal.staged()));
  }
}
