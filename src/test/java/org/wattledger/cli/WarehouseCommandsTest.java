package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.pipeline.DayPlan;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.RunLock;
import org.wattledger.testing.Fault;

/** What the commands that need no engine say of a warehouse, and how they end. */
class WarehouseCommandsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final List<String> TABLES = List.of("model_daily", "team_daily");
  private static final String TEAM_DAILY = "team_daily/dt=2026-11-21/team_daily.parquet";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path warehouse;

  /** Stands for the end of the process. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  @Fault("F12")
  void aFileThatWasAlteredEndsStatusWith20AndIsNamed() throws IOException {
    publish("night", NightlyPipeline.METHOD_VERSION);
    assertThat(execute("status", "--files")).isZero();
    assertThat(out.toString()).doesNotContain("altered");

    // As long as it was: only its bytes tell.
    Files.writeString(warehouse.resolve(TEAM_DAILY), "team_daily of thief");

    assertThat(execute("status")).as("files are read on request").isZero();
    assertThat(execute("status", "--files")).isEqualTo(20);
    assertThat(out.toString()).contains("altered          " + TEAM_DAILY);
  }

  @Test
  @Fault("F46")
  void aDayOfAnOlderMethodAsksForAttention() throws IOException {
    publish("night", "0");

    assertThat(execute("status", "--fail-on", "warn")).isEqualTo(5);

    assertThat(out.toString()).contains("older method     1 day: 2026-11-21");
  }

  @Test
  @Fault({"F5", "F8"})
  void aPublicationThatWasCutIsToldAndEnded() throws IOException {
    publish("former", NightlyPipeline.METHOD_VERSION);
    cutPublication("night");

    assertThat(execute("status", "--fail-on", "warn")).isEqualTo(5);
    assertThat(out.toString())
        .contains("unfinished       2026-11-21: commit 2 of run night was not carried out")
        .contains("unfinished       ready to be shown: team_daily");
    assertThat(execute("recover", "--dry-run")).isZero();
    assertThat(out.toString()).contains("2026-11-21 would be rolled forward: it shows run night");
    assertThat(warehouse.resolve(TEAM_DAILY)).hasContent("team_daily of first");

    assertThat(execute("recover")).isZero();

    assertThat(out.toString()).contains("2026-11-21 was rolled forward: it shows run night");
    assertThat(warehouse.resolve(TEAM_DAILY)).hasContent("team_daily of night");
    assertThat(execute("recover")).isZero();
    assertThat(out.toString()).contains("nothing to recover: commit 2 is shown whole");
  }

  @Test
  @Fault("F8")
  void recoverEndsWith8IfNoWayIsOpen() throws IOException {
    publish("former", NightlyPipeline.METHOD_VERSION);
    cutPublication("night");
    DurableFiles.deleteTree(warehouse.resolve("_staging/night/team_daily"));
    DurableFiles.deleteTree(warehouse.resolve("_staging/night/_former"));

    assertThat(execute("recover")).isEqualTo(8);

    assertThat(err.toString())
        .contains("missing or damaged: team_daily")
        .contains("what was shown before is missing: _staging/night/_former/team_daily.parquet")
        .contains("nothing was deleted");
    assertThat(warehouse.resolve(TEAM_DAILY)).hasContent("team_daily of first");
  }

  @Test
  @Fault("F13")
  void whileARunIsAtWorkWhateverWritesEndsWith6() throws IOException {
    publish("former", NightlyPipeline.METHOD_VERSION);
    try (RunLock lock = RunLock.acquire(warehouse, "night")) {
      assertThat(lock.deadRun()).isEmpty();
      assertThat(execute("recover")).isEqualTo(6);
      assertThat(execute("prune", "--older-than", "1")).isEqualTo(6);
      assertThat(err.toString())
          .contains("locked by run night (process " + ProcessHandle.current().pid());
      assertThat(execute("status")).isZero();
      assertThat(out.toString()).contains("lock             run night (process ");
    }
    assertThat(warehouse.resolve(TEAM_DAILY)).exists();
  }

  @Test
  @Fault("F43")
  void aRunWithTwoMistakesEndsWith2AndTellsBothBeforeItTouchesAnything() {
    Path absent = warehouse.resolve("new");

    assertThat(
            execute(
                "run",
                "--set",
                "warehouse=" + absent,
                "--set",
                "attribution.slot=1 parsec",
                "--set",
                "quality.max-rejected-rato=0.1"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("parsec", "max-rejected-rato", "max-rejected-ratio");
    assertThat(absent).doesNotExist();
  }

  @Test
  void aLateDayThatFailsItsChecksDoesNotHoldUpTheNight() {
    DayPlan.Planned late = new DayPlan.Planned(DAY.minusDays(1), "lookback", true);
    DayPlan.Planned night = new DayPlan.Planned(DAY, "asked for", false);

    assertThat(RunCommand.goesOn(late, ExitCode.QUALITY)).isTrue();
    assertThat(RunCommand.goesOn(late, ExitCode.STORAGE)).isFalse();
    assertThat(RunCommand.goesOn(late, ExitCode.LOCKED)).isFalse();
    assertThat(RunCommand.goesOn(night, ExitCode.QUALITY)).isFalse();
    assertThat(RunCommand.goesOn(night, ExitCode.WARNINGS)).isTrue();
  }

  private void cutPublication(String runId) {
    assertThatThrownBy(
            () ->
                publish(
                    runId,
                    NightlyPipeline.METHOD_VERSION,
                    step -> {
                      if (step.equals("show team_daily")) {
                        throw new PowerCut();
                      }
                    }))
        .isInstanceOf(PowerCut.class);
  }

  private void publish(String runId, String methodVersion) throws IOException {
    publish(runId, methodVersion, Publication.Steps.untold());
  }

  private void publish(String runId, String methodVersion, Publication.Steps steps)
      throws IOException {
    for (String table : TABLES) {
      DurableFiles.write(
          warehouse.resolve(Layout.staging(runId, table)).resolve(table + ".parquet"),
          table + " of " + (runId.equals("former") ? "first" : runId));
    }
    new Publication(new PosixStorage(warehouse), Set.of(), steps)
        .publish(
            new PublishedDay(
                DAY, runId, "f", methodVersion, "1", Instant.parse("2026-11-22T02:15:00Z")),
            TABLES,
            () -> {});
  }

  private int execute(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--set")) {
      all.addAll(List.of("--set", "warehouse=" + warehouse));
    }
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Map.of("WATTLEDGER_HOME", warehouse.toString(), "NO_COLOR", "1"),
            Clock.fixed(Instant.parse("2026-11-22T02:15:00Z"), ZoneOffset.UTC));
    return WattledgerCli.execute(surroundings, all.toArray(String[]::new));
  }
}
