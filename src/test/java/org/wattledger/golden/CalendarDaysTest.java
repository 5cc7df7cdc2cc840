package org.wattledger.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.golden.GoldenDay.assertAmount;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/**
 * Days on which the calendar, the clocks or the grid's own cadence change, worked by hand from
 * files to published tables. Each number is derived in the README of its situation; 1 W x 1 s = 1 J
 * = 1,000 mJ, 1 Wh = 3,600 J.
 */
@ExtendWith(SparkExtension.class)
class CalendarDaysTest {

  private static final String RUNG = "share of energy with a grid factor of the ";
  private static final String ESTIMATED =
      "share of energy with a grid factor that its publisher estimated";

  @Test
  @Fault("F35")
  void noHourIsLostWhenTheClocksGoForward() {
    try (GoldenDay day = GoldenDay.of("clocks-forward", LocalDate.of(2025, 3, 30))) {
      // 100 W x 86,400 s and 200 W more for 3,600 s.
      day.hasBalance(9_360_000_000L, 720_000_000, 360_000_000, 8_280_000_000L, 0)
          .charges("r1", 720_000_000, 360_000_000);

      // Local 01:30 to 03:30: one hour, half in the hour at 100 g/kWh, half in the one at 110.
      assertTimes(day, "2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z");
      // 300 W x 0.5 h x 1.5 = 225 Wh in each: 22.5 + 24.75 g.
      assertAmount(day.request("r1"), "location_emissions_gco2e", 47.25);
      assertEveryHourOnce(day, 0);
      // 774 + 0.15 kWh x (100 + 110) g/kWh.
      assertAmount(day.row("SELECT * FROM model_daily"), "location_emissions_gco2e", 805.5);
      assertThat(share(day, RUNG + "hour", "europe")).isEqualTo(1);
    }
  }

  @Test
  @Fault("F35")
  void noHourIsDoubledWhenTheClocksGoBack() {
    try (GoldenDay day = GoldenDay.of("clocks-back", LocalDate.of(2025, 11, 2))) {
      day.hasBalance(9_360_000_000L, 720_000_000, 360_000_000, 8_280_000_000L, 0)
          .charges("r1", 720_000_000, 360_000_000);

      // From half past one to half past one on the wall, and yet an hour.
      assertTimes(day, "2025-11-02T05:30:00Z", "2025-11-02T06:30:00Z");
      // 225 Wh at 150 g/kWh and 225 Wh at 160: 33.75 + 36 g.
      assertAmount(day.request("r1"), "location_emissions_gco2e", 69.75);
      assertEveryHourOnce(day, 5);
      // 774 + 0.15 kWh x (150 + 160) g/kWh.
      assertAmount(day.row("SELECT * FROM model_daily"), "location_emissions_gco2e", 820.5);
      assertThat(share(day, RUNG + "hour", "america")).isEqualTo(1);
    }
  }

  /**
   * 24 hours of 100 W and 100 + 10 h g/kWh: 360,000,000 mJ and 0.15 kWh each; twice as much in the
   * busy hour and the one after it.
   */
  private static void assertEveryHourOnce(GoldenDay day, int busyHour) {
    List<Map<String, Object>> hours =
        day.rows(
            "SELECT *, active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj AS mj"
                + " FROM model_hourly ORDER BY usage_hour");

    assertThat(hours)
        .extracting(hour -> hour.get("usage_hour"))
        .isEqualTo(IntStream.range(0, 24).boxed().toList());
    for (int h = 0; h < 24; h++) {
      int times = h == busyHour || h == busyHour + 1 ? 2 : 1;
      assertThat(hours.get(h)).as("hour " + h).containsEntry("mj", 360_000_000L * times);
      assertAmount(hours.get(h), "location_emissions_gco2e", 0.15 * (100 + 10 * h) * times);
    }
    assertThat(
            day.row(
                "SELECT count(*) AS hours, sum(gap_s) AS gaps, max(measured_mj) AS most"
                    + " FROM device_hourly"))
        .isEqualTo(Map.of("hours", 24L, "gaps", 0.0, "most", 720_000_000L));
  }

  private static void assertTimes(GoldenDay day, String start, String end) {
    Map<String, Object> request = day.request("r1");
    assertThat(((OffsetDateTime) request.get("started_at")).toInstant()).hasToString(start);
    assertThat(((OffsetDateTime) request.get("ended_at")).toInstant()).hasToString(end);
  }

