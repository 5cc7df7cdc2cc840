package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.wattledger.publication.StagedDay.DAY;
import static org.wattledger.publication.StagedDay.LINKED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.PublicationFailed.Outcome;
import org.wattledger.publication.Recovery.Report;
import org.wattledger.publication.Recovery.Way;
import org.wattledger.testing.Fault;

class RecoveryTest {

  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir private Path warehouse;

  private StagedDay day;

  @BeforeEach
  void aWarehouse() {
    day = new StagedDay(warehouse);
  }

  @Test
  void afterAnUndisturbedPublicationThereIsNothingToDo() throws IOException {
    day.publish("r1");

    Report report = recovery().recover();

    assertThat(report.way()).isEqualTo(Way.NOTHING_TO_DO);
    assertThat(report.commit()).isEqualTo(1);
  }

  @Test
  void anEmptyWarehouseHasNothingToRecover() throws IOException {
    assertThat(recovery().examine().way()).isEqualTo(Way.NOTHING_TO_DO);
  }

  @Test
  void stagedFilesThatWereNeverCommittedAreTold() throws IOException {
    day.publish("r1");
    day.stage("r2");

    assertThat(recovery().examine().leftovers()).containsExactly("r2");
  }

  @Test
  @Fault({"F5", "F8"})
  void aCommitWithAllItsFilesGoesForward() throws IOException {
    day.publish("r1");
    cutPublication("r2", "show team_daily");

    Report found = recovery().examine();
    assertThat(found.way()).isEqualTo(Way.FORWARD);
    assertThat(found.sentences())
        .containsExactly(
            "2026-11-21: commit 2 of run r2 was not carried out to its end",
            "shown already: model_daily",
            "ready to be shown: request_footprint, team_daily");
    assertThat(day.runs().get("team_daily"))
        .as("examining changes nothing")
        .isEqualTo(Set.of("r1"));

    recovery().recover();

    assertThat(day.runs().values()).containsOnly(Set.of("r2"));
    assertThat(day.recorded()).isEqualTo("r2");
    assertThat(recovery().examine().way()).isEqualTo(Way.NOTHING_TO_DO);
  }

  @Test
  void ifAStagedFileIsDamagedTheDayGoesBackToWhatItWas() throws IOException {
    day.publish("r1");
    cutPublication("r2", "show team_daily");
    Files.writeString(day.staged("r2", "team_daily").resolve("team_daily.parquet"), "cut");

    Report report = recovery().recover();

    assertThat(report.way()).isEqualTo(Way.BACK);
    assertThat(report.sentences()).contains("missing or damaged: team_daily");
    assertThat(day.runs().values()).containsOnly(Set.of("r1"));
    assertThat(day.recorded()).isEqualTo("r1");
    assertThat(warehouse.resolve("_runs/last.json")).content().contains("\"run_id\" : \"r1\"");
    day.publish("r3");
    assertThat(day.runs().values()).containsOnly(Set.of("r3"));
  }

  @Test
  void aFirstDayThatGoesBackIsGone() throws IOException {
    cutPublication("r1", "record the day");
    Files.delete(warehouse.resolve("_data/request_footprint/2026-11-21/r1/part-1.parquet"));

    assertThat(recovery().recover().way()).isEqualTo(Way.BACK);

    assertThat(day.files()).isEqualTo(Map.of());
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
    assertThat(warehouse.resolve("_runs/last.json")).doesNotExist();
  }

  @Test
  void goingBackCanItselfBeInterruptedAtAnyStep() throws IOException {
    for (String step :
        new String[] {
          "show model_daily",
          "show team_daily",
          "show " + LINKED,
          "record the day",
          "record the last day",
          "mark the commit as carried out"
        }) {
      day = new StagedDay(warehouse.resolve(step.replace(' ', '-')));
      day.publish("before");
      cutPublication("broken", "record the day");
      Files.delete(
          day.warehouse().resolve("_data/request_footprint/2026-11-21/broken/part-0.parquet"));
      Recovery interrupted = new Recovery(new PosixStorage(day.warehouse()), cutAt(step));
      assertThat(catchThrowableOfType(PowerCut.class, interrupted::recover)).as(step).isNotNull();

      assertThat(day.publication(Publication.Steps.untold()).rollForward()).as(step).isPresent();

      assertThat(day.runs().values()).as(step).containsOnly(Set.of("before"));
      assertThat(day.recorded()).as(step).isEqualTo("before");
    }
  }

  @Test
  @Fault("F8")
  void ifNeitherWayIsOpenNothingIsDeletedAndTheFilesAreNamed() throws IOException {
    day.publish("r1");
    cutPublication("r2", "show team_daily");
    Files.delete(day.staged("r2", "team_daily").resolve("team_daily.parquet"));
    Files.delete(warehouse.resolve("_staging/r2/_former/team_daily.parquet"));

    PublicationFailed failure =
        catchThrowableOfType(PublicationFailed.class, () -> recovery().recover());

    assertThat(failure.outcome()).isEqualTo(Outcome.UNCLEAR);
    assertThat(failure)
        .hasMessageContaining("what was shown before is missing: _staging/r2/_former/team_daily");
    assertThat(day.runs())
        .isEqualTo(
            Map.of("model_daily", Set.of("r2"), "team_daily", Set.of("r1"), LINKED, Set.of("r1")));
  }

  private Recovery recovery() {
    return new Recovery(new PosixStorage(day.warehouse()));
  }

  private void cutPublication(String runId, String step) throws IOException {
    day.stage(runId);
    Publication publication = day.publication(cutAt(step));
    assertThatThrownBy(
            () -> publication.publish(StagedDay.record(runId), StagedDay.TABLES, () -> {}))
        .isInstanceOf(PowerCut.class);
  }

  private static Publication.Steps cutAt(String name) {
    return step -> {
      if (step.equals(name)) {
        throw new PowerCut();
      }
    };
  }
}
