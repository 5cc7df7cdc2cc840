package org.wattledger.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.wattledger.golden.GoldenDay.ELEVENTH_OF_MARCH;
import static org.wattledger.golden.GoldenDay.TENTH_OF_MARCH;
import static org.wattledger.golden.GoldenDay.assertAmount;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/**
 * Days small enough to be worked by hand, from files to published tables. Each number is derived in
 * the README of its situation; 1 W x 1 s = 1 J = 1,000 mJ.
 */
@ExtendWith(SparkExtension.class)
class GoldenDaysTest {

  @Test
  @Fault("F39")
  void anIdleDayIsProvisionedAndItsOneRequestPaysForItsTenSeconds() {
    try (GoldenDay day = GoldenDay.of("quiet-day")) {
      // 300 W x 10 s = 3,000 J, of which 100 W x 10 s = 1,000 J floor; 100 W x 86,390 s idle.
      day.hasBalance(8_642_000_000L, 2_000_000, 1_000_000, 8_639_000_000L, 0)
          .charges("r1", 2_000_000, 1_000_000);

      Map<String, Object> request = day.request("r1");
      assertThat(request).containsEntry("energy_basis", "COUNTER");
      // 3,000 J / 3,600 J/Wh; x 1.5 = 1.25 Wh; x 400, 10 and 1,000 g/kWh; 10 s x 1 mg/s.
      assertAmount(request, "it_energy_wh", 3_000 / 3_600.0);
      assertAmount(request, "facility_energy_wh", 1.25);
      assertAmount(request, "location_emissions_gco2e", 0.5);
      assertAmount(request, "floor_emissions_gco2e", 0.0125);
      assertAmount(request, "ceiling_emissions_gco2e", 1.25);
      assertAmount(request, "embodied_emissions_gco2e", 0.01);
      hasIdleRow(day);
      hasQueryRow(day);
    }
  }

  private static void hasIdleRow(GoldenDay day) {
    Map<String, Object> idle = day.row("SELECT * FROM team_daily WHERE team_id = '(idle)'");
    assertThat(idle)
        .containsEntry("model_id", "m1")
        .containsEntry("requests", 0L)
        .containsEntry("provisioned_idle_energy_mj", 8_639_000_000L);
    // 150 Wh an hour; 21 hours at 300 g/kWh, one at 100, one at 200, 359/360 of one at 400.
    assertAmount(idle, "location_emissions_gco2e", 21 * 45 + 15 + 30 + 60 * 359 / 360.0);
    assertAmount(idle, "facility_energy_wh", 8_639_000 * 1.5 / 3_600);
    assertAmount(idle, "embodied_emissions_gco2e", 86.39);

    Map<String, Object> search = day.row("SELECT * FROM team_daily WHERE team_id = 'search'");
    assertThat(search).containsEntry("cost_center", "4410").containsEntry("requests", 1L);
  }

  private static void hasQueryRow(GoldenDay day) {
    Map<String, Object> query = day.row("SELECT * FROM query_daily");
    // 2,000 J and 3,000 J in Wh; percentiles are middles of bins that are 1 % wide.
    assertAmount(query, "energy_per_query_mean_wh", 2_000 / 3_600.0);
    assertAmount(query, "energy_with_idle_per_query_mean_wh", 3_000 / 3_600.0);
    assertThat((Double) query.get("energy_with_idle_per_query_p50_wh"))
        .isCloseTo(3_000 / 3_600.0, offset(0.005 * 3_000 / 3_600));
  }

  @Test
  void twoEqualRequestsShareEvenlyAndWhatRoundingLeavesIsBookedToNobody() {
    try (GoldenDay day = GoldenDay.of("two-equal-requests")) {
      // (3,000,001 - 1,000,000) / 2 = 1,000,000.5, rounded down; 1,000,000 / 2.
      day.hasBalance(3_000_001, 2_000_000, 1_000_000, 0, 1)
          .charges("r1", 1_000_000, 500_000)
          .charges("r2", 1_000_000, 500_000);

      assertThat(day.row("SELECT rounding_mj FROM energy_balance"))
          .containsEntry("rounding_mj", 1L);
      assertThat(day.rows("SELECT team_id, active_energy_mj AS mj FROM team_daily ORDER BY 1"))
          .containsExactly(
              Map.of("team_id", "(unattributed)", "mj", 0L),
              Map.of("team_id", "assistant", "mj", 1_000_000L),
              Map.of("team_id", "search", "mj", 1_000_000L));
    }
  }

