package org.wattledger.real;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.fleet.TracePlan;
import org.wattledger.pipeline.Engine;
import org.wattledger.testing.SparkExtension;

/**
 * The examples over what they were written for: logs and meters recorded on real machines. Expected
 * figures are those of the recordings, found without this program.
 */
@ExtendWith(SparkExtension.class)
class RealInputsTest {

  @TempDir static Path folder;

  /** Before each: only single tests are reported as skipped. */
  @BeforeEach
  void needsTheRecordings() {
    ExampleRun.requireRecordings();
  }

  private static ExampleRun run(SparkSession session, String example, String day) {
    return ExampleRun.of(
        session,
        ExampleRun.EXAMPLES.resolve(example + ".conf"),
        day,
        folder.resolve(example).resolve("warehouse"));
  }

  @Nested
  class TwoGpusServingEightRequestsEach {

    private static ExampleRun day;

    @BeforeEach
    void runOnce(SparkSession session) {
      if (day == null) {
        day = run(session, "two-gpu-serving", "2026-07-19");
      }
    }

    @Test
    void everyGpuHasTheEnergyUnderItsPowerSamples() {
      List<Row> gpus =
          day.table("device_hourly")
              .groupBy("device_id")
              .agg(expr("sum(measured_mj)"), expr("sum(samples)"), expr("sum(estimated_mj)"))
              .orderBy("device_id")
              .collectAsList();

      // By trapezoid over 7 328 samples each: 29 702 J and 30 405 J.
      assertThat(gpus).extracting(gpu -> gpu.getString(0)).containsExactly("gpu-0", "gpu-1");
      assertThat(gpus.get(0).getLong(1)).isCloseTo(29_702_000L, within(500L));
      assertThat(gpus.get(1).getLong(1)).isCloseTo(30_405_000L, within(500L));
      assertThat(gpus).allMatch(gpu -> gpu.getLong(2) == 7_328 && gpu.getLong(3) == 0);
    }

    @Test
    void everyMillijouleIsBookedOnce() {
      Dataset<Row> metered =
          day.table("device_hourly").groupBy("device_id").agg(expr("sum(measured_mj) AS metered"));
      Dataset<Row> booked =
          day.table("energy_balance")
              .groupBy("pool_id")
              .agg(
                  expr(
                      "sum(active_mj + shared_idle_mj + provisioned_idle_mj + unattributed_mj)"
                          + " AS booked"));

      List<Row> gpus =
          metered.join(booked, col("device_id").equalTo(col("pool_id"))).collectAsList();

      assertThat(gpus)
          .hasSize(2)
          .allMatch(gpu -> gpu.<Long>getAs("booked").equals(gpu.<Long>getAs("metered")));
      // Only what rounding leaves has no owner: under 1 mJ for each of 160 requests and column.
      assertThat(ExampleRun.totals(day.table("energy_balance"), "sum(unattributed_mj)").getLong(0))
          .isBetween(0L, 320L);
    }

    @Test
    void allTokensArrive() {
      Row sums =
          ExampleRun.totals(
              day.table("model_daily"),
              "sum(requests)",
              "sum(output_tokens)",
              "sum(prompt_tokens)");

      assertThat(sums).isEqualTo(RowFactory.create(160L, 40_960L, 4_020L));
    }

    @Test
    void requestsPayForTheirOwnGpuAlone() {
      Dataset<Row> requests =
          day.table("request_footprint")
              .withColumn("own", expr("concat('gpu-', split_part(request_id, '-', 3))"));

      List<Row> gpus =
          requests
              .groupBy("own", "pool_id")
              .agg(expr("count(*) AS requests"), expr("sum(active_energy_mj) AS charged"))
              .join(
                  day.table("energy_balance")
                      .groupBy("pool_id")
                      .agg(expr("sum(active_mj) AS active")),
                  "pool_id")
              .collectAsList();

      assertThat(gpus)
          .hasSize(2)
          .allMatch(gpu -> gpu.getAs("own").equals(gpu.getAs("pool_id")))
          .allMatch(gpu -> gpu.<Long>getAs("requests") == 80)
          .allMatch(gpu -> gpu.<Long>getAs("charged").equals(gpu.<Long>getAs("active")));
    }

    @Test
    void equalWorkInASessionGetsEqualEnergy() {
      // Work by the default weights: prompt + (1.1 + 3.05 x mean context / 1 000) x 256 tokens.
      String work = "prompt_tokens + (1.1 + 3.05 * (prompt_tokens + 128) / 1000) * output_tokens";
      Dataset<Row> spreads =
          day.table("request_footprint")
              .withColumn("session", expr("regexp_replace(request_id, '-[0-9]+$', '')"))
              .withColumn("mj_per_work", expr("active_energy_mj / (" + work + ")"))
              .groupBy("session")
              .agg(
                  expr("count(*) AS requests"),
                  expr("CAST(max(mj_per_work) / min(mj_per_work) - 1 AS DOUBLE) AS spread"));

      // 20 sessions of 8 requests.
      assertThat(spreads.collectAsList())
          .hasSize(20)
          .allMatch(session -> session.<Long>getAs("requests") == 8)
          .allMatch(session -> session.<Double>getAs("spread") < 0.02);
    }
  }

  @Nested
  class CallsOneAfterTheOtherOnAV100 {

    private static ExampleRun day;
    private static CounterComparison calls;

