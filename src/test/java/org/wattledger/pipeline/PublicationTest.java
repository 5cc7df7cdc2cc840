package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of text stand for Parquet: a publication only moves them. */
class PublicationTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final String LINKED = "request_footprint";
  private static final List<String> TABLES = List.of(LINKED, "model_daily", "team_daily");
  private static final Publication.Audit PASSES = staged -> {};

  @TempDir private Path warehouse;

  /** Stands for the end of the process: nothing in the code may catch it and tidy up. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aDayIsShownUnderItsFixedNames() throws IOException {
    publish("r1", step -> {});

    assertThat(publicFiles())
        .isEqualTo(
            Map.of(
                "model_daily/dt=2026-11-21/model_daily.parquet", "model_daily of r1",
                "team_daily/dt=2026-11-21/team_daily.parquet", "team_daily of r1",
                "request_footprint/dt=2026-11-21/part-0.parquet", "first of r1",
                "request_footprint/dt=2026-11-21/part-1.parquet", "second of r1"));
    assertThat(Files.readSymbolicLink(warehouse.resolve("request_footprint/dt=2026-11-21")))
        .isEqualTo(Path.of("../_data/request_footprint/2026-11-21/r1"));
    assertThat(PublishedDay.read(warehouse, DAY)).contains(record("r1"));
    assertThat(warehouse.resolve("_runs/last.json")).content().contains("\"run_id\" : \"r1\"");
    assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
  }

  @Test
  void aNewRunReplacesTheDayAndKeepsOneFormerRunForItsReaders() throws IOException {
    publish("r1", step -> {});
    publish("r2", step -> {});
    publish("r3", step -> {});

    assertThat(publicFiles().values()).allMatch(content -> content.endsWith("of r3"));
    assertThat(DurableFiles.entries(warehouse.resolve("_data/request_footprint/2026-11-21")))
        .extracting(run -> run.getFileName().toString())
        .containsExactly("r2", "r3");
  }

  @Test
  void otherDaysAreLeftAlone() throws IOException {
    Path other = warehouse.resolve("model_daily/dt=2026-11-20/model_daily.parquet");
    DurableFiles.write(other, "the day before");

    publish("r1", step -> {});

    assertThat(other).content().isEqualTo("the day before");
  }

  @Test
  void whatTheAuditRefusesIsKeptStagedAndNotPublished() throws IOException {
    publish("r1", step -> {});
    stage("r2");
    RunFailure refusal = new RunFailure(ExitCode.QUALITY, "unbalanced", "see data_quality");

    RunFailure failure =
        catchThrowableOfType(
            RunFailure.class,
            () ->
                publication(step -> {})
                    .publish(
                        record("r2"),
                        TABLES,
                        staged -> {
                          throw refusal;
                        }));

    assertThat(failure).isSameAs(refusal);
    assertThat(publicFiles().values()).allMatch(content -> content.endsWith("of r1"));
    assertThat(warehouse.resolve("_staging/r2/model_daily/part-0.parquet")).exists();
  }

  @Test
  void aTableStagedInTwoFilesIsRefusedBeforeAnythingMoves() throws IOException {
    publish("r1", step -> {});
    stage("r2");
    DurableFiles.write(warehouse.resolve("_staging/r2/team_daily/part-1.parquet"), "too many");

    RunFailure failure =
        catchThrowableOfType(
            RunFailure.class, () -> publication(step -> {}).publish(record("r2"), TABLES, PASSES));

    assertThat(failure).hasMessageContaining("team_daily must be staged as one Parquet file");
    assertThat(publicFiles().values()).allMatch(content -> content.endsWith("of r1"));
  }

  @Test
  void whateverStepFailsTheFormerDayIsIntactAndTheNextPublicationHeals() throws IOException {
    publish("former", step -> {});
    List<String> steps = stepsOfAPublication("probe");
    assertThat(steps).hasSizeGreaterThan(12);

    for (int failing = 0; failing < steps.size(); failing++) {
      publish("former" + failing, step -> {});
      boolean isPublished = steps.get(failing).startsWith("sweep");

      Throwable failure = publishFailingAt("new" + failing, failing, new IOException("disk full"));

      if (isPublished) {
        assertThat(failure).as(steps.get(failing)).isNull();
      } else {
        assertThat(((RunFailure) failure).exitCode()).isEqualTo(ExitCode.STORAGE);
      }
      String shown = (isPublished ? "new" : "former") + failing;
      assertOnlyRun(shown, steps.get(failing));
      assertThat(PublishedDay.read(warehouse, DAY)).contains(record(shown));

      publish("healed" + failing, step -> {});
      assertOnlyRun("healed" + failing, steps.get(failing));
      assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
    }
  }

  @Test
  void aPowerCutAtAnyStepLeavesEachTableWholeAndTheNextPublicationHeals() throws IOException {
    publish("former", step -> {});
    List<String> steps = stepsOfAPublication("probe");

    for (int cut = 0; cut < steps.size(); cut++) {
      publish("former" + cut, step -> {});

      Throwable end = publishFailingAt("new" + cut, cut, new PowerCut());

      assertThat(end).isInstanceOf(PowerCut.class);
      Map<String, String> files = publicFiles();
      assertThat(files).as(steps.get(cut)).hasSize(4);
      assertThat(files.values()).allMatch(text -> text.matches(".* of (former|new)\\d+"));
      assertThat(files.entrySet().stream().filter(file -> file.getKey().startsWith(LINKED)))
          .extracting(file -> file.getValue().replaceAll(".* of ", ""))
          .as("the parts of a linked table are of one run")
          .containsOnly(linkedRun());

      publish("healed" + cut, step -> {});
      assertOnlyRun("healed" + cut, steps.get(cut));
      assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
    }
  }

  @Test
  void aFirstDayThatFailsLeavesNothingToRead() throws IOException {
    stage("r1");
    Publication failing =
        publication(
            step -> {
              if (step.startsWith("replace") && step.contains(LINKED)) {
                throw new IOException("disk full");
              }
            });

    assertThatThrownBy(() -> failing.publish(record("r1"), TABLES, PASSES))
        .hasMessageContaining("disk full");

    assertThat(publicFiles()).isEmpty();
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
  }

  @Test
  void ifTheFormerDayCannotBeRestoredNothingIsDeletedAndTheOutcomeIsCalledUnclear()
      throws IOException {
    publish("r1", step -> {});
    stage("r2");
    Publication broken =
        publication(
            step -> {
              if (step.startsWith("replace") && step.contains("last.json")
                  || step.startsWith("take back")) {
                throw new IOException("disk gone");
              }
            });

    RunFailure failure =
        catchThrowableOfType(RunFailure.class, () -> broken.publish(record("r2"), TABLES, PASSES));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.UNCLEAR);
    assertThat(warehouse.resolve("_staging/r2")).isNotEmptyDirectory();
    assertThat(publicFiles()).hasSize(4);
    assertThatCode(() -> publish("r3", step -> {})).doesNotThrowAnyException();
    assertOnlyRun("r3", "after an unclear outcome");
  }

  private void assertOnlyRun(String runId, String step) throws IOException {
    Map<String, String> files = publicFiles();
    assertThat(files).as(step).hasSize(4);
    assertThat(files.values()).as(step).allMatch(content -> content.endsWith("of " + runId));
  }

  private String linkedRun() throws IOException {
    Path link = warehouse.resolve(LINKED).resolve("dt=" + DAY);
    return Files.readSymbolicLink(link).getFileName().toString();
  }

  private List<String> stepsOfAPublication(String runId) throws IOException {
    List<String> steps = new ArrayList<>();
    publish(runId, steps::add);
    return steps;
  }

  private Throwable publishFailingAt(String runId, int step, Throwable failure) throws IOException {
    List<String> steps = new ArrayList<>();
    try {
      publish(
          runId,
          name -> {
            steps.add(name);
            if (steps.size() == step + 1) {
              throwIt(failure);
            }
          });
      return null;
    } catch (RunFailure | PowerCut end) {
      return end;
    }
  }

  private static void throwIt(Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    throw (Error) failure;
  }

  private void publish(String runId, Publication.Steps steps) throws IOException {
    stage(runId);
    publication(steps).publish(record(runId), TABLES, PASSES);
  }

  private Publication publication(Publication.Steps steps) {
    return new Publication(warehouse, Set.of(LINKED), steps);
  }

  /** What Spark leaves: part files, their checksums, and a marker. */
  private void stage(String runId) throws IOException {
    Publication publication = publication(step -> {});
    for (String table : List.of("model_daily", "team_daily")) {
      Path staged = publication.staging(runId, table);
      DurableFiles.write(staged.resolve("part-0.parquet"), table + " of " + runId);
      DurableFiles.write(staged.resolve(".part-0.parquet.crc"), "checksum");
      DurableFiles.write(staged.resolve("_SUCCESS"), "");
    }
    Path staged = publication.staging(runId, LINKED);
    DurableFiles.write(staged.resolve("part-0.parquet"), "first of " + runId);
    DurableFiles.write(staged.resolve("part-1.parquet"), "second of " + runId);
    DurableFiles.write(staged.resolve(".part-1.parquet.crc"), "checksum");
    DurableFiles.write(staged.resolve("_SUCCESS"), "");
  }

  private static PublishedDay record(String runId) {
    return new PublishedDay(
        DAY, runId, "fingerprint", "1", "2026-11-01", Instant.parse("2026-11-22T02:15:00Z"));
  }

  /** Everything that a reader of the tables can see, by path, links followed. */
  private Map<String, String> publicFiles() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String table : TABLES) {
      Path root = warehouse.resolve(table);
      if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> tree = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          for (Path file : tree.filter(Files::isRegularFile).toList()) {
            contents.put(warehouse.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    return contents;
  }
}