  @Test
  @Fault("F40")
  void aRequestAcrossMidnightIsChargedOnBothDaysAndCountedOnTheDayItEnded() {
    List<GoldenDay> days = GoldenDay.days("midnight-crossing", TENTH_OF_MARCH, ELEVENTH_OF_MARCH);
    try (GoldenDay tenth = days.get(0);
        GoldenDay eleventh = days.get(1)) {
      // 300 W x 10 s and 300 W x 20 s; floor 100 W.
      tenth.hasBalance(3_000_000, 2_000_000, 1_000_000, 0, 0).charges("r1", 2_000_000, 1_000_000);
      eleventh
          .hasBalance(6_000_000, 4_000_000, 2_000_000, 0, 0)
          .charges("r1", 4_000_000, 2_000_000);

      assertThat(tenth.request("r1"))
          .containsEntry("requests", 0L)
          .containsEntry("prompt_tokens", 0L)
          .containsEntry("output_tokens", 0L);
      assertThat(eleventh.request("r1"))
          .containsEntry("requests", 1L)
          .containsEntry("prompt_tokens", 187_500L)
          .containsEntry("output_tokens", 46_875L);
      String counted = "SELECT sum(requests)::BIGINT AS requests FROM model_daily";
      assertThat(tenth.row(counted)).containsEntry("requests", 0L);
      assertThat(eleventh.row(counted)).containsEntry("requests", 1L);
    }
  }

  @Test
  @Fault("F30")
  void aCounterThatStartsAgainLosesNothing() {
    try (GoldenDay day = GoldenDay.of("counter-reset")) {
      // 3,000 J + 1,500 J after the reset + 3,000 J; floor 100 W x 30 s.
      day.hasBalance(7_500_000, 4_500_000, 3_000_000, 0, 0).charges("r1", 4_500_000, 3_000_000);

      assertThat(day.row("SELECT resets, measured_mj, clipped_mj FROM device_hourly"))
          .isEqualTo(Map.of("resets", 1L, "measured_mj", 7_500_000L, "clipped_mj", 0L));
    }
  }

  @Test
  @Fault("F32")
  void aGapOfTheMeterIsNeverScaledUp() {
    try (GoldenDay day = GoldenDay.of("telemetry-gap")) {
      // 300 W x (20 + 10) s of the request's 100 s; floor 100 W x 30 s.
      day.hasBalance(9_000_000, 6_000_000, 3_000_000, 0, 0).charges("r1", 6_000_000, 3_000_000);

      assertThat(day.request("r1")).containsEntry("energy_basis", "POWER");
      assertThat(day.row("SELECT gap_s, samples, energy_basis FROM device_hourly"))
          .isEqualTo(Map.of("gap_s", 3_570.0, "samples", 5L, "energy_basis", "POWER"));
    }
  }

  @Test
  void eachSiteHasItsOwnPueAndEachHourItsOwnGrid() {
    try (GoldenDay day = GoldenDay.of("two-regions")) {
      // 300 W x 20 s at each site; floor 100 W x 20 s.
      day.hasBalance(12_000_000, 8_000_000, 4_000_000, 0, 0)
          .charges("r1", 4_000_000, 2_000_000)
          .charges("r2", 4_000_000, 2_000_000);

      Map<String, Object> north = day.row("SELECT * FROM model_daily WHERE site_id = 'north'");
      // 6,000 J x 1.5 = 2.5 Wh: half at 100 g/kWh, half at 200 g/kWh.
      assertAmount(north, "facility_energy_wh", 2.5);
      assertAmount(north, "location_emissions_gco2e", 0.125 + 0.25);
      assertAmount(day.request("r1"), "location_emissions_gco2e", 0.375);
      Map<String, Object> south = day.row("SELECT * FROM model_daily WHERE site_id = 'south'");
      // 6,000 J x 1.2 = 2 Wh at 500 g/kWh.
      assertAmount(south, "facility_energy_wh", 2.0);
      assertAmount(south, "location_emissions_gco2e", 1.0);
      assertAmount(day.request("r2"), "location_emissions_gco2e", 1.0);
      assertThat(day.rows("SELECT usage_hour FROM model_hourly WHERE site_id = 'north' ORDER BY 1"))
          .containsExactly(Map.of("usage_hour", 10), Map.of("usage_hour", 11));
    }
  }