    @BeforeEach
    void runOnce(SparkSession session) {
      if (day == null) {
        day = run(session, "sequential-v100", "2024-03-29");
        calls = CounterComparison.of(day, "sequential-v100", "`GPU Energy (uJ)` / 1000000");
      }
    }

    @Test
    void v100CallsTogetherHaveTheEnergyOfTheirCounters() {
      assertThat(calls.calls()).isEqualTo(56);
      assertThat(calls.counterJ()).isCloseTo(184_424, within(0.5));
      // 0.5 %.
      assertThat(calls.bookedJ()).isCloseTo(184_424, within(922.0));
    }

    @Test
    void halfOfTheCallsAreWithinHalfAPercentOfTheirCounter() {
      assertThat(calls.medianError()).isLessThanOrEqualTo(0.005);
    }

    @Test
    void promptsAppearNowhere() throws IOException {
      List<String> prompts = calls.prompts();
      PublishedText published = PublishedText.of(day);

      assertThat(prompts).contains("What is the largest city in France?").hasSizeGreaterThan(5);
      // The search does find what is there.
      assertThat(published.mentions("start-inference-A-0")).isTrue();
      assertThat(prompts).noneMatch(published::mentions);
    }
  }

  @Nested
  class CallsOneAfterTheOtherOnAnA100 {

    private static ExampleRun day;
    private static CounterComparison calls;

    @BeforeEach
    void runOnce(SparkSession session) {
      if (day == null) {
        day = run(session, "sequential-a100", "2024-04-02");
        calls = CounterComparison.of(day, "sequential-a100", "`GPU Energy (mJ)` / 1000");
      }
    }

    @Test
    void a100CallsTogetherHaveTheEnergyOfTheirCounters() {
      assertThat(calls.calls()).isEqualTo(63);
      assertThat(calls.counterJ()).isCloseTo(51_668, within(0.5));
      // 0.5 %.
      assertThat(calls.bookedJ()).isCloseTo(51_668, within(258.0));
    }

    @Test
    void halfOfTheCallsAreWithinTwoPercentOfTheirCounter() {
      assertThat(calls.medianError()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void sampleThatBreaksOffIsRefusedAndOfPromptsNothingIsKept() throws IOException {
      // The last line of the recording is "20".
      List<Row> refused = day.table("rejected").collectAsList();
      assertThat(refused).hasSize(1);
      assertThat(refused.get(0).<String>getAs("reason")).isEqualTo("MALFORMED");

      PublishedText published = PublishedText.of(day);
      assertThat(calls.prompts()).isNotEmpty().noneMatch(published::mentions);
    }
  }

  @Nested
  class TracesWithoutMeters {

    @Test
    void azureTraceKeepsItsRequestsAndTokens(SparkSession session) throws IOException {
      ExampleRun day = metered(session, "azure-llm-2023", "2023-11-16");

      assertThat(tokensByTeam(day))
          .containsExactly("code 8819 18059974 245896", "conversation 19366 22361870 4088665");
      assertEveryMillijouleIsBooked(day);
    }

    @Test
    void mooncakeTraceKeepsItsRequestsAndTokens(SparkSession session) throws IOException {
      ExampleRun day = metered(session, "mooncake", "2024-06-26");

      assertThat(tokensByTeam(day)).containsExactly("conversation 12031 144793823 4122048");
      assertEveryMillijouleIsBooked(day);
    }

    /** Makes meters for the trace's hours and runs the example with them. */
    private static ExampleRun metered(SparkSession session, String example, String day)
        throws IOException {
      Path trace = ExampleRun.EXAMPLES.resolve(example + ".conf").toAbsolutePath();
      Path out = folder.resolve(example);
      Path warehouse = out.resolve("warehouse");
      Path meters = out.resolve("meters");
      // On the session of the suite, which closing the engine would end.
      Engine.open()
          .generateMeters(
              ExampleRun.read(trace, warehouse).requests(),
              LocalDate.parse(day),
              onlyTheHoursOfTheTrace(meters));
      Path both = out.resolve("both.conf");
      Files.writeString(
          both,
          """
          include "%s"
          include "%s"
          wattledger.quality.require-complete-day = false
          """
              .formatted(trace, meters.resolve("meters.conf")));
      return ExampleRun.of(session, both, day, warehouse);
    }

    private static TracePlan onlyTheHoursOfTheTrace(Path out) {
      return new TracePlan(
          out,
          "eu-north-1a",
          0,
          1,
          FleetPlan.Telemetry.COUNTER,
          Duration.ofSeconds(15),
          false,
          false);
    }

    private static List<String> tokensByTeam(ExampleRun day) {
      return day
          .table("team_daily")
          .where("requests > 0")
          .groupBy("team_id")
          .agg(expr("sum(requests)"), expr("sum(prompt_tokens)"), expr("sum(output_tokens)"))
          .orderBy("team_id")
          .collectAsList()
          .stream()
          .map(row -> row.mkString(" "))
          .toList();
    }

    private static void assertEveryMillijouleIsBooked(ExampleRun day) {
      long metered = ExampleRun.totals(day.table("device_hourly"), "sum(measured_mj)").getLong(0);
      Row teams =
          ExampleRun.totals(
              day.table("team_daily"),
              "sum(active_energy_mj + idle_energy_mj + provisioned_idle_energy_mj"
                  + " + unattributed_energy_mj)",
              "sum(active_energy_mj)");

      assertThat(teams.getLong(0)).isEqualTo(metered).isPositive();
      assertThat(teams.getLong(1)).isPositive();
    }
  }
}
