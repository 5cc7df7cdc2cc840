package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.Inspection;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.publication.PublishedDay;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/** Nights on which a source no longer looks as it did. */
@ExtendWith(SparkExtension.class)
class SchemaDriftTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 10);
  private static final String REQUEST =
      """
      {"id":"r1","start":"%1$sT10:00:00Z","end":"%1$sT10:00:10Z","model":"m1","team":"search","unit":"u1","site":"north","status":"ok","prompt":62500,"output":15625,"note":1}
      """;
  private static final String HEADER =
      "device_id,sampled_at,energy_mj,power_w,unit_id,model_id,site_id,device_model";
  private static final String SAMPLES =
      """
      gpu-1,%1$sT10:00:00Z,50000000,,u1,m1,north,Golden-400
      gpu-1,%1$sT10:00:10Z,53000000,,u1,m1,north,Golden-400
      """;

  @TempDir Path inputs;

  @Test
  @Fault("F27")
  void aColumnThatIsGoneStopsTheDayUntilItIsAcceptedAndIsThenTheNewShape() throws IOException {
    Path warehouse = Nights.warehouse("drift");
    write(FIRST, REQUEST, HEADER);
    assertThat(run(warehouse, FIRST).warnings()).noneMatch(SchemaDriftTest::isDrift);

    LocalDate second = FIRST.plusDays(1);
    // No team, no note that nobody reads, prompts as text that converts, and a new cluster.
    String changed =
        REQUEST
            .replace("\"team\":\"search\",", "\"cluster\":\"c\",")
            .replace(",\"note\":1", "")
            .replace("62500", "\"62500\"");
    write(second, changed, HEADER);
    RunFailure failure = failure(warehouse, second);
    assertThat(failure.exitCode()).isEqualTo(ExitCode.QUALITY);
    assertThat(failure)
        .hasMessageContaining(
            "columns removed of gateway: note, team: expected 0, found 2 (against 2026-03-10: ")
        .hasMessageContaining(
            "team (read by team_id): was in 1 of 1 records, now in none of 1 records");
    assertThat(failure.hint())
        .contains("correct the mapping", "quality.schema-drift=warn")
        .doesNotContain("max-rejected-ratio");
    assertThat(PublishedDay.read(warehouse, second)).isEmpty();
    assertThat(staged(warehouse))
        .anyMatch(file -> file.toString().endsWith("/data_quality.parquet"));
    assertThat(Inspection.of(config(warehouse), second))
        .filteredOn(finding -> finding.subject().equals("schema of gateway"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.exitCode()).isEqualTo(ExitCode.QUALITY);
              assertThat(finding.message())
                  .contains("added cluster", "removed team", "retyped prompt", "number, now text");
            });

    RunOutcome accepted = run(warehouse, second, "quality.schema-drift=warn");
    assertThat(accepted.warnings())
        .anyMatch(warning -> warning.startsWith("columns added of gateway: cluster"))
        .anyMatch(warning -> warning.startsWith("columns removed of gateway: note, team"))
        .anyMatch(warning -> warning.startsWith("columns retyped of gateway: prompt"));
    try (PublishedTables tables = new PublishedTables(warehouse, second)) {
      assertThat(
              tables.row(
                  "SELECT subject, expected, actual, status FROM data_quality"
                      + " WHERE check_name = 'columns removed' AND subject LIKE 'gateway%'"))
          .isEqualTo(
              Map.of(
                  "subject",
                  "gateway: note, team",
                  "expected",
                  0.0,
                  "actual",
                  2.0,
                  "status",
                  "warn"));
      assertThat(
              tables.number(
                  "SELECT count(*) FROM data_quality"
                      + " WHERE subject = 'meters' AND check_name LIKE 'columns %'"
                      + " AND actual = 0 AND status = 'ok'"))
          .isEqualTo(3);
    }

    // The day may be repeated without being accepted again.
    assertThat(Inspection.of(config(warehouse), second))
        .allMatch(finding -> finding.exitCode() == ExitCode.OK);
    LocalDate third = second.plusDays(1);
    write(third, changed, HEADER.replace("unit_id", "replica"));
    assertThat(Inspection.of(config(warehouse), third))
        .extracting(Inspection.Finding::subject)
        .contains("schema of meters")
        .doesNotContain("schema of gateway");
    RunFailure unreadable = failure(warehouse, third);
    assertThat(unreadable.exitCode()).isEqualTo(ExitCode.QUALITY);
    assertThat(unreadable)
        .hasMessageContaining("unit_id (read by unit_id): was in 1 of 1 files, now in none of 1")
        .hasMessageContaining("has no column unit_id");
  }

  private static boolean isDrift(String warning) {
    return warning.startsWith("columns ");
  }

  private RunOutcome run(Path warehouse, LocalDate day, String... sets) throws IOException {
    return Nights.run(config(warehouse, sets), day);
  }

  private RunFailure failure(Path warehouse, LocalDate day) throws IOException {
    WattledgerConfig config = config(warehouse);
    return catchThrowableOfType(RunFailure.class, () -> Nights.run(config, day));
  }

  private WattledgerConfig config(Path warehouse, String... sets) throws IOException {
    Path file = inputs.resolve("drift.conf");
    Files.writeString(
        file,
        """
        golden.day = "%s"
        include file("src/test/resources/golden/common.conf")
        """
            .formatted(inputs));
    return Nights.config(file, warehouse, sets);
  }

  private void write(LocalDate day, String requests, String header) throws IOException {
    Files.createDirectories(inputs.resolve("requests"));
    Files.createDirectories(inputs.resolve("telemetry"));
    Files.writeString(inputs.resolve("requests").resolve(day + ".jsonl"), requests.formatted(day));
    Files.writeString(
        inputs.resolve("telemetry").resolve(day + ".csv"), header + "\n" + SAMPLES.formatted(day));
  }

  private static List<Path> staged(Path warehouse) throws IOException {
    try (Stream<Path> tree = Files.walk(warehouse.resolve("_staging"))) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }
}
