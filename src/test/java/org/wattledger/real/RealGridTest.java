package org.wattledger.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.contract.PublishedTables;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.fleet.TracePlan;
import org.wattledger.pipeline.Engine;
import org.wattledger.testing.SparkExtension;

/**
 * Recorded traffic at eight sites on the recorded hourly grids of their zones, by configuration
 * alone, against an independent computation over the raw files. On the day the clocks go back in
 * North America, in California in the middle of the traffic.
 */
@ExtendWith(SparkExtension.class)
class RealGridTest {

  private static final String EXAMPLE = "grid-hourly-2024";
  private static final LocalDate DAY = LocalDate.of(2024, 11, 3);
  private static final Path EXPORTS = ExampleRun.RECORDINGS.resolve(EXAMPLE);

  /** Relative. */
  private static final double TOLERANCE = 1e-9;

  @TempDir static Path folder;

  @BeforeEach
  void needsTheRecordings() {
    Assumptions.assumeTrue(
        Files.isDirectory(EXPORTS) && Files.isDirectory(ExampleRun.RECORDINGS.resolve("mooncake")),
        "No grid exports or no trace at " + ExampleRun.RECORDINGS + ": not tested");
  }

  @Test
  void everyHourOfEverySiteEmitsWhatTheRawFilesSay(SparkSession session) throws IOException {
    try (PublishedTables tables = published(session, "lifecycle")) {
      assertHoursAgree(tables, "location_emissions_gco2e", "lifecycle");
      assertDaysAgree(tables, "model_daily", "location_emissions_gco2e", "lifecycle");
      assertDaysAgree(tables, "team_daily", "location_emissions_gco2e", "lifecycle");
      // Upstream is in a life-cycle factor already.
      assertThat(tables.number("SELECT count(upstream_emissions_gco2e) FROM model_hourly"))
          .isZero();
      assertEnergyAgrees(tables);
      assertEachRequestHasTheFactorOfItsHour(tables);
      assertEstimatedSharesAreTold(tables);
    }
  }

  @Test
  void theDirectIntensityCountsWhereItIsChosen(SparkSession session) throws IOException {
    try (PublishedTables tables = published(session, "direct")) {
      assertHoursAgree(tables, "location_emissions_gco2e", "direct");
      assertDaysAgree(tables, "model_daily", "location_emissions_gco2e", "direct");
      // Losses are known of the zones in the United States: 5.26 %.
      tables.execute("DELETE FROM raw_hours WHERE zone NOT LIKE 'US-%'");
      assertHoursAgree(tables, "upstream_emissions_gco2e", "(lifecycle * 1.0526 - direct)");
    }
  }

  /** Every hour of the eight sites is there, and nothing else. */
  private static void assertHoursAgree(PublishedTables tables, String column, String gramsPerKwh) {
    Map<String, Object> row =
        tables.row(
            """
            SELECT count(*) AS hours, count(raw.g) AS computed, count(ours.g) AS published,
              max(abs(ours.g / raw.g - 1)) AS difference
            FROM (SELECT site_id, usage_hour, facility_kwh * %s AS g FROM raw_hours) AS raw
            FULL JOIN (
              SELECT site_id, usage_hour, sum(%s) AS g FROM model_hourly GROUP BY ALL HAVING g > 0)
              AS ours USING (site_id, usage_hour)
            """
                .formatted(gramsPerKwh, column));
    long hours = tables.number("SELECT count(DISTINCT site_id) * 24 FROM raw_hours");
    assertThat(row)
        .containsEntry("hours", hours)
        .containsEntry("computed", hours)
        .containsEntry("published", hours);
    assertThat((Double) row.get("difference")).as(column + " by hour").isLessThan(TOLERANCE);
  }

  private static void assertDaysAgree(
      PublishedTables tables, String table, String column, String gramsPerKwh) {
    List<Map<String, Object>> sites =
        tables.rows(
            """
            SELECT site_id, raw.g AS computed, ours.g AS published
            FROM (SELECT site_id, sum(facility_kwh * %s) AS g FROM raw_hours GROUP BY ALL) AS raw
            FULL JOIN (SELECT site_id, sum(%s) AS g FROM %s GROUP BY ALL) AS ours USING (site_id)
            """
                .formatted(gramsPerKwh, column, table));
    assertThat(sites)
        .hasSize(8)
        .allSatisfy(
            site ->
                assertThat((Double) site.get("published") / (Double) site.get("computed") - 1)
                    .as(table + " of " + site)
                    .isBetween(-TOLERANCE, TOLERANCE));
  }

