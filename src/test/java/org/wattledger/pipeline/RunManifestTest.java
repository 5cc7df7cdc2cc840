package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.SourceCount;

class RunManifestTest {

  private static final RunRequest REQUEST =
      new RunRequest(
          LocalDate.of(2026, 11, 21),
          false,
          true,
          false,
          Instant.parse("2026-11-22T02:15:00Z"),
          "r1");

  @TempDir private Path warehouse;

  @Test
  void aRunThatPublishedSaysWhatItReadAndWrote() throws IOException {
    RunJournal journal = journal();
    journal.read(List.of(new InputChecksum("gateway", "logs/a.jsonl", 12, "e3069283")), "f00d");
    journal.counted(
        List.of(
            new SourceCount(SourceKind.REQUESTS, "gateway", "logs/a.jsonl", 10, 6, 1, 1, 1, 1)));
    journal.staged(new StagedTable("model_daily", 3, 1, 4_096));
    journal.balanced(new Reconciliation(100, 0, 60, 20, 10, 10));
    journal.timed("staging", () -> "done");

    Path summaryFile = journal.succeeded().write(warehouse);

    assertThat(summaryFile).isEqualTo(warehouse.resolve("_runs/r1/summary.json"));
    JsonNode manifest = json(warehouse.resolve("_runs/r1/manifest.json"));
    assertThat(manifest.at("/day").asText()).isEqualTo("2026-11-21");
    assertThat(manifest.at("/started_at").asText()).isEqualTo("2026-11-22T02:15:00Z");
    assertThat(manifest.at("/inputs/0/crc32c").asText()).isEqualTo("e3069283");
    assertThat(manifest.at("/counts/0/outside_window").asLong()).isEqualTo(1);
    assertThat(manifest.at("/tables/0/rows").asLong()).isEqualTo(3);
    assertThat(manifest.at("/reconciliation/residual_mj").asLong(-1)).isZero();
    assertThat(manifest.at("/timings_ms/staging").isNumber()).isTrue();
    assertThat(manifest.at("/versions/method").asText()).isEqualTo("1");
    assertThat(manifest.at("/versions/spark").asText()).startsWith("4.");
    JsonNode summary = json(summaryFile);
    assertThat(summary.at("/exit_code").asInt(-1)).isZero();
    assertThat(summary.has("inputs")).isFalse();
    assertThat(summary.at("/reconciliation/line").asText()).startsWith("measured 0.00 Wh");
  }

  @Test
  void aRunThatFailedWritesWhatItReached() throws IOException {
    RunJournal journal = journal();
    assertThatThrownBy(
            () ->
                journal.timed(
                    "staging",
                    () -> {
                      throw new IllegalStateException("no files");
                    }))
        .hasMessage("no files");

    journal
        .failed(new RunFailure(ExitCode.INPUT, "Source gateway has no files", "wait"))
        .write(warehouse);

    JsonNode manifest = json(warehouse.resolve("_runs/r1/manifest.json"));
    assertThat(manifest.at("/exit_code").asInt()).isEqualTo(3);
    assertThat(manifest.at("/exit_name").asText()).isEqualTo("INPUT");
    assertThat(manifest.at("/error/hint").asText()).isEqualTo("wait");
    assertThat(manifest.at("/timings_ms").has("staging")).isTrue();
    assertThat(manifest.has("reconciliation")).isFalse();
  }

  @Test
  void aFileIsCompleteWhenEachRowReadIsCountedOnce() {
    // 10 = 6 + 1 + 1 + 1 + 1
    assertThat(new SourceCount(SourceKind.REQUESTS, "s", "f", 10, 6, 1, 1, 1, 1).read())
        .isEqualTo(10);
    assertThatThrownBy(() -> new SourceCount(SourceKind.REQUESTS, "s", "f", 11, 6, 1, 1, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("11 records were read");
  }

  private static RunJournal journal() {
    return new RunJournal(REQUEST, RunManifest.Versions.of("1", "2026-11-01"));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
