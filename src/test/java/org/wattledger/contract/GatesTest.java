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
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.publication.PublishedDay;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/** What stops a day from being published, and what does not. */
@ExtendWith(SparkExtension.class)
class GatesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final String GOOD = SmallInputs.request(DAY, "r1");
  private static final List<String> METER =
      List.of(
          "gpu-1,2026-03-10T10:00:00Z,50000000,,u1,m1,north,Golden-400",
          "gpu-1,2026-03-10T10:00:10Z,53000000,,u1,m1,north,Golden-400");

  @TempDir Path inputs;

  @Test
  void tooManyRefusedRowsPublishNothingAndKeepWhatWasStaged() throws IOException {
    // 1 of 2 rows refused is 0.5, above the bound of 0.05.
    writeRequests(GOOD + GOOD.replace("\"id\":\"r1\",", ""));
    writeMeters(METER);
    Path warehouse = Nights.warehouse("gate-rejected");

    RunFailure failure = failureInto(warehouse);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.QUALITY);
    assertThat(failure).hasMessageContaining("share of rejected rows of gateway");
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
    assertThat(publicNames(warehouse)).isEmpty();
    assertThat(stagedFiles(warehouse))
        .anyMatch(file -> file.endsWith("/team_daily/team_daily.parquet"))
        .anyMatch(file -> file.contains("/request_footprint/part-"))
        .anyMatch(file -> file.endsWith("/rejected/rejected.parquet"));
  }

  @Test
  @Fault("F23")
  void aSourceWithoutFilesIsMissingInput() throws IOException {
    writeRequests(GOOD);
    Path warehouse = Nights.warehouse("gate-missing");

    RunFailure failure = failureInto(warehouse);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure).hasMessageContaining("meters").hasMessageContaining(DAY.toString());
    assertThat(publicNames(warehouse)).isEmpty();
  }

  @Test
  @Fault("F23")
  void metersThatEndAtNoonAreIncompleteInput() throws IOException {
    writeRequests(GOOD);
    writeMeters(
        List.of(
            "gpu-1,2026-03-10T11:59:30Z,50000000,,u1,m1,north,Golden-400",
            "gpu-1,2026-03-10T12:00:00Z,53000000,,u1,m1,north,Golden-400"));
    Path warehouse = Nights.warehouse("gate-noon");

    RunFailure failure = failureInto(warehouse, "quality.require-complete-day=true");

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure)
        .hasMessageContaining("2026-03-10")
        .hasMessageContaining("2026-03-10T12:00:00Z");
    assertThat(failure.hint()).contains("require-complete-day");
    assertThat(publicNames(warehouse)).isEmpty();
  }

  @Test
  @Fault("F37")
  void missingFactorsAreNullAndCountedButNoError() throws IOException {
    // No site row for elsewhere, no grid row for west on that day, no hardware row for the first.
    writeRequests(
        GOOD.replace("north", "elsewhere")
            + GOOD.replace("north", "west").replace("r1", "r2").replace("u1", "u2"));
    writeMeters(
        List.of(
            "gpu-1,2026-03-10T10:00:00Z,50000000,,u1,m1,elsewhere,Unheard-of 9000",
            "gpu-1,2026-03-10T10:00:10Z,53000000,,u1,m1,elsewhere,Unheard-of 9000",
            "gpu-2,2026-03-10T10:00:00Z,50000000,,u2,m1,west,Golden-400",
            "gpu-2,2026-03-10T10:00:10Z,53000000,,u2,m1,west,Golden-400"));
    Path warehouse = Nights.warehouse("gate-factors");

    RunOutcome outcome = Nights.run(Nights.config(conf(), warehouse), DAY);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.warnings()).anyMatch(warning -> warning.contains("Unheard-of 9000"));
    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      hasNoFactors(tables.row("SELECT * FROM request_footprint WHERE request_id = 'r1'"));
      hasNoFactors(tables.row("SELECT * FROM model_daily WHERE site_id = 'elsewhere'"));
      hasOnlyPue(tables.row("SELECT * FROM request_footprint WHERE request_id = 'r2'"));
      hasOnlyPue(tables.row("SELECT * FROM model_daily WHERE site_id = 'west'"));
      hasWarning(tables, "device models without a maximum power in the hardware table", 1);
      // 300 W x 10 s = 3,000 J at elsewhere; the same again at west has a PUE but no grid factor.
      hasWarning(tables, "energy without facility_energy_wh, mJ", 3_000_000);
      hasWarning(tables, "energy without location_emissions_gco2e, mJ", 6_000_000);
      hasWarning(tables, "energy without embodied_emissions_gco2e, mJ", 3_000_000);
    }
  }

  /** Nothing but its own energy; without an idle power all of it is active. */
  private static void hasNoFactors(Map<String, Object> row) {
    assertThat(row)
        .containsEntry("active_energy_mj", 3_000_000L)
        .containsEntry("idle_energy_mj", 0L)
        .containsEntry("it_energy_wh", 3_000 / 3_600.0)
        .containsEntry("facility_energy_wh", null)
        .containsEntry("location_emissions_gco2e", null)
        .containsEntry("embodied_emissions_gco2e", null)
        .containsEntry("floor_emissions_gco2e", null)
        .containsEntry("ceiling_emissions_gco2e", null);
  }

  /** 3,000 J x PUE 2 = 6,000 J = 1.667 Wh; 10 s x 1 mg/s embodied. */
  private static void hasOnlyPue(Map<String, Object> row) {
    assertThat(row)
        .containsEntry("active_energy_mj", 2_000_000L)
        .containsEntry("idle_energy_mj", 1_000_000L)
        .containsEntry("facility_energy_wh", 6_000 / 3_600.0)
        .containsEntry("location_emissions_gco2e", null)
        .containsEntry("embodied_emissions_gco2e", 0.01);
  }

  private static void hasWarning(PublishedTables tables, String check, double actual) {
    assertThat(
            tables.row(
                "SELECT actual, status FROM data_quality WHERE check_name = '%s'".formatted(check)))
        .as(check)
        .isEqualTo(Map.of("actual", actual, "status", "warn"));
  }

  private RunFailure failureInto(Path warehouse, String... sets) throws IOException {
    Path conf = conf();
    return catchThrowableOfType(
        RunFailure.class, () -> Nights.run(Nights.config(conf, warehouse, sets), DAY));
  }

  private Path conf() throws IOException {
    return new SmallInputs(inputs).configuration();
  }

  private void writeRequests(String lines) throws IOException {
    new SmallInputs(inputs).requests(DAY, lines);
  }

  private void writeMeters(List<String> samples) throws IOException {
    new SmallInputs(inputs).meters(DAY, samples);
  }

  private static List<String> publicNames(Path warehouse) throws IOException {
    try (Stream<Path> entries = Files.list(warehouse)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("_"))
          .toList();
    }
  }

  private static List<String> stagedFiles(Path warehouse) throws IOException {
    try (Stream<Path> tree = Files.walk(warehouse.resolve("_staging"))) {
      return tree.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }
}
