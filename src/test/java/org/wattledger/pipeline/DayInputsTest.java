package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.ConfigReader;
import org.wattledger.publication.DurableFiles;
import org.wattledger.testing.Fault;

class DayInputsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private Path log;
  private Path next;

  @BeforeEach
  void logsOfTwoDays() throws IOException {
    log = folder.resolve("logs/2026-11-21.jsonl");
    next = folder.resolve("logs/2026-11-22.jsonl");
    DurableFiles.write(log, "{}\n");
    DurableFiles.write(next, "{}\n");
  }

  @Test
  void whatStaysAsItIsPasses() throws IOException {
    DayInputs inputs = inputs("{date}.jsonl");

    assertThatCode(() -> inputs.requireUnchanged(HADOOP)).doesNotThrowAnyException();
  }

  @Test
  @Fault("F22")
  void aLogOfTheDayThatGrowsWhileItIsReadStopsTheDay() throws IOException {
    DayInputs inputs = inputs("{date}.jsonl");
    Files.writeString(log, "{}\n", StandardOpenOption.APPEND);

    RunFailure failure = refused(inputs);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure)
        .hasMessage(
            "Input file 2026-11-21.jsonl of source gateway was written to (3 bytes before, 6 now)"
                + " while the day was read");
  }

  @Test
  @Fault("F21")
  void aLogThatVanishesStopsTheDay() throws IOException {
    DayInputs inputs = inputs("{date}.jsonl");
    Files.delete(log);

    RunFailure failure = refused(inputs);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure).hasMessageContaining("2026-11-21.jsonl of source gateway was removed");
  }

  @Test
  void theLogOfTheNextDayMayStillGrow() throws IOException {
    DayInputs inputs = inputs("{date}.jsonl");
    Files.writeString(next, "{}\n", StandardOpenOption.APPEND);

    assertThatCode(() -> inputs.requireUnchanged(HADOOP)).doesNotThrowAnyException();
  }

  @Test
  void aLogOfAllDaysMayStillGrow() throws IOException {
    DayInputs inputs = inputs("2026-11-21.jsonl");
    Files.writeString(log, "{}\n", StandardOpenOption.APPEND);

    assertThatCode(() -> inputs.requireUnchanged(HADOOP)).doesNotThrowAnyException();
  }

  @Test
  void aPathOfAlternativesNamesNoDay() throws IOException {
    DayInputs inputs = inputs("{2026-11-21,2026-11-22}.jsonl");
    Files.writeString(log, "{}\n", StandardOpenOption.APPEND);

    assertThatCode(() -> inputs.requireUnchanged(HADOOP)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNewChangedAndGoneIsToldByName() {
    assertThat(
            InputChange.between(
                Map.of("a", "1", "b", "1", "c", "1"), Map.of("b", "2", "c", "1", "d", "1")))
        .contains("1 new file (d); 1 changed file (b); 1 gone file (a)");
    assertThat(InputChange.between(Map.of("a", "1"), Map.of("a", "1"))).isEmpty();
  }

  @Test
  void inputsThatWereClearedAwayAreNoChange() {
    assertThat(InputChange.between(Map.of("a", "1"), Map.of())).isEmpty();
  }

  private RunFailure refused(DayInputs inputs) {
    return catchThrowableOfType(RunFailure.class, () -> inputs.requireUnchanged(HADOOP));
  }

  private DayInputs inputs(String file) throws IOException {
    Path conf = folder.resolve("test.conf");
    DurableFiles.write(
        conf,
        """
        wattledger.sources.requests = [{
          name = gateway, format = json, path = "%s/logs/%s"
          columns { request_id = id, started_at = "to_timestamp(t)", model_id = m }
        }]
        """
            .formatted(folder, file));
    return DayInputs.of(
        ConfigReader.read(Optional.of(conf), List.of(), Map.of()), DAY, "1", "1", HADOOP);
  }
}