  @Test
  @Fault("F35")
  void theLeapDayHasItsMonthsFactorsAndA366thOfAYearsContract() {
    try (GoldenDay day = GoldenDay.of("leap-day", LocalDate.of(2024, 2, 29))) {
      day.hasBalance(9_360_000_000L, 720_000_000, 360_000_000, 8_280_000_000L, 0)
          .charges("r1", 720_000_000, 360_000_000);

      Map<String, Object> whole = day.row("SELECT * FROM model_daily");
      // 25 W x 86,400 s; 2,600 + 600 Wh; x 1.25.
      assertThat(whole).containsEntry("host_energy_mj", 2_160_000_000L);
      assertAmount(whole, "it_energy_wh", 3_200);
      assertAmount(whole, "facility_energy_wh", 4_000);
      // 4 kWh x 200, x 700, x ((250 - 200) + 0.08 x 250) g/kWh.
      assertAmount(whole, "location_emissions_gco2e", 800);
      assertAmount(whole, "marginal_emissions_gco2e", 2_800);
      assertAmount(whole, "upstream_emissions_gco2e", 280);
      // 0.366 MWh / 366 = 1 kWh at 20 g/kWh; 3 kWh at the residual mix of 600.
      assertAmount(whole, "market_emissions_gco2e", 20 + 1_800);
      // (36 + 18) kg / 10,000 h = 5.4 g an hour.
      assertAmount(whole, "embodied_emissions_gco2e", 129.6);
      // 3.2 kWh x 0.5; 4 kWh x 2 and x 20 L/kWh; 4 kWh x 0.10.
      assertAmount(whole, "onsite_water_l", 1.6);
      assertAmount(whole, "offsite_water_l", 8);
      assertAmount(whole, "offsite_water_withdrawal_l", 80);
      assertAmount(whole, "energy_cost", 0.4);
      assertThat(share(day, RUNG + "month", "island")).isEqualTo(1);
      hasTheLeapDaysRequest(day);
    }
  }

  private static void hasTheLeapDaysRequest(GoldenDay day) {
    Map<String, Object> request = day.request("r1");
    assertThat(request).containsEntry("host_energy_mj", 90_000_000L);
    // (300 + 25) W x 1 h = 325 Wh; x 1.25 = 406.25 Wh; x 200 and, by contract and rest, 455 g/kWh.
    assertAmount(request, "it_energy_wh", 325);
    assertAmount(request, "location_emissions_gco2e", 81.25);
    assertAmount(request, "market_emissions_gco2e", 0.40625 * 455);
    assertAmount(request, "embodied_emissions_gco2e", 5.4);
    // (81.25 + 5.4) g for the one request.
    assertAmount(day.row("SELECT * FROM query_daily"), "sci_per_request_gco2e", 86.65);
  }

  @Test
  @Fault("F35")
  void eachSideOfAMonthsEdgeHasItsOwnReferenceRows() {
    List<GoldenDay> days =
        GoldenDay.days("month-edge", LocalDate.of(2025, 1, 31), LocalDate.of(2025, 2, 1));
    try (GoldenDay january = days.get(0);
        GoldenDay february = days.get(1)) {
      // 300 W x 1,800 s; floor 100 W in January and 80 W in February; 100 W x 1,800 s unused.
      january
          .hasBalance(720_000_000, 360_000_000, 180_000_000, 180_000_000, 0)
          .charges("r1", 360_000_000, 180_000_000);
      february
          .hasBalance(720_000_000, 396_000_000, 144_000_000, 180_000_000, 0)
          .charges("r1", 396_000_000, 144_000_000);

      hasJanuarysFactors(january);
      hasFebruarysFactors(february);
      assertThat(january.request("r1")).containsEntry("requests", 0L);
      assertThat(february.request("r1"))
          .containsEntry("requests", 1L)
          .containsEntry("output_tokens", 5_625_000L);
      String hours = "SELECT DISTINCT usage_hour FROM model_hourly";
      assertThat(january.row(hours)).containsEntry("usage_hour", 23);
      assertThat(february.row(hours)).containsEntry("usage_hour", 0);
    }
  }

