package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.wattledger.publication.StagedDay.DAY;
import static org.wattledger.publication.StagedDay.LINKED;
import static org.wattledger.publication.StagedDay.TABLES;
import static org.wattledger.publication.StagedDay.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.PublicationFailed.Outcome;
import org.wattledger.testing.Fault;

/** A publication only moves files: nothing here knows what they hold. */
class PublicationTest {

  @TempDir private Path warehouse;

  private StagedDay day;

  /** Stands for the end of the process: nothing in the code may catch it and tidy up. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void aWarehouse() {
    day = new StagedDay(warehouse);
  }

  @Test
  void aDayIsShownUnderItsFixedNames() throws IOException {
    day.publish("r1");

    assertThat(day.files())
        .isEqualTo(
            Map.of(
                "model_daily/dt=2026-11-21/model_daily.parquet", "model_daily of r1",
                "team_daily/dt=2026-11-21/team_daily.parquet", "team_daily of r1",
                "request_footprint/dt=2026-11-21/part-0.parquet", "first of r1",
                "request_footprint/dt=2026-11-21/part-1.parquet", "second of r1"));
    assertThat(Files.readSymbolicLink(warehouse.resolve("request_footprint/dt=2026-11-21")))
        .isEqualTo(Path.of("../_data/request_footprint/2026-11-21/r1"));
    assertThat(PublishedDay.read(warehouse, DAY)).contains(record("r1").as(1));
    assertThat(warehouse.resolve("_runs/last.json")).content().contains("\"run_id\" : \"r1\"");
    assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
  }

  @Test
  void commitsAreNumberedWithoutGapsAndTellSizeAndChecksumOfEachFile() throws IOException {
    day.publish("r1");
    day.publish("r2");

    assertThat(DurableFiles.entries(warehouse.resolve("_commits")))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("0000000001.json", "0000000002.json", "carried_out");
    Commit second = new CommitLog(new PosixStorage(warehouse)).read(2).orElseThrow();
    assertThat(second.former()).isEqualTo(record("r1").as(1));
    // CRC-32C (Castagnoli) of the 17 bytes of "model_daily of r2".
    assertThat(second.tables().get(1).files())
        .containsExactly(new Commit.CommittedFile("model_daily.parquet", 17, "1ef4c698"));
  }

  @Test
  void aNewRunReplacesTheDayAndKeepsOneFormerRunForItsReaders() throws IOException {
    day.publish("r1");
    day.publish("r2");
    day.publish("r3");

    assertOnlyRun("r3", "third");
    assertThat(DurableFiles.entries(warehouse.resolve("_data/request_footprint/2026-11-21")))
        .extracting(run -> run.getFileName().toString())
        .containsExactly("r2", "r3");
  }

  @Test
  @Fault("F16")
  void daysArePublishedOneAfterTheOtherAndLeaveEachOtherAlone() throws IOException {
    day.publish("r1");
    LocalDate next = DAY.plusDays(1);
    day.stage("other");
    day.publication(Publication.Steps.untold())
        .publish(
            new PublishedDay(next, "other", "f", "1", "1", record("r1").publishedAt()),
            TABLES,
            () -> {});
    day.publish("r2");
    day.publish("r3");

    PosixStorage storage = new PosixStorage(warehouse);
    assertThat(PublishedDay.all(storage))
        .extracting(PublishedDay::runId, PublishedDay::sequence)
        .containsExactly(tuple("r3", 4L), tuple("other", 2L));
    assertThat(PublishedDay.last(storage).orElseThrow().runId()).isEqualTo("r3");
    assertThat(new PublishedFiles(storage).altered(PublishedDay.read(warehouse, next).get()))
        .isEmpty();
    assertThat(day.files())
        .hasSize(8)
        .containsEntry("model_daily/dt=2026-11-22/model_daily.parquet", "model_daily of other")
        .containsEntry("model_daily/dt=2026-11-21/model_daily.parquet", "model_daily of r3");
  }

  /**
   * A commit is carried out whole or not at all, also after somebody tidied up the staging area.
   */
  @Test
  @Fault({"F5", "F8"})
  void aCommitWhoseFilesAreGoneIsNotHalfShownByTheNextRun() throws IOException {
    day.publish("r1");
    PublicationFailed cut = refused(() -> day.publish("r2", failingAt("show team_daily")));
    assertThat(cut.outcome()).isEqualTo(Outcome.UNCLEAR);
    DurableFiles.deleteTree(day.staged("r2", "team_daily"));

    PublicationFailed failure = refused(this::rollForward);

    assertThat(failure.outcome()).isEqualTo(Outcome.UNCLEAR);
    assertThat(failure).hasMessageContaining("team_daily missing or damaged");
    assertThat(day.recorded()).isEqualTo("r1");
    assertThat(day.runs()).containsEntry(LINKED, Set.of("r1"));
    new Recovery(new PosixStorage(warehouse)).recover();
    assertOnlyRun("r1", "taken back by recover");
  }