  /** Whole millijoules: the same to the last one. */
  private static void assertEnergyAgrees(PublishedTables tables) {
    List<Map<String, Object>> raw =
        tables.rows(
            "SELECT site_id, usage_hour, device_mj::BIGINT AS device_mj, host_mj::BIGINT AS host_mj"
                + " FROM raw_hours ORDER BY 1, 2");
    assertThat(raw).hasSize(8 * 24);
    assertThat(
            tables.rows(
                """
                SELECT site_id, usage_hour,
                  sum(measured_mj) FILTER (device_kind = 'accelerator')::BIGINT AS device_mj,
                  sum(measured_mj) FILTER (device_kind = 'host')::BIGINT AS host_mj
                FROM energy_balance GROUP BY ALL ORDER BY 1, 2
                """))
        .isEqualTo(raw);
  }

  private static void assertEachRequestHasTheFactorOfItsHour(PublishedTables tables) {
    Map<String, Object> row =
        tables.row(
            """
            SELECT count(*) AS requests, max(abs(
              location_emissions_gco2e / (it_energy_wh / 1000 * pue * lifecycle) - 1)) AS difference
            FROM request_footprint JOIN raw_hours USING (site_id)
            WHERE usage_hour = hour(started_at) AND usage_hour = hour(ended_at) AND it_energy_wh > 0
            """);
    // Of 12,031 those that do not cross an hour.
    assertThat((Long) row.get("requests")).isBetween(11_000L, 12_031L);
    assertThat((Double) row.get("difference")).isLessThan(TOLERANCE);
  }

  private static void assertEstimatedSharesAreTold(PublishedTables tables) {
    Map<Object, Double> computed = new HashMap<>();
    tables
        .rows(
            """
            SELECT site_id, sum(it_mj) FILTER (is_estimated) / sum(it_mj) AS share
            FROM (SELECT *, device_mj + host_mj AS it_mj FROM raw_hours) GROUP BY ALL
            """)
        .forEach(row -> computed.put(row.get("site_id"), orZero(row.get("share"))));
    List<Map<String, Object>> told =
        tables.rows(
            "SELECT subject, actual FROM data_quality WHERE check_name ="
                + " 'share of energy with a grid factor that its publisher estimated'");

    assertThat(told)
        .hasSize(8)
        .allSatisfy(
            row ->
                assertThat((Double) row.get("actual"))
                    .isCloseTo(computed.get(row.get("subject")), within(TOLERANCE)));
    // All of western India's hours, and one each of Ontario's and the mid-Atlantic's.
    assertThat(computed.get("western-india")).isEqualTo(1);
    assertThat(computed.get("ontario")).isBetween(0.03, 0.05);
    assertThat(computed.get("mid-atlantic")).isBetween(0.03, 0.05);
  }

  private static double orZero(Object share) {
    return share == null ? 0 : (Double) share;
  }

  /** The example as it stands, with meters that were made into this test's folder. */
  private static PublishedTables published(SparkSession session, String basis) throws IOException {
    Path meters = folder.resolve("meters");
    if (!Files.exists(meters)) {
      generate(ExampleRun.EXAMPLES.resolve(EXAMPLE + ".conf"), meters);
    }
    String example = Files.readString(ExampleRun.EXAMPLES.resolve(EXAMPLE + ".conf"));
    String included = "../../warehouse/meters/" + EXAMPLE + "/meters.conf";
    assertThat(example).contains(included);
    Path configuration = folder.resolve(basis + ".conf");
    Files.writeString(
        configuration,
        example.replace(included, meters.resolve("meters.conf").toString())
            + "wattledger.reference.grid-export-basis = \"%s\"\n".formatted(basis));
    Path warehouse = folder.resolve(basis);
    ExampleRun.of(session, configuration, DAY.toString(), warehouse);
    PublishedTables tables = new PublishedTables(warehouse, DAY);
    RawGridHours.create(tables, meters.resolve("telemetry"), EXPORTS, DAY);
    return tables;
  }

  /** As the head of the example says. On the session of the suite, which must stay open. */
  private static void generate(Path example, Path out) {
    Engine.open()
        .generateMeters(
            ExampleRun.read(example, folder.resolve("unused")).requests(),
            DAY,
            new TracePlan(
                out,
                "eu-north-1a",
                0,
                1,
                FleetPlan.Telemetry.COUNTER,
                Duration.ofMinutes(1),
                false,
                true));
  }
}
