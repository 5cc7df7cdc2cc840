package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.DurableFiles;
import org.wattledger.quality.Check;
import org.wattledger.quality.EnergyBooks;
import org.wattledger.quality.Part;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;

/**
 * A pool at each of two sites. At A 100 mJ were measured: 40 active (30 of them of requests, 10 of
 * a training job), 20 shared idle, 30 provisioned idle, 10 unattributed; at B 7 mJ, all active. The
 * hosts at A took 12 mJ, 9 of them under requests and 3 under the job.
 */
@ExtendWith(SparkExtension.class)
class StagedBooksTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir private Path folder;

  private final JavaSparkContext spark;
  private final SparkSession session;
  private StagedTables tables;

  StagedBooksTest(SparkSession session) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @BeforeEach
  void stageADayThatAddsUp() {
    RunRequest request =
        new RunRequest(DAY, false, true, false, Instant.parse("2026-11-22T02:00:00Z"), "run");
    tables =
        new StagedTables(
            session, folder, "run", new RunJournal(request, RunManifest.Versions.of("1", "1")));
    balance(100);
    stage(
        OutputTables.DEVICE_HOURLY,
        List.of(
            row(OutputTables.DEVICE_HOURLY, Map.of("measured_mj", 60L), "A", "accelerator"),
            row(OutputTables.DEVICE_HOURLY, Map.of("measured_mj", 40L), "A", "accelerator"),
            row(OutputTables.DEVICE_HOURLY, Map.of("measured_mj", 12L), "A", "host"),
            row(OutputTables.DEVICE_HOURLY, Map.of("measured_mj", 7L), "B", "accelerator")));
    requests(15);
    stage(
        OutputTables.TRAINING_JOB,
        List.of(
            row(
                OutputTables.TRAINING_JOB,
                Map.of("active_energy_mj", 10L, "host_energy_mj", 3L),
                "A",
                null)));
    stage(OutputTables.MODEL_DAILY, mart(OutputTables.MODEL_DAILY, 40));
    stage(OutputTables.TEAM_DAILY, mart(OutputTables.TEAM_DAILY, 40));
  }

  @Test
  void aDayThatAddsUpPassesEveryCheckOfEverySite() {
    EnergyBooks books = StagedBooks.of(spark, tables);

    assertThat(failed(books)).isEmpty();
    // 1 residual; 3 tables beside the balance, twice 4 parts of marts, 3 of hosts, at 2 sites each
    // but for the hosts, which are all at A in the balance, and at both sites in marts and requests
    assertThat(books.checks()).hasSize(1 + (3 + 2 * 4 + 3) * 2);
    assertThat(books.accelerators(Part.MEASURED)).isEqualTo(107);
    assertThat(books.accelerators(Part.ACTIVE)).isEqualTo(47);
    assertThat(books.accelerators(Part.ESTIMATED)).isEqualTo(5);
  }

  @Test
  void aMillijouleThatARequestHasTooMuchIsFoundAtItsSite() {
    requests(16);

    assertThat(failed(StagedBooks.of(spark, tables)))
        .containsExactly("active energy of request_footprint and training_job, mJ at A: 40, 41");
  }

  @Test
  void aMillijouleThatATeamLacksIsFoundAtItsSite() {
    stage(OutputTables.TEAM_DAILY, mart(OutputTables.TEAM_DAILY, 39));

    assertThat(failed(StagedBooks.of(spark, tables)))
        .containsExactly("active energy of team_daily, mJ at A: 40, 39");
  }

  @Test
  void rowsThatLackAndHaveTooMuchDoNotMakeEachOtherGood() {
    // Of both pools the sum is right; 1 mJ is missing in the one and too much in the other.
    stage(
        OutputTables.ENERGY_BALANCE,
        List.of(
            accelerators("A", 101, 40, 20, 30, 10, 5),
            accelerators("A", 0, 1, 0, 0, 0, 0),
            accelerators("B", 7, 7, 0, 0, 0, 0),
            hosts()));

    assertThat(failed(StagedBooks.of(spark, tables)))
        .contains("residual of every pool and hour, mJ at energy_balance: 0, 2");
  }

  /** Instead of what was staged of the table before. */
  private void stage(Table table, List<Row> rows) {
    try {
      DurableFiles.deleteTree(tables.directory(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tables.writeOne(table, rows);
  }

  private void balance(long measuredMj) {
    stage(
        OutputTables.ENERGY_BALANCE,
        List.of(
            accelerators("A", measuredMj, 40, 20, 30, 10, 5),
            accelerators("B", 7, 7, 0, 0, 0, 0),
            hosts()));
  }

  private static Row accelerators(
      String site,
      long measured,
      long active,
      long sharedIdle,
      long provisionedIdle,
      long unattributed,
      long estimated) {
    return row(
        OutputTables.ENERGY_BALANCE,
        Map.of(
            "measured_mj", measured,
            "active_mj", active,
            "shared_idle_mj", sharedIdle,
            "provisioned_idle_mj", provisionedIdle,
            "unattributed_mj", unattributed,
            "estimated_mj", estimated),
        site,
        "accelerator");
  }

  private static Row hosts() {
    return row(
        OutputTables.ENERGY_BALANCE,
        Map.of(
            "measured_mj", 12L,
            "active_mj", 12L,
            "shared_idle_mj", 0L,
            "provisioned_idle_mj", 0L,
            "unattributed_mj", 0L,
            "estimated_mj", 0L),
        "A",
        "host");
  }

  /** Two requests at A, of which one has 15 mJ, and one at B. */
  private void requests(long activeMj) {
    Table table = OutputTables.REQUEST_FOOTPRINT;
    stage(
        table,
        List.of(
            row(table, energy(activeMj, 12, 4), "A", null),
            row(table, energy(15, 8, 5), "A", null),
            row(table, energy(7, 0, 0), "B", null)));
  }

  private static Map<String, Long> energy(long activeMj, long idleMj, long hostMj) {
    return Map.of("active_energy_mj", activeMj, "idle_energy_mj", idleMj, "host_energy_mj", hostMj);
  }

  private static List<Row> mart(Table table, long activeMj) {
    Map<String, Long> atA = new HashMap<>(energy(activeMj, 20, 12));
    atA.put("provisioned_idle_energy_mj", 30L);
    atA.put("unattributed_energy_mj", 10L);
    return List.of(row(table, atA, "A", null), row(table, energy(7, 0, 0), "B", null));
  }

  private static Row row(Table table, Map<String, Long> energies, String site, String kind) {
    Map<String, Object> cells = new HashMap<>(energies);
    cells.put("site_id", site);
    cells.put("device_kind", kind);
    return RowFactory.create(
        Arrays.stream(table.columnNames())
            .map(
                name ->
                    cells.containsKey(name)
                        ? cells.get(name)
                        : anything(table.field(name).type().typeName()))
            .toArray());
  }

  /** For columns that must have a value and that no check asks for. */
  private static Object anything(String type) {
    return switch (type) {
      case "date" -> DAY;
      case "timestamp" -> Instant.EPOCH;
      case "string" -> "x";
      case "long" -> 0L;
      case "integer" -> 0;
      case "double" -> 0.0;
      case "boolean" -> false;
      default -> null;
    };
  }

  private static List<String> failed(EnergyBooks books) {
    return books.checks().stream()
        .filter(check -> check.status() == Check.Status.FAIL)
        .map(
            check ->
                "%s at %s: %.0f, %.0f"
                    .formatted(check.name(), check.subject(), check.expected(), check.actual()))
        .toList();
  }
}