  @Test
  @Fault("F46")
  void aWarehouseFromBeforeThereWereCommitsIsReadAndGoesOn() throws IOException {
    day.publish("r1");
    DurableFiles.deleteTree(warehouse.resolve("_commits"));
    DurableFiles.write(
        warehouse.resolve("_runs/days/2026-11-21.json"),
        """
        {"day": "2026-11-21", "run_id": "r1", "fingerprint": "f", "method_version": "0",
         "reference_version": "1", "published_at": "2026-11-22T02:15:00Z"}
        """);
    assertThat(day.recorded()).isEqualTo("r1");
    assertThat(rollForward()).isFalse();

    day.publish("r2");

    assertOnlyRun("r2", "after the first commit");
    assertThat(PublishedDay.read(warehouse, DAY).orElseThrow().sequence()).isEqualTo(1);
  }

  @Test
  @Fault("F11")
  void whatTheAuditRefusesIsKeptStagedAndNotPublished() throws IOException {
    day.publish("r1");
    day.stage("r2");

    PublicationFailed failure =
        refused(
            () ->
                day.publication(Publication.Steps.untold())
                    .publish(
                        record("r2"),
                        TABLES,
                        () -> {
                          throw new IOException("model_daily is damaged");
                        }));

    assertThat(failure.outcome()).isEqualTo(Outcome.INTACT);
    assertOnlyRun("r1", "refused");
    assertThat(day.staged("r2", "model_daily").resolve("part-0.parquet")).exists();
  }

  @Test
  void aTableStagedInTwoFilesIsRefusedBeforeAnythingMoves() throws IOException {
    day.publish("r1");
    day.stage("r2");
    DurableFiles.write(day.staged("r2", "team_daily").resolve("part-1.parquet"), "too many");

    assertThat(refused(() -> publishStaged("r2", Publication.Steps.untold())))
        .hasMessageContaining("team_daily must be staged as one Parquet file");
    assertOnlyRun("r1", "refused");
  }

