package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded log of two requests without meters, unit or site. */
class MeterForTraceTest {

  @TempDir static Path folder;

  private static SparkSession spark;
  private static Path out;

  @BeforeAll
  static void makeMeters() {
    spark = LocalSpark.session();
    out = folder.resolve("meters");
    Dataset<Row> trace =
        spark.sql(
            """
            SELECT * FROM VALUES
              ('a', timestamp'2023-11-16 18:15:46.68Z', timestamp'2023-11-16 18:15:56.68Z',
               'llama-3.1-8b', 1000L, 0L),
              ('b', timestamp'2023-11-16 18:20:00Z', null, 'llama-3.1-8b', 0L, 100L)
            AS trace(request_id, started_at, ended_at, model_id, prompt_tokens, output_tokens)
            """);
    MeterForTrace.generate(trace, TracePlan.of(out, 1));
  }

  @Test
  void requestsHaveTheEnergyOfTheirTokens() {
    List<Row> truth =
        spark.read().parquet(out + "/truth/requests").orderBy("request_id").collectAsList();

    // a: 1 000 prompt tokens x 0.0165 J = 16.5 J.
    assertThat(truth.get(0).getDouble(2)).isCloseTo(16_500, within(0.01));
    // b: mean context 50: 100 x (1.1 + 3.05 x 50 / 1 000) x 0.0165 J = 2.066625 J.
    assertThat(truth.get(1).getDouble(2)).isCloseTo(2_066.625, within(0.01));
  }

  @Test
  void deviceOfTheDayHasIdleAndTheWorkOfBoth() {
    Row device =
        spark
            .read()
            .parquet(out + "/truth/devices")
            .where("usage_date = date '2023-11-16'")
            .collectAsList()
            .get(0);

    // 80 W x 86 400 s = 6 912 000 J; 16.5 J + 2.066625 J on top.
    assertThat(device.<Double>getAs("idle_mj")).isCloseTo(6_912_000_000.0, within(1.0));
    assertThat(device.<Double>getAs("dynamic_mj")).isCloseTo(18_566.625, within(0.01));
    assertThat(device.<String>getAs("unit_id")).isEqualTo("llama-3.1-8b-0");
  }

  @Test
  void metersReachTheEndOfTheDay() {
    List<String> lastDay = FleetFiles.records(out.resolve("telemetry/2023-11-17"));

    assertThat(lastDay).isNotEmpty();
    assertThat(FleetFiles.files(out.resolve("placements"))).hasSize(1);
    assertThat(FleetFiles.files(out)).contains(out.resolve("meters.conf"));
  }
}