  private static void hasJanuarysFactors(GoldenDay january) {
    Map<String, Object> whole = january.row("SELECT * FROM model_daily");
    // 720,000 J and 25 W x 3,600 s: 225 Wh; x 1.5 = 337.5 Wh.
    assertAmount(whole, "facility_energy_wh", 337.5);
    assertAmount(whole, "location_emissions_gco2e", 33.75);
    // 168.75 Wh at 0, the other half at 400 g/kWh.
    assertAmount(whole, "market_emissions_gco2e", 67.5);
    assertAmount(whole, "embodied_emissions_gco2e", 3.6);
    assertAmount(whole, "energy_cost", 0.03375);
    Map<String, Object> request = january.request("r1");
    // (300 + 25) W x 0.5 h x 1.5 = 243.75 Wh at 100 g/kWh; 1 mg/s.
    assertThat(request).containsEntry("host_energy_mj", 45_000_000L);
    assertAmount(request, "location_emissions_gco2e", 24.375);
    assertAmount(request, "market_emissions_gco2e", 48.75);
    assertAmount(request, "embodied_emissions_gco2e", 1.8);
    assertThat(january.row("SELECT cost_center FROM team_daily WHERE team_id = 'search'"))
        .containsEntry("cost_center", "4410");
  }

  private static void hasFebruarysFactors(GoldenDay february) {
    Map<String, Object> whole = february.row("SELECT * FROM model_daily");
    // 225 Wh x 1.2 = 270 Wh at 300 g/kWh; no contract and no residual mix any more.
    assertAmount(whole, "facility_energy_wh", 270);
    assertAmount(whole, "location_emissions_gco2e", 81);
    assertAmount(whole, "market_emissions_gco2e", 81);
    assertAmount(whole, "embodied_emissions_gco2e", 7.2);
    assertAmount(whole, "energy_cost", 0.054);
    Map<String, Object> request = february.request("r1");
    // 162.5 Wh x 1.2 = 195 Wh at 300 g/kWh; 2 mg/s.
    assertThat(request).containsEntry("host_energy_mj", 45_000_000L);
    assertAmount(request, "location_emissions_gco2e", 58.5);
    assertAmount(request, "embodied_emissions_gco2e", 3.6);
    assertThat(february.row("SELECT cost_center FROM team_daily WHERE team_id = 'search'"))
        .containsEntry("cost_center", "4420");
  }

  @Test
  void eachIntervalHasTheFinestFactorThatCoversItAndTheSharesAreTold() {
    try (GoldenDay day = GoldenDay.of("mixed-cadence", LocalDate.of(2025, 6, 10))) {
      // 100 W x 86,400 s and 200 W x 1,800 s more; at the other site 100 W x 3,600 s.
      day.hasBalance(9_360_000_000L, 360_000_000, 180_000_000, 8_820_000_000L, 0)
          .charges("r1", 360_000_000, 180_000_000);

      // 75 Wh at 200, 112.5 Wh at 400 and 37.5 Wh at 800 g/kWh: 15 + 45 + 30 g.
      assertAmount(day.request("r1"), "location_emissions_gco2e", 90);
      assertHour(day, "valley", 11, 15);
      // The missing hour: 150 Wh at the month's 500 g/kWh.
      assertHour(day, "valley", 5, 75);
      // 3 x 3.75 + 17.5, and 45 + 50 + 2 x 3.75 g.
      assertHour(day, "valley", 12, 28.75);
      assertHour(day, "valley", 13, 102.5);
      Map<String, Object> valley = day.row("SELECT * FROM model_daily WHERE site_id = 'valley'");
      assertAmount(valley, "location_emissions_gco2e", 521.25);
      // 150 Wh an hour of certificates cover what is idle; 50 x 200, 75 x 400 and 25 x 800 are
      // left.
      assertAmount(valley, "market_emissions_gco2e", 60);
      // Half an hour at 200 and half at 400 g/kWh: 60 Wh each.
      assertHour(day, "hill", 12, 12 + 24);

      // 100 Wh of 2,500 have the month's factor, (100 + 200) W x 900 s = 75 Wh an estimated one.
      assertThat(share(day, RUNG + "hour", "valley")).isEqualTo(0.96);
      assertThat(share(day, RUNG + "month", "valley")).isEqualTo(0.04);
      assertThat(share(day, ESTIMATED, "valley")).isEqualTo(0.03);
      assertThat(share(day, RUNG + "hour", "hill")).isEqualTo(1);
      assertThat(share(day, ESTIMATED, "hill")).isZero();
    }
  }

  private static void assertHour(GoldenDay day, String site, int hour, double grams) {
    assertAmount(
        day.row(
            "SELECT * FROM model_hourly WHERE site_id = '%s' AND usage_hour = %d"
                .formatted(site, hour)),
        "location_emissions_gco2e",
        grams);
  }

  private static double share(GoldenDay day, String check, String site) {
    return (Double)
        day.row(
                "SELECT actual FROM data_quality WHERE check_name = '%s' AND subject = '%s'"
                    .formatted(check, site))
            .get("actual");
  }
}
