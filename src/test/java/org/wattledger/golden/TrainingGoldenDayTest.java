package org.wattledger.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.golden.GoldenDay.assertAmount;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.testing.SparkExtension;

/**
 * One day of training beside inference, from files to published tables; each number is derived in
 * the README of {@code training-beside-inference}.
 */
@ExtendWith(SparkExtension.class)
class TrainingGoldenDayTest {

  private static GoldenDay day;

  @BeforeAll
  static void runTheDay() {
    day = GoldenDay.of("training-beside-inference");
  }

  @AfterAll
  static void close() {
    day.close();
  }

  @Test
  void whileDevicesAreTrainedOnAllTheirEnergyIsActiveAndTheBooksStillClose() {
    // 2 x 4,000 J + 2,880,000 J active, 2 x 2,000 J shared idle, 476,000 J provisioned idle
    day.hasBalance(3_368_000_000L, 2_888_000_000L, 4_000_000, 476_000_000, 0)
        .charges("r1", 4_000_000, 2_000_000)
        .charges("r2", 4_000_000, 2_000_000);

    // 2 x 400 W and 50 W, half an hour in each hour
    assertThat(
            day.rows(
                "SELECT usage_hour, device_kind, measured_mj, active_mj FROM energy_balance"
                    + " WHERE pool_id = 'training/tune-1' ORDER BY 1, 2"))
        .containsExactly(
            balance(10, "accelerator", 1_440_000_000L),
            balance(10, "host", 90_000_000L),
            balance(11, "accelerator", 1_440_000_000L),
            balance(11, "host", 90_000_000L));
    // 3,000 + 179,000 + 720,000 J and 720,000 + 3,000 + 59,000 J
    assertThat(
            day.rows(
                "SELECT usage_hour, measured_mj FROM device_hourly WHERE device_id = 'gpu-1'"
                    + " ORDER BY 1"))
        .containsExactly(
            Map.of("usage_hour", 10, "measured_mj", 902_000_000L),
            Map.of("usage_hour", 11, "measured_mj", 782_000_000L));
  }

  private static Map<String, Object> balance(int hour, String kind, long mj) {
    return Map.of("usage_hour", hour, "device_kind", kind, "measured_mj", mj, "active_mj", mj);
  }

  @Test
  void theTeamOfAJobPaysForItUnderAnOperationOfItsOwn() {
    Map<String, Object> team = day.row("SELECT * FROM team_daily WHERE operation = 'training'");

    assertThat(team)
        .containsEntry("team_id", "search")
        .containsEntry("cost_center", "4410")
        .containsEntry("model_id", "m1")
        .containsEntry("site_id", "north")
        .containsEntry("requests", 0L)
        .containsEntry("active_energy_mj", 2_880_000_000L)
        .containsEntry("host_energy_mj", 180_000_000L)
        .containsEntry("modelled_energy_mj", 0L);
    assertAmount(team, "facility_energy_wh", 1_275);
    assertAmount(team, "location_emissions_gco2e", 191.25);
    assertThat(day.row("SELECT active_energy_mj, host_energy_mj FROM model_daily"))
        // The host beside r1, r2 and the idle time: 50 W x 2,400 s
        .isEqualTo(Map.of("active_energy_mj", 2_888_000_000L, "host_energy_mj", 300_000_000L));
  }

  @Test
  void aQueryCostsWhatItCostWithoutTraining() {
    Map<String, Object> query = day.row("SELECT * FROM query_daily");

    assertThat(query).containsEntry("operation", "(none)").containsEntry("requests", 2L);
    // 2 x 2,000 J above the floor
    assertAmount(query, "energy_per_query_mean_wh", 4_000 / 3_600.0);
  }

  @Test
  void metersOutdoWhatAJobStates() {
    Map<String, Object> job = day.row("SELECT * FROM training_job WHERE job_id = 'tune-1'");

    assertThat(job)
        .containsEntry("site_id", "north")
        .containsEntry("energy_basis", "METERED")
        .containsEntry("device_model", "Golden-400")
        .containsEntry("devices", 2L)
        .containsEntry("device_time_h", 2.0)
        .containsEntry("active_energy_mj", 2_880_000_000L)
        .containsEntry("modelled_energy_mj", 0L)
        .containsEntry("host_energy_mj", 180_000_000L)
        .containsEntry("measured_ratio", 1.0);
    assertAmount(job, "it_energy_wh", 850);
    assertAmount(job, "facility_energy_wh", 1_275);
    assertAmount(job, "location_emissions_gco2e", 191.25);
    assertAmount(job, "embodied_emissions_gco2e", 7.2);
  }

