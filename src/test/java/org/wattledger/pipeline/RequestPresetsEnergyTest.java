package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.contract.Nights;
import org.wattledger.contract.PublishedTables;
import org.wattledger.testing.SparkExtension;

/**
 * The logs of all request presets through the whole pipeline in one night. Each has a model, a unit
 * and a device of its own that draws 300 W all day, 100 W of which are its floor: 300 W x 86,400 s
 * = 25,920 kJ.
 */
@ExtendWith(SparkExtension.class)
class RequestPresetsEnergyTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final long MEASURED_MJ = 25_920_000_000L;

  @TempDir static Path folder;

  private static PublishedTables tables;

  @BeforeAll
  static void runTheNight() throws IOException {
    Path warehouse = Nights.warehouse("request-presets");
    Path conf = folder.resolve("night.conf");
    Files.writeString(folder.resolve("meters.csv"), meters());
    Files.writeString(
        conf,
        PresetLogs.configuration(PresetLogs.ALL.stream().map(log -> own(log)).toList())
            + """
            wattledger {
              sources.telemetry = [{
                name = "meters"
                format = "csv"
                path = "%s/meters.csv"
                columns {
                  device_id = "device", sampled_at = "at", power_w = "watts"
                  unit_id = "device", model_id = "model"
                  site_id = "'north'", device_model = "'Golden-400'"
                }
              }]
              reference {
                directory = "src/test/resources/golden/reference"
                hardware = "golden", sites = "golden", grid = "golden", energy-sources = "golden"
                models = "golden", teams = "golden"
              }
              # A twelfth of these logs is dirt.
              quality.max-rejected-ratio = 0.2
              privacy.user-key = "0123456789abcdef0123456789abcdef"
              scenarios = []
            }
            """
                .formatted(folder));
    Nights.run(Nights.config(conf, warehouse), DAY);
    tables = new PublishedTables(warehouse, DAY);
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void everyJouleOfEachMeterIsBookedToItsLog() {
    List<Map<String, Object>> models =
        tables.rows(
            "SELECT model_id, active_energy_mj, idle_energy_mj, provisioned_idle_energy_mj"
                + " FROM model_daily WHERE model_id <> '(unattributed)' ORDER BY model_id");

    assertThat(models).hasSize(PresetLogs.ALL.size());
    for (PresetLogs.Log log : PresetLogs.ALL) {
      // 48 requests of 5 s. Where the log tells ends, request 2 is there for 20 s, 5 of them beside
      // request 3: 46 x 5 + 20 = 250.
      long busyS = log.start() == null ? 250 : 240;
      Map<String, Object> model =
          models.stream()
              .filter(row -> row.get("model_id").equals(log.preset()))
              .findFirst()
              .orElseThrow();
      assertThat(model)
          .as(log.preset())
          .containsEntry("idle_energy_mj", busyS * 100_000)
          .containsEntry("provisioned_idle_energy_mj", (86_400 - busyS) * 300_000);
      // Three requests at a time at most; less than a millijoule of each is left by rounding.
      assertThat((Long) model.get("active_energy_mj"))
          .as(log.preset())
          .isBetween(busyS * 200_000 - 20, busyS * 200_000);
    }
    assertThat(
            tables.rows(
                "SELECT sum(active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj"
                    + " + unattributed_energy_mj)::BIGINT AS booked,"
                    + " (SELECT sum(measured_mj)::BIGINT FROM device_hourly) AS measured"
                    + " FROM model_daily"))
        .containsExactly(
            Map.of(
                "booked", PresetLogs.ALL.size() * MEASURED_MJ,
                "measured", PresetLogs.ALL.size() * MEASURED_MJ));
  }

  @Test
  void aRequestAloneOnItsDevicePaysForItsFiveSeconds() {
    // Request 10: 300 W x 5 s = 1,500 J, of which 100 W x 5 s = 500 J floor.
    assertThat(
            tables.rows(
                "SELECT model_id, active_energy_mj, idle_energy_mj FROM request_footprint"
                    + " WHERE started_at >= '2026-03-01 10:01:40+00'"
                    + " AND started_at < '2026-03-01 10:01:41+00'"))
        .hasSize(PresetLogs.ALL.size())
        .allSatisfy(
            request ->
                assertThat(request)
                    .containsEntry("active_energy_mj", 1_000_000L)
                    .containsEntry("idle_energy_mj", 500_000L));
  }

  @Test
  void requestsWithoutIdsThatAreEqualShareTheirFiveSeconds() {
    // Request 0, logged twice: each half of 1,000 J and of 500 J.
    assertThat(
            tables.rows(
                "SELECT active_energy_mj, idle_energy_mj FROM request_footprint WHERE model_id IN"
                    + " ('tgi', 'burstgpt', 'azure-llm-trace', 'mooncake')"
                    + " AND started_at >= '2026-03-01 10:00:00+00'"
                    + " AND started_at < '2026-03-01 10:00:01+00'"))
        .hasSize(8)
        .allSatisfy(
            request ->
                assertThat(request)
                    .containsEntry("active_energy_mj", 500_000L)
                    .containsEntry("idle_energy_mj", 250_000L));
  }

  /** Model and unit of a log's own; an end for those that tell none, as a user would say it. */
  private static String own(PresetLogs.Log log) {
    String end =
        log.start() == null
            ? ""
            : "ended_at = \"%s + INTERVAL 5 SECONDS\"\n".formatted(log.start());
    return log.own()
        + "columns {\nmodel_id = \"'%s'\"\nunit_id = \"'gpu-%s'\"\nsite_id = \"'north'\"\n%s}\n"
            .formatted(log.preset(), log.preset(), end);
  }

  private static String meters() {
    StringBuilder csv = new StringBuilder("device,at,watts,model\n");
    Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
    for (PresetLogs.Log log : PresetLogs.ALL) {
      for (int quarter = 0; quarter <= 96; quarter++) {
        csv.append(
            "gpu-%s,%s,300,%s\n"
                .formatted(log.preset(), midnight.plusSeconds(900L * quarter), log.preset()));
      }
    }
    return csv.toString();
  }
}
