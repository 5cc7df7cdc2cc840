package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DayPlan;
import org.wattledger.pipeline.DayPlan.Planned;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedDiff;
import org.wattledger.pipeline.PublishedDiff.Line;
import org.wattledger.pipeline.PublishedDiff.Side;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.pipeline.WarehouseStatus;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/** Days whose inputs come late, change, or are missing for a while. */
@ExtendWith(SparkExtension.class)
class LateInputsTest {

  private static final LocalDate TENTH = LocalDate.of(2026, 3, 10);
  private static final LocalDate ELEVENTH = LocalDate.of(2026, 3, 11);
  private static final LocalDate TWELFTH = LocalDate.of(2026, 3, 12);

  @TempDir Path folder;

  @Test
  @Fault({"F24", "F25"})
  void aLateRequestRestatesTheDayAndSaysWhatItChanged() throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.day(TENTH);
    inputs.day(TWELFTH);
    Path warehouse = Nights.warehouse("late");
    WattledgerConfig config = Nights.config(inputs.configuration(), warehouse);
    String firstRun = Nights.nextRunId();
    Nights.run(config, TENTH);
    Nights.run(config, TWELFTH);
    Side former = new Side(warehouse, TENTH, firstRun);
    Side shown = new Side(warehouse, TENTH);
    assertThat(PublishedDiff.of(interpreting(), former, shown)).isEmpty();
    WarehouseStatus before = WarehouseStatus.of(config, TENTH, false);
    assertThat(before.days()).containsExactly(TENTH, TWELFTH);
    assertThat(before.gaps()).containsExactly(ELEVENTH);
    assertThat(before.changedInputs()).isEmpty();
    assertThat(before.lastPublished().day()).isEqualTo(TWELFTH);

    inputs.requests(TENTH, SmallInputs.request(TENTH, "r1") + SmallInputs.request(TENTH, "late"));

    assertThat(WarehouseStatus.of(config, TENTH, false).changedInputs())
        .isEqualTo(Map.of(TENTH, "1 changed file (gateway: 2026-03-10.jsonl)"));
    assertThat(DayPlan.of(config, List.of(LocalDate.of(2026, 3, 13)), 3, true).days())
        .containsExactly(
            new Planned(TENTH, "lookback", true),
            new Planned(ELEVENTH, "gap", true),
            new Planned(TWELFTH, "lookback", true),
            new Planned(LocalDate.of(2026, 3, 13), "asked for", false));

    Nights.run(config, TENTH);

    try (PublishedTables tables = new PublishedTables(warehouse, TENTH)) {
      // The same 3,000 J for twice the requests, tokens, and presence; no energy changes.
      assertThat(
              tables.rows(
                  "SELECT measure, old_value, new_value, reason FROM restatement"
                      + " WHERE table_name = 'model_daily' ORDER BY measure"))
          .containsExactly(
              restated("output_tokens", 15_625, 31_250),
              restated("prompt_tokens", 62_500, 125_000),
              restated("requests", 1, 2));
      assertThat(tables.number("SELECT count(DISTINCT run_id) FROM restatement")).isEqualTo(1);
    }
    assertThat(PublishedDiff.of(interpreting(), former, shown))
        .filteredOn(line -> line.table().equals("model_daily"))
        .containsExactly(
            new Line("model_daily", "requests", 1.0, 2.0),
            new Line("model_daily", "prompt_tokens", 62_500.0, 125_000.0),
            new Line("model_daily", "output_tokens", 15_625.0, 31_250.0),
            new Line("model_daily", "(cells)", 1.0, 1.0));
    assertThatThrownBy(
            () -> PublishedDiff.of(interpreting(), former, new Side(warehouse, ELEVENTH)))
        .hasMessageContaining("2026-03-11 is not published");
    assertThat(WarehouseStatus.of(config, TENTH, false).changedInputs()).isEmpty();

    Nights.force(SparkExtension.session(), config, TENTH);
    try (PublishedTables tables = new PublishedTables(warehouse, TENTH)) {
      assertThat(tables.number("SELECT count(*) FROM restatement WHERE table_name = 'model_daily'"))
          .as("a repeated day keeps its history and adds nothing")
          .isEqualTo(3);
    }