  @Test
  void twoModelsOnOneDeviceShareByWorkAndHoldItsIdleTimeInEqualParts() {
    try (GoldenDay day = GoldenDay.of("two-models-on-one-device")) {
      // 2,000 J 3 : 1, 1,000 J floor 1 : 1, then 100 W x 10 s of idle.
      day.hasBalance(4_000_000, 2_000_000, 1_000_000, 1_000_000, 0)
          .charges("r1", 1_500_000, 500_000)
          .charges("r2", 500_000, 500_000);

      assertThat(day.rows("SELECT DISTINCT pool_id FROM request_footprint"))
          .containsExactly(Map.of("pool_id", "u1"));
      assertThat(
              day.rows(
                  "SELECT model_id, active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj AS mj"
                      + " FROM model_daily ORDER BY 1"))
          .containsExactly(
              Map.of("model_id", "m1", "mj", 2_500_000L),
              Map.of("model_id", "m2", "mj", 1_500_000L));
    }
  }

  @Test
  void aRequestWithoutEndEndsAtItsModelsRateAndSaysSo() {
    try (GoldenDay day = GoldenDay.of("request-without-end")) {
      // 300 W x 10 s and x 5 s; 100 W x 50 s and x 5 s between and after them.
      day.hasBalance(10_000_000, 3_000_000, 1_500_000, 5_500_000, 0)
          .charges("r1", 2_000_000, 1_000_000)
          .charges("r2", 1_000_000, 500_000);

      assertThat(day.request("r1")).containsEntry("is_end_estimated", false);
      Map<String, Object> second = day.request("r2");
      assertThat(second).containsEntry("is_end_estimated", true).containsEntry("requests", 1L);
      // 15,625 tokens / 3,125 tokens a second = 5 s.
      assertThat(((OffsetDateTime) second.get("ended_at")).toInstant())
          .hasToString("2026-03-10T10:01:05Z");
    }
  }

  @Test
  @Fault("F39")
  void aUnitWithoutMeterIsCountedAndTakesNothingFromOthers() {
    try (GoldenDay day = GoldenDay.of("unmetered-unit")) {
      // 300 W x 10 s, all of it r1's.
      day.hasBalance(3_000_000, 2_000_000, 1_000_000, 0, 0)
          .charges("r1", 2_000_000, 1_000_000)
          .charges("r2", 0, 0);

      assertThat(day.request("r2"))
          .containsEntry("energy_basis", "TOKENS")
          .containsEntry("requests", 1L)
          .containsEntry("modelled_energy_mj", null)
          .containsEntry("it_energy_wh", null)
          .containsEntry("facility_energy_wh", null)
          .containsEntry("location_emissions_gco2e", null)
          .containsEntry("measured_ratio", null);
      assertThat(day.row("SELECT * FROM team_daily WHERE team_id = 'assistant'"))
          .containsEntry("requests", 1L)
          .containsEntry("modelled_energy_mj", null)
          .containsEntry("it_energy_wh", null);
      assertThat(
              day.row(
                  "SELECT actual, status FROM data_quality"
                      + " WHERE check_name = 'requests without any meter'"))
          .isEqualTo(Map.of("actual", 1.0, "status", "warn"));
    }
  }

  @Test
  void aFailedRequestKeepsItsCharge() {
    try (GoldenDay day = GoldenDay.of("failed-request")) {
      // 300 W x 4 s and 300 W x 6 s; floor 100 W.
      day.hasBalance(3_000_000, 2_000_000, 1_000_000, 0, 0)
          .charges("r1", 800_000, 400_000)
          .charges("r2", 1_200_000, 600_000);

      assertThat(day.request("r1"))
          .containsEntry("status", "timeout")
          .containsEntry("failed_requests", 1L);
      assertThat(day.row("SELECT requests, failed_requests FROM team_daily"))
          .isEqualTo(Map.of("requests", 2L, "failed_requests", 1L));
    }
  }
}