  @Test
  void aSiteThatOnlyTrainsHasItsFactorsAndItsContracts() {
    Map<String, Object> job = day.row("SELECT * FROM training_job WHERE job_id = 'pre-1'");

    assertThat(job)
        .containsEntry("energy_basis", "STATED_POWER")
        .containsEntry("devices", 4L)
        .containsEntry("active_energy_mj", 0L)
        .containsEntry("modelled_energy_mj", 14_400_000_000L)
        .containsEntry("host_energy_mj", null)
        .containsEntry("measured_ratio", 0.0);
    assertAmount(job, "it_energy_wh", 4_000);
    assertAmount(job, "facility_energy_wh", 4_800);
    assertAmount(job, "location_emissions_gco2e", 2_760);
    assertAmount(job, "market_emissions_gco2e", 460);
    assertAmount(job, "embodied_emissions_gco2e", 57.6);
  }

  @Test
  void whatAJobStatesAsAWholeIsSpreadOverItsTime() {
    Map<String, Object> job = day.row("SELECT * FROM training_job WHERE job_id = 'pre-2'");

    assertThat(job)
        .containsEntry("energy_basis", "STATED_ENERGY")
        .containsEntry("device_time_h", 8.0)
        .containsEntry("modelled_energy_mj", 7_200_000_000L);
    assertAmount(job, "facility_energy_wh", 3_000);
    assertAmount(job, "location_emissions_gco2e", 900);
    assertAmount(job, "embodied_emissions_gco2e", 28.8);
  }

  @Test
  void aModelsTrainingStandsBesideItsInference() {
    Map<String, Object> m1 = day.row("SELECT * FROM model_lifetime WHERE model_id = 'm1'");

    double inferenceWh = (488_000 + 50 * 2_400) / 3_600.0 * 1.5;
    assertThat(m1).containsEntry("inference_requests", 2L);
    assertAmount(m1, "training_energy_wh", 1_275 + 3_000 + 1_500);
    assertAmount(m1, "training_emissions_gco2e", 191.25 + 7.2 + 900 + 28.8 + 450 + 14.4);
    assertAmount(m1, "inference_energy_wh", inferenceWh);
    // 454 kJ and 154 kJ x 1.5 / 3,600 = Wh, at 0.1 and 0.2 g/Wh; 2 x 2,400 s x 1 mg
    assertAmount(
        m1, "inference_emissions_gco2e", 454_000 * 1.5 / 36_000 + 154_000 * 1.5 / 18_000 + 4.8);
    assertAmount(m1, "inference_to_training_ratio", inferenceWh / 5_775);
    assertAmount(m1, "break_even_queries", 5_775 / (inferenceWh / 2));

    Map<String, Object> m2 = day.row("SELECT * FROM model_lifetime WHERE model_id = 'm2'");
    assertAmount(m2, "training_energy_wh", 4_800);
    assertThat(m2).containsEntry("break_even_queries", null);
  }

  @Test
  void everyCheckOfTheDayHolds() {
    List<Map<String, Object>> failed =
        day.rows("SELECT check_name FROM data_quality WHERE status = 'fail'");

    assertThat(failed).isEmpty();
    assertThat(
            day.rows(
                "SELECT subject, actual FROM data_quality WHERE check_name ="
                    + " 'active energy of request_footprint and training_job, mJ' ORDER BY 1"))
        .containsExactly(
            Map.of("subject", "north", "actual", 2.888e9),
            Map.of("subject", "south", "actual", 0.0));
    // Every kilowatt-hour has a PUE and a factor, that of training without meters included.
    assertThat(
            day.row(
                "SELECT actual FROM data_quality"
                    + " WHERE check_name = 'energy without location_emissions_gco2e, mJ'"))
        .containsEntry("actual", 0.0);
  }
}