  @Test
  @Fault({"F5", "F6", "F9"})
  void aStepThatFailsLeavesTheFormerDayOrACommitThatTheNextRunCarriesOut() throws IOException {
    List<String> steps = stepsOfAPublication();
    int commit = steps.indexOf("commit");
    int sweep = steps.indexOf("sweep " + LINKED);
    assertThat(commit).isGreaterThan(4);
    assertThat(sweep).isGreaterThan(commit + 5);

    for (int failing = 0; failing < steps.size(); failing++) {
      day.publish("former" + failing);

      Throwable end = publishFailingAt("new" + failing, failing, new IOException("disk full"));

      if (failing <= commit) {
        assertThat(((PublicationFailed) end).outcome()).isEqualTo(Outcome.INTACT);
        assertOnlyRun("former" + failing, steps.get(failing));
        assertThat(rollForward()).isFalse();
        assertOnlyRun("former" + failing, steps.get(failing));
      } else if (failing < sweep) {
        assertThat(((PublicationFailed) end).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(rollForward()).as(steps.get(failing)).isTrue();
        assertOnlyRun("new" + failing, steps.get(failing));
      } else {
        assertThat(end).as(steps.get(failing)).isNull();
        assertOnlyRun("new" + failing, steps.get(failing));
      }
      day.publish("healed" + failing);
      assertOnlyRun("healed" + failing, steps.get(failing));
      assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
    }
  }

  @Test
  @Fault({"F3", "F4", "F5"})
  void aPowerCutAtAnyStepLeavesEachTableWholeAndTheNextRunHeals() throws IOException {
    List<String> steps = stepsOfAPublication();
    int commit = steps.indexOf("commit");

    for (int cut = 0; cut < steps.size(); cut++) {
      day.publish("former" + cut);

      Throwable end = publishFailingAt("new" + cut, cut, new PowerCut());

      assertThat(end).isInstanceOf(PowerCut.class);
      assertThat(day.files()).as(steps.get(cut)).hasSize(4);
      for (Set<String> runs : day.runs().values()) {
        assertThat(runs).as(steps.get(cut)).hasSize(1).isSubsetOf("former" + cut, "new" + cut);
      }
      rollForward();
      assertOnlyRun((cut <= commit ? "former" : "new") + cut, steps.get(cut));
      day.publish("healed" + cut);
      assertOnlyRun("healed" + cut, steps.get(cut));
    }
  }

  @Test
  @Fault("F3")
  void whatADeadRunStagedIsDiscardedByItsNameAlone() throws IOException {
    day.publish("r1");
    day.stage("dead");
    day.stage("refused");
    Publication publication = day.publication(Publication.Steps.untold());

    publication.discard("dead");
    publication.discard("..");
    publication.discard("");

    assertThat(DurableFiles.entries(warehouse.resolve("_staging")))
        .containsExactly(warehouse.resolve("_staging/refused"));
    assertOnlyRun("r1", "nothing was staged for it");
  }

  @Test
  void aFirstDayThatFailsLeavesNothingToRead() throws IOException {
    day.stage("r1");

    assertThatThrownBy(() -> publishStaged("r1", failingAt("commit")))
        .hasMessageContaining("disk full");

    assertThat(day.files()).isEmpty();
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
  }

  @Test
  @Fault("F15")
  void aRunThatLostItsLockUnawaresFindsItsCommitTaken() throws IOException {
    Publication sleeper = day.publication(Publication.Steps.untold());
    day.publish("awake");
    day.stage("asleep");

    PublicationFailed failure = refused(() -> sleeper.publish(record("asleep"), TABLES, () -> {}));

    assertThat(failure.outcome()).isEqualTo(Outcome.INTACT);
    assertThat(failure).hasMessageContaining("Commit 1 is taken by run awake");
    assertOnlyRun("awake", "taken");
  }

  @Test
  @Fault("F7")
  void anErrorAfterTheCommitWasWrittenIsNoReasonToTakeItBack() throws IOException {
    day.publish("r1");
    day.stage("r2");
    ScriptedStorage storage = new ScriptedStorage(warehouse);
    storage.failAfter("create", "connection reset");

    day.publication(storage, Publication.Steps.untold()).publish(record("r2"), TABLES, () -> {});

    assertOnlyRun("r2", "committed");
  }

  @Test
  @Fault({"F7", "F8"})
  void aCommitThatCanBeNeitherWrittenNorReadIsUnclearAndNothingIsDeleted() throws IOException {
    day.publish("r1");
    day.stage("r2");
    ScriptedStorage storage = new ScriptedStorage(warehouse);
    Publication publication = day.publication(storage, Publication.Steps.untold());
    storage.failAfter("create", "connection reset");
    storage.failBefore("text _commits/0000000002.json", "connection reset");

    PublicationFailed failure = refused(() -> publication.publish(record("r2"), TABLES, () -> {}));

    assertThat(failure.outcome()).isEqualTo(Outcome.UNCLEAR);
    assertThat(failure.hint()).contains("recover");
    assertThat(day.staged("r2", "model_daily")).isNotEmptyDirectory();
    assertOnlyRun("r1", "nothing of it is shown yet");
    // The commit was written: whoever can read it carries it out.
    assertThat(rollForward()).isTrue();
    assertOnlyRun("r2", "carried out");
  }

  @Test
  @Fault("F6")
  void aCommitThatWasNotWrittenLeavesTheFormerDay() throws IOException {
    day.publish("r1");
    day.stage("r2");
    ScriptedStorage storage = new ScriptedStorage(warehouse);
    storage.failBefore("create", "No space left on device");

    PublicationFailed failure =
        refused(
            () ->
                day.publication(storage, Publication.Steps.untold())
                    .publish(record("r2"), TABLES, () -> {}));

    assertThat(failure.outcome()).isEqualTo(Outcome.INTACT);
    assertThat(failure).hasMessageContaining("No space left on device");
    assertThat(rollForward()).isFalse();
    assertOnlyRun("r1", "not committed");
  }

  @Test
  @Fault({"F6", "F9"})
  void everyOperationOfTheStorageMayFailOnceBeforeOrAfterItsWork() throws IOException {
    StagedDay probe = new StagedDay(warehouse.resolve("probe"));
    probe.publish("former");
    StagedDay pristine = probe.copy(warehouse.resolve("pristine"));
    pristine.stage("new");
    ScriptedStorage counting = new ScriptedStorage(probe.warehouse());
    probe.stage("new");
    publishOn(counting, probe);
    int operations = counting.operations();
    assertThat(operations).isGreaterThan(40);

    for (int failing = 1; failing <= operations; failing++) {
      for (boolean after : new boolean[] {false, true}) {
        day = pristine.copy(warehouse.resolve(failing + "-" + after));
        ScriptedStorage storage = new ScriptedStorage(day.warehouse());
        storage.failAt(failing, after);
        try {
          publishOn(storage, day);
        } catch (PublicationFailed end) {
          assertThat(end.outcome()).isIn(Outcome.INTACT, Outcome.UNCLEAR);
          if (end.outcome() == Outcome.INTACT) {
            assertOnlyRun("former", storage.failed());
          }
        }
        for (Set<String> runs : day.runs().values()) {
          assertThat(runs).as(storage.failed()).hasSize(1).isSubsetOf("former", "new");
        }
        rollForward();
        assertOnlyRun(day.recorded(), storage.failed());
      }
    }
  }

  private static void publishOn(Storage storage, StagedDay day) {
    day.publication(storage, Publication.Steps.untold()).publish(record("new"), TABLES, () -> {});
  }

  private void assertOnlyRun(String runId, String step) throws IOException {
    assertThat(day.files()).as(step).hasSize(4);
    assertThat(day.runs().values()).as(step).containsOnly(Set.of(runId));
    assertThat(day.recorded()).as(step).isEqualTo(runId);
  }

  private boolean rollForward() {
    return day.publication(Publication.Steps.untold()).rollForward().isPresent();
  }

  private List<String> stepsOfAPublication() throws IOException {
    day.publish("before");
    List<String> steps = new ArrayList<>();
    day.publish("probe", steps::add);
    return steps;
  }

  private void publishStaged(String runId, Publication.Steps steps) {
    day.publication(steps).publish(record(runId), TABLES, () -> {});
  }

  private static PublicationFailed refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable publishing) {
    return catchThrowableOfType(PublicationFailed.class, publishing);
  }

  private static Publication.Steps failingAt(String name) {
    return step -> {
      if (step.equals(name)) {
        throw new IOException("disk full");
      }
    };
  }

  private Throwable publishFailingAt(String runId, int step, Throwable failure) throws IOException {
    List<String> steps = new ArrayList<>();
    try {
      day.publish(
          runId,
          name -> {
            steps.add(name);
            if (steps.size() == step + 1) {
              throwIt(failure);
            }
          });
      return null;
    } catch (PublicationFailed | PowerCut end) {
      return end;
    }
  }

  private static void throwIt(Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    throw (Error) failure;
  }
}