    inputs.requests(TENTH, SmallInputs.request(TENTH, "r1"));
    Nights.run(config, TENTH);
    try (PublishedTables tables = new PublishedTables(warehouse, TENTH)) {
      assertThat(
              tables.rows(
                  "SELECT old_value, new_value FROM restatement WHERE table_name = 'model_daily'"
                      + " AND measure = 'requests' ORDER BY old_value"))
          .as("there and back")
          .containsExactly(
              Map.of("old_value", 1.0, "new_value", 2.0),
              Map.of("old_value", 2.0, "new_value", 1.0));
    }
    assertThatThrownBy(() -> PublishedDiff.of(interpreting(), former, shown))
        .as("only the last two runs of a day are kept")
        .hasMessageContaining("what run " + firstRun + " published of 2026-03-10 is not kept");
  }

  @Test
  @Fault({"F12", "F41"})
  void aDayWithoutRequestsHasEveryTableAndAFileThatIsAlteredLaterIsNamed() throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.requests(TENTH, "");
    inputs.meters(TENTH);
    Path warehouse = Nights.warehouse("empty-day");
    WattledgerConfig config = Nights.config(inputs.configuration(), warehouse);

    RunOutcome outcome = Nights.run(config, TENTH);

    // 300 W x 10 s, of which no request used anything.
    assertThat(outcome.reconciliation().orElseThrow().measuredMj()).isEqualTo(3_000_000);
    assertThat(outcome.reconciliation().orElseThrow().activeMj()).isZero();
    assertThat(outcome.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("requests of the day of gateway: expected 1, found 0"));
    try (PublishedTables tables = new PublishedTables(warehouse, TENTH)) {
      for (Table table : OutputTables.PUBLISHED) {
        assertThat(tables.rows("DESCRIBE " + table.name()))
            .as(table.name())
            .hasSize(table.fields().size());
      }
      assertThat(tables.number("SELECT count(*) FROM request_footprint")).isZero();
    }
    assertThat(WarehouseStatus.of(config, TENTH, true).alteredFiles()).isEmpty();

    Path file = warehouse.resolve("team_daily/dt=2026-03-10/team_daily.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(WarehouseStatus.of(config, TENTH, true).alteredFiles())
        .containsExactly("team_daily/dt=2026-03-10/team_daily.parquet");
  }

  @Test
  void aDayThatIsNotCoveredOrJumpsIsToldAndStoppedIfThatIsWanted() throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.day(TENTH);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      many.append(SmallInputs.request(ELEVENTH, "r" + i));
    }
    inputs.requests(ELEVENTH, many.toString());
    inputs.meters(ELEVENTH);
    Path warehouse = Nights.warehouse("jump");
    Path conf = inputs.configuration();
    Nights.run(Nights.config(conf, warehouse), TENTH);

    RunFailure failure =
        catchThrowableOfType(
            RunFailure.class,
            () ->
                Nights.run(
                    Nights.config(
                        conf,
                        warehouse,
                        "quality.require-complete-day=true",
                        "quality.max-telemetry-lag=24h",
                        "quality.gates.coverage=stop",
                        "quality.gates.daily-change=stop"),
                    ELEVENTH));

    // Ten seconds of a day are 0.0001157 of it; six requests are six times one.
    assertThat(failure.exitCode()).isEqualTo(ExitCode.QUALITY);
    assertThat(failure)
        .hasMessageContaining("samples of accelerators cover of device_hourly: expected 0.9, found")
        .hasMessageContaining("0.000115741")
        .hasMessageContaining(
            "how many times more or less requests of the day, against 2026-03-10: expected 5, found"
                + " 6 (1 then, 6 now)");
    assertThat(PublishedDay.read(warehouse, ELEVENTH)).isEmpty();

    RunOutcome told = Nights.run(Nights.config(conf, warehouse), ELEVENTH);

    assertThat(told.warnings())
        .anyMatch(warning -> warning.startsWith("how many times more or less requests"))
        .noneMatch(warning -> warning.contains("measured energy"))
        .noneMatch(warning -> warning.contains("cover"));
  }

  /** As the command does: to compile a query for each table would take longer than to run it. */
  private static SparkSession interpreting() {
    SparkSession session = SparkExtension.session().newSession();
    session.conf().set("spark.sql.codegen.wholeStage", "false");
    session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return session;
  }

  private static Map<String, Object> restated(String measure, double before, double now) {
    return Map.of(
        "measure", measure,
        "old_value", before,
        "new_value", now,
        "reason", "inputs: 1 changed file (gateway: 2026-03-10.jsonl)");
  }

  @Test
  @Fault("F9")
  void aStorageThatFailsInTheMiddleIsToldAndKeepsNoScratchFiles() throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.day(TENTH);
    Path warehouse = Nights.warehouse("no-staging");
    WattledgerConfig config = Nights.config(inputs.configuration(), warehouse);
    String run = Nights.nextRunId();
    // Files where directories would be: of a table, and of the run.
    DurableFiles.write(warehouse.resolve("_staging/" + run + "/team_daily"), "in the way");
    DurableFiles.write(warehouse.resolve("_runs/" + run), "in the way");

    RunFailure failure = catchThrowableOfType(RunFailure.class, () -> Nights.run(config, TENTH));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.STORAGE);
    assertThat(failure).hasMessageContaining("Table team_daily cannot be staged");
    assertThat(failure.getSuppressed())
        .singleElement()
        .asString()
        .contains("manifest of run " + run + " cannot be written");
    assertThat(warehouse.resolve("_staging/" + run + "/_scratch")).doesNotExist();
    assertThat(PublishedDay.read(warehouse, TENTH)).isEmpty();
  }

  @Test
  @Fault("F10")
  void aDayWhoseManifestCannotBeWrittenStaysPublished() throws IOException {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.day(TENTH);
    Path warehouse = Nights.warehouse("no-manifest");
    WattledgerConfig config = Nights.config(inputs.configuration(), warehouse);
    // A file where the directory of the run would be.
    DurableFiles.write(warehouse.resolve("_runs/" + Nights.nextRunId()), "in the way");

    RunOutcome outcome = Nights.run(config, TENTH);

    assertThat(outcome.warnings()).anyMatch(warning -> warning.contains("manifest of run"));
    assertThat(outcome.summary()).isEmpty();
    assertThat(PublishedDay.read(warehouse, TENTH)).isPresent();
    assertThat(Files.exists(warehouse.resolve("model_daily/dt=2026-03-10/model_daily.parquet")))
        .isTrue();
  }
}
