package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.sources.LocalSpark;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.RefusedRecords;

/**
 * The shipped presets of request logs, each on a log of 57 to 61 records in its format.
 *
 * <p>All logs tell the same story: requests 0 to 47, ten seconds apart, with 100 + i prompt and 10
 * + i output tokens; records that are no inference; 0 and 1 logged twice; 2 logged again, later and
 * with 999 output tokens; a line that was cut or has another behind it; one record each without a
 * time, with a word for a number, with a negative number, and with an end before its start or a
 * word for a time; and one of the next day. Prompts, keys and users hold the word CANARY.
 *
 * <p>Where the format has no id, what is logged twice is two requests: 51 are accepted.
 */
class RequestPresetsTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path shared;
  @TempDir Path folder;

  private static List<SourceCount> counts;
  private static List<Row> kept;
  private static List<Row> refused;

  /** A few hundred rows; each is looked at in memory. */
  @BeforeAll
  static void ingestAllLogs() throws IOException {
    Ingested all = ingest(PresetLogs.configuration(), shared);
    counts = all.counts();
    kept = kept(all).orderBy("started_at", "request_id").collectAsList();
    refused = RefusedRecords.of(all);
  }

  @ParameterizedTest
  @CsvSource({
    // File; read = accepted + rejected + duplicates + filtered + outside the window; reasons.
    "litellm.jsonl, 60, 48, 5, 3, 3, 1, END_BEFORE_START MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE",
    "otel-genai.jsonl, 60, 48, 5, 3, 3, 1,"
        + " END_BEFORE_START MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE",
    // Twelve lines. The cut one held two spans, which nobody can count; one line is of metrics.
    "otel-genai-otlp.jsonl, 60, 48, 5, 3, 3, 1,"
        + " END_BEFORE_START MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE",
    "vllm.jsonl, 60, 48, 5, 3, 3, 1, END_BEFORE_START MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE",
    "bedrock.jsonl, 60, 48, 5, 3, 3, 1, MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE WRONG_TYPE",
    "azure-apim.jsonl, 60, 48, 5, 3, 3, 1, MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE WRONG_TYPE",
    "envoy-ai-gateway.jsonl, 60, 48, 5, 3, 3, 1,"
        + " MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE WRONG_TYPE",
    // A cut line of text is none of an answered request: filtered with the four others.
    "tgi.log, 61, 51, 4, 0, 5, 1, END_BEFORE_START NEGATIVE WRONG_TYPE WRONG_TYPE",
    // A row with too few cells and one with too many.
    "burstgpt.csv, 57, 51, 5, 0, 0, 1, MALFORMED MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE",
    "azure-llm-trace.csv, 58, 51, 6, 0, 0, 1,"
        + " MALFORMED MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE WRONG_TYPE",
    // A cut line and one with two records.
    "mooncake.jsonl, 57, 51, 5, 0, 0, 1, MALFORMED MALFORMED MISSING_FIELD NEGATIVE WRONG_TYPE"
  })
  void everyRecordIsAccountedFor(
      String file,
      long read,
      long accepted,
      long rejected,
      long duplicates,
      long filtered,
      long outside,
      String reasons) {
    String preset = file.substring(0, file.indexOf('.'));

    assertThat(counts)
        .contains(
            new SourceCount(
                SourceKind.REQUESTS,
                preset,
                file,
                read,
                accepted,
                rejected,
                duplicates,
                filtered,
                outside));
    assertThat(
            refused.stream()
                .filter(row -> row.getString(0).equals(preset))
                .map(row -> row.getString(3))
                .sorted())
        .containsExactly(reasons.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    // Prompt: 48 x 100 + (0 + 1 + ... + 47) = 4,800 + 1,128. Output: 48 x 10 + 1,128, and 999 in
    // place of 12. Cached: 50 in each fourth request; where the provider counts them apart, 100 in
    // request 5.
    "litellm, 5928, 600, 2595, 48",
    "otel-genai, 5928, 700, 2595, 48",
    "otel-genai-otlp, 5928, 700, 2595, 48",
    "vllm, 5928, , 2595, 48",
    "bedrock, 5928, 600, 2595, 48",
    "azure-apim, 5928, , 2595, 48",
    "envoy-ai-gateway, 5928, 600, 2595, 48",
    // Without ids 0, 1 and 2 count twice: prompt 5,928 + 100 + 101 + 102, output 1,608 + 10 + 11 +
    // 999. A failure of BurstGPT has no output: request 9 lacks 19.
    "tgi, , , 2628, 51",
    "burstgpt, 6231, , 2609, 51",
    "azure-llm-trace, 6231, , 2628, 51",
    "mooncake, 6231, , 2628, 51"
  })
  void tokensAreThoseOfTheProvider(
      String preset, Long prompt, Long cached, long output, int requests) {
    List<Row> rows = rows(preset);

    assertThat(sum(rows, "prompt_tokens")).isEqualTo(prompt);
    assertThat(sum(rows, "cached_prompt_tokens")).isEqualTo(cached);
    assertThat(sum(rows, "output_tokens")).isEqualTo(output);
    assertThat(rows.stream().map(row -> row.<String>getAs("request_id")).distinct())
        .hasSize(requests)
        .hasSameSizeAs(rows);
  }

  @Test
  void promptsKeysAndUsersStayBehind() {
    assertThat(kept).isNotEmpty().noneMatch(row -> row.toString().contains("CANARY"));
    assertThat(refused).isNotEmpty().noneMatch(row -> row.toString().contains("CANARY"));
  }

  @Test
  void liteLlmNamesModelUnitAndOperation() {
    List<String> rows = texts("litellm", "model_id", "team_id", "unit_id", "operation", "status");

    assertThat(rows.get(0)).isEqualTo("mistral-7b|search|vllm-0|chat|failure");
    assertThat(rows.get(1)).isEqualTo("mistral-7b|assistant|vllm-1|chat|ok");
    assertThat(rows.get(7)).isEqualTo("mistral-7b|assistant|vllm-1|embeddings|ok");
  }

  @Test
  void spansKeepTheirNanoseconds() {
    List<String> rows =
        texts("otel-genai", "model_id", "team_id", "unit_id", "operation", "status", "started_at");

    assertThat(rows.get(0))
        .isEqualTo("Mistral-7B-v0.1|search|vllm-0|chat|timeout|2026-03-01T10:00:00Z");
    assertThat(rows.get(1)).isEqualTo("mistral-7b|assistant|vllm-1|chat|ok|2026-03-01T10:00:10Z");
  }

  @Test
  void spansOfABatchTakeTheTeamOfTheirResource() {
    List<String> rows =
        texts(
            "otel-genai-otlp",
            "request_id",
            "model_id",
            "team_id",
            "unit_id",
            "operation",
            "status",
            "started_at");

    assertThat(rows.get(0))
        .isEqualTo(
            "eee19b7ec3c10000|Mistral-7B-v0.1|search|vllm-0|chat|timeout|2026-03-01T10:00:00Z");
    assertThat(rows.get(1))
        .isEqualTo("eee19b7ec3c10001|mistral-7b|assistant|vllm-1|chat|ok|2026-03-01T10:00:10Z");
    assertThat(rows.get(7)).contains("|embeddings|");
  }

  @Test
  void vllmTellsTheFirstTokenAndBothHalvesOfOneQuery() {
    List<String> rows =
        texts("vllm", "unit_id", "operation", "status", "logical_request_id", "first_token_at");

    // A quarter of a second after the start.
    assertThat(rows.get(0)).isEqualTo("vllm-0|chat|ok|null|2026-03-01T10:00:00.250Z");
    assertThat(rows.get(3)).startsWith("vllm-1|chat|CancelledError|null|");
    assertThat(rows.get(9)).startsWith("vllm-1|completion|ok|null|");
    String query =
        "___prefill_addr_10.0.0.1:14579___decode_addr_10.0.0.2:14580_"
            + "00000000000000000000000000d15a66";
    assertThat(rows.get(20)).startsWith("vllm-0|completion|ok|" + query + "|");
    assertThat(rows.get(21)).startsWith("vllm-1|completion|ok|" + query + "|");
    assertThat(texts("vllm", "model_id", "team_id"))
        .containsOnly("mistralai/Mistral-7B-v0.1|search");
  }

  @Test
  void aLineOfTextTellsWhenItsRequestCameAndHowMuchItWrote() {
    List<String> rows =
        texts("tgi", "request_id", "operation", "output_tokens", "started_at", "ended_at");

    // The line before the first request says that the router is connected. 0 is logged twice.
    assertThat(rows.get(0))
        .isEqualTo("tgi.log#2|chat|10|2026-03-01T10:00:00Z|2026-03-01T10:00:05Z");
    assertThat(rows.get(2))
        .isEqualTo("tgi.log#3|completion|11|2026-03-01T10:00:10Z|2026-03-01T10:00:15Z");
    // Coloured.
    assertThat(rows).contains("tgi.log#5|completion|13|2026-03-01T10:00:30Z|2026-03-01T10:00:35Z");
  }

  @Test
  void tracesCountFromTheEpochOfTheirSource() {
    assertThat(texts("burstgpt", "request_id", "model_id", "status", "started_at"))
        .contains(
            "burstgpt.csv#9|GPT-4|ok|2026-03-01T10:01:20Z",
            "burstgpt.csv#10|ChatGPT|failed|2026-03-01T10:01:30Z");
    assertThat(texts("mooncake", "request_id", "model_id", "status", "started_at"))
        .contains("mooncake.jsonl#10|llama-3.1-70b|ok|2026-03-01T10:01:30Z");
    // 2024's files give a zone, those of 2023 seven digits.
    assertThat(texts("azure-llm-trace", "request_id", "started_at"))
        .contains(
            "azure-llm-trace.csv#2|2026-03-01T10:00:10.123456Z",
            "azure-llm-trace.csv#5|2026-03-01T10:00:40.123456Z");
  }

  @Test
  void bedrockIsServedWhereTheProfileLed() {
    List<String> rows = texts("bedrock", "model_id", "team_id", "site_id", "operation", "status");

    String model = "anthropic.claude-3-haiku-20240307-v1:0";
    assertThat(rows.get(0)).isEqualTo(model + "|search|us-west-2|chat|ThrottlingException");
    assertThat(rows.get(1)).isEqualTo(model + "|assistant|us-east-1|chat|ok");
  }

  @Test
  void apiManagementKeepsTheRowWithTheTokens() {
    // Digits below a microsecond are dropped.
    assertThat(texts("azure-apim", "model_id", "site_id", "unit_id", "started_at").get(3))
        .isEqualTo("gpt-4o-mini|swedencentral|chat-mini|2026-03-01T10:00:30.123456Z");
  }

  @Test
  void envoyEndsAfterItsDuration() {
    List<String> rows =
        texts("envoy-ai-gateway", "model_id", "workflow_id", "unit_id", "status", "ended_at");

    assertThat(rows.get(0)).isEqualTo("Mistral-7B-v0.1|null|10.0.4.7|503|2026-03-01T10:00:05Z");
    assertThat(rows.get(1)).isEqualTo("mistral-7b|null|10.0.4.8|ok|2026-03-01T10:00:15Z");
  }

  /** The page for a format of one's own keeps its promise. */
  @Test
  void theTenLinesOfTheDocumentationWork() throws IOException {
    String page = Files.readString(Path.of("docs/sources.md"));
    String example = page.substring(page.indexOf("## Your own format"));
    String mapping = example.substring(example.indexOf("```hocon") + 8, example.indexOf("\n```\n"));
    Files.createDirectories(folder.resolve("logs/2026-03-01"));
    Files.writeString(
        folder.resolve("logs/2026-03-01/gateway.jsonl"),
        """
        {"id":"a","ts":1772359200000,"latency_ms":2500,"model":"m","usage":{"prompt":7,"completion":9}}
        {"id":"b","ts":"1772359201","latency_ms":null,"model":"m","usage":{}}
        """);

    Ingested ingested = ingest(mapping.replace("logs/", folder + "/logs/"), folder);

    // 1,772,359,200 s after 1970 it is 10:00; the second record counts in seconds, so it is of
    // 1970.
    Row row = SPARK.read().parquet(ingested.requestsDir()).first();
    assertThat(row.<Timestamp>getAs("started_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(row.<Timestamp>getAs("ended_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:02.500Z"));
    assertThat(row.<Long>getAs("prompt_tokens")).isEqualTo(7);
    assertThat(row.<Long>getAs("output_tokens")).isEqualTo(9);
    assertThat(ingested.counts().get(0).outsideWindow()).isEqualTo(1);
  }

  /** In order of start. */
  private static List<Row> rows(String preset) {
    return kept.stream().filter(row -> row.getAs("source").equals(preset)).toList();
  }

  private static List<String> texts(String preset, String... columns) {
    return rows(preset).stream()
        .map(row -> Arrays.stream(columns).map(name -> text(row.getAs(name))))
        .map(cells -> cells.collect(Collectors.joining("|")))
        .toList();
  }

  private static String text(Object cell) {
    return cell instanceof Timestamp time ? time.toInstant().toString() : String.valueOf(cell);
  }

  /** Null if no row has an amount. */
  private static Long sum(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> row.<Long>getAs(column))
        .filter(Objects::nonNull)
        .reduce(Long::sum)
        .orElse(null);
  }

  /** Accepted rows, of repeated ones the one that counts. */
  private static Dataset<Row> kept(Ingested ingested) {
    Object[] repeated = Arrays.stream(ingested.repeatedIdHashes()).boxed().toArray(Object[]::new);
    Dataset<Row> accepted = SPARK.read().parquet(ingested.requestsDir()).drop("start_hour");
    Dataset<Row> winners = SPARK.read().parquet(ingested.winnersDir().orElseThrow());
    return accepted
        .where(not(accepted.col("id_hash").isin(repeated)))
        .unionByName(winners.select(accepted.columns()[0], rest(accepted.columns())));
  }

  private static String[] rest(String[] columns) {
    return Arrays.copyOfRange(columns, 1, columns.length);
  }

  private static Ingested ingest(String mapping, Path folder) throws IOException {
    Path conf = folder.resolve("log.conf");
    Files.writeString(conf, mapping);
    List<SourceConfig> sources =
        ConfigReader.read(Optional.of(conf), List.of(), Map.of()).sources();
    return new Ingestion(SPARK, folder.resolve("scratch").toString(), PrivacyConfig.withKey(KEY))
        .ingest(sources, WINDOW);
  }
}
