package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;

/** Logs and meters recorded on real machines; the expected numbers are theirs. */
class RecordedLogsTest {
  private static final Path REAL = Path.of("../shared/real");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @BeforeEach
  void needsTheRecordings() {
    assumeTrue(Files.isDirectory(REAL), "no recordings at " + REAL + ": not tested");
  }

  @Test
  void theAzureTraceKeepsAllItsTokens() {
    Ingested ingested =
        ingest(
            "2023-11-16",
            azure("code").named("code").config(),
            azure("conv").named("conv").config());
    List<Row> sums =
        requests(ingested)
            .groupBy("source")
            .sum("prompt_tokens", "output_tokens")
            .orderBy("source")
            .collectAsList();
    assertThat(sums.get(0).getLong(1)).isEqualTo(18_059_974);
    assertThat(sums.get(0).getLong(2)).isEqualTo(245_896);
    assertThat(sums.get(1).getLong(1)).isEqualTo(22_361_870);
    assertThat(sums.get(1).getLong(2)).isEqualTo(4_088_665);
    assertThat(ingested.counts().stream().map(SourceCount::accepted))
        .containsExactly(8_819L, 19_366L);
  }

  private static TestSource azure(String trace) {
    return TestSource.requests("csv", REAL.resolve("azure-llm-2023/*_" + trace + ".csv"))
        .column("request_id", "record_name()")
        .column("started_at", "TIMESTAMP")
        .column("model_id", "'%s'".formatted(trace))
        .column("prompt_tokens", "ContextTokens")
        .column("output_tokens", "GeneratedTokens");
  }

  @Test
  void theMooncakeTraceKeepsAllItsTokens() {
    SourceConfig source =
        TestSource.requests("json", REAL.resolve("mooncake/conversation_trace.jsonl"))
            .column("request_id", "record_name()")
            .column("started_at", "epoch_ms(timestamp)")
            .column("model_id", "'kimi'")
            .column("prompt_tokens", "input_length")
            .column("output_tokens", "output_length")
            .config();
    Ingested ingested = ingest("1970-01-01", source);
    Row sums = requests(ingested).groupBy().sum("prompt_tokens", "output_tokens").first();
    assertThat(sums.getLong(0)).isEqualTo(144_793_823);
    assertThat(sums.getLong(1)).isEqualTo(4_122_048);
    assertThat(ingested.counts().get(0).accepted()).isEqualTo(12_031);
  }

  @Test
  void twoGpusAreReadToTheMicrosecond() {
    Ingested ingested =
        ingest(
            "2026-07-19",
            TestSource.requests("csv", REAL.resolve("two-gpu-serving/request_outcomes.csv"))
                .column("request_id", "concat_ws('-', physical_gpu, request_start_ns)")
                .column("started_at", "epoch_ns(request_start_ns)")
                .column("ended_at", "epoch_ns(request_end_ns)")
                .column("model_id", "format")
                .column("device_id", "physical_gpu")
                .column("prompt_tokens", "prompt_tokens")
                .column("output_tokens", "completion_tokens")
                .config(),
            TestSource.telemetry("csv", REAL.resolve("two-gpu-serving/raw_nvml_50ms.csv"))
                .column("device_id", "gpu")
                .column("sampled_at", "epoch_ns(epoch_ns)")
                .column("power_w", "power_mw / 1000")
                .column("utilization_ratio", "gpu_util_percent / 100")
                .named("nvml")
                .config());
    Row sums = requests(ingested).groupBy().sum("prompt_tokens", "output_tokens").first();
    assertThat(sums.getLong(0)).isEqualTo(4_020);
    assertThat(sums.getLong(1)).isEqualTo(40_960);
    assertThat(ingested.telemetry().rows().count()).isEqualTo(14_656);
    Row first = ingested.telemetry().rows().orderBy("position").first();
    // 1784445422586307983 ns, 55252 mW.
    assertThat(first.<java.sql.Timestamp>getAs("sampled_at").toInstant())
        .isEqualTo(java.time.Instant.parse("2026-07-19T07:17:02.586307Z"));
    assertThat(first.<Double>getAs("power_w")).isEqualTo(55.252);
  }

  @Test
  void sequentialCallsAndTheirLocalMeterMeetInUtc() {
    Ingested ingested =
        ingest(
            "2024-03-29",
            TestSource.requests("csv", REAL.resolve("sequential-v100/calls.csv"))
                .column("request_id", "record_name()")
                .column("started_at", "epoch_s(Timestamp)")
                .column("ended_at", "epoch_s(Timestamp) + make_dt_interval(0, 0, 0, `Runtime (s)`)")
                .column("model_id", "Model")
                .column("prompt_tokens", "`Number of Input Tokens`")
                .where("Phase NOT IN ('tokenizer', 'model load')")
                .option("multiLine", "true")
                .config(),
            TestSource.telemetry("csv", REAL.resolve("sequential-v100/nvidia-smi.csv"))
                .named("nvidia-smi")
                .column("device_id", "'v100-0'")
                .column("sampled_at", "timestamp")
                .column("power_w", "watts(`power.draw [W]`)")
                .column("utilization_ratio", "ratio(`utilization.gpu [%]`)")
                .zone("-04:00")
                .config());
    assertThat(ingested.counts().get(0).accepted()).isEqualTo(56);
    assertThat(ingested.counts().get(0).filtered()).isEqualTo(2);
    assertThat(ingested.telemetry().rows().count()).isEqualTo(9_631);
    Row span = requests(ingested).selectExpr("min(started_at)", "max(ended_at)").first();
    Row metered =
        ingested.telemetry().rows().selectExpr("min(sampled_at)", "max(sampled_at)").first();
    assertThat(span.getTimestamp(0)).isAfter(metered.getTimestamp(0));
    assertThat(span.getTimestamp(1)).isBefore(metered.getTimestamp(1));
  }

  private Dataset<Row> requests(Ingested ingested) {
    return spark.read().parquet(ingested.requestsDir());
  }

  private Ingested ingest(String day, SourceConfig... sources) {
    StagingWindow window = new StagingWindow(LocalDate.parse(day), Duration.ofHours(1));
    return new Ingestion(spark, folder.toString(), PrivacyConfig.NONE)
        .ingest(List.of(sources), window);
  }
}
