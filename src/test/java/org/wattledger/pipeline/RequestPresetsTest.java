package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.sources.LocalSpark;
import org.wattledger.staging.StagingWindow;

/**
 * The shipped presets of request logs, each on a log of 60 records in its format.
 *
 * <p>All logs tell the same story: requests 0 to 47, ten seconds apart, with 100 + i prompt and 10
 * + i output tokens; three records that are no inference; 0 and 1 logged twice; 2 logged again,
 * later and with 999 output tokens; a line that was cut; one record each without a time, with a
 * word for a number, with a negative number, and with an end before its start or a word for a time;
 * and one of the next day. Prompts, keys and users hold the word CANARY.
 */
class RequestPresetsTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final Path FIXTURES = Path.of("src/test/resources/preset-fixtures");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "litellm, END_BEFORE_START",
    "otel-genai, END_BEFORE_START",
    "bedrock, WRONG_TYPE",
    "azure-apim, WRONG_TYPE",
    "envoy-ai-gateway, WRONG_TYPE"
  })
  void everyRecordIsAccountedFor(String preset, String last) throws IOException {
    Ingested ingested = ingest(mappingOf(preset));

    assertThat(ingested.counts())
        .containsExactly(
            new SourceCount(SourceKind.REQUESTS, "log", preset + ".jsonl", 60, 48, 5, 3, 3, 1));
    Map<String, Long> reasons = new TreeMap<>();
    ingested
        .rejected()
        .collectAsList()
        .forEach(row -> reasons.merge(row.getString(3), 1L, Long::sum));
    Map<String, Long> expected = new TreeMap<>();
    List.of("MALFORMED", "MISSING_FIELD", "WRONG_TYPE", "NEGATIVE", last)
        .forEach(reason -> expected.merge(reason, 1L, Long::sum));
    assertThat(reasons).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Cached: 50 in each fourth request; where the provider counts them apart, 100 in request 5.
    "litellm, 600",
    "otel-genai, 700",
    "bedrock, 600",
    "azure-apim, 0",
    "envoy-ai-gateway, 600"
  })
  void tokensAreThoseOfTheProvider(String preset, long cached) throws IOException {
    Row sums =
        kept(ingest(mappingOf(preset)))
            .selectExpr(
                "sum(prompt_tokens)",
                "coalesce(sum(cached_prompt_tokens), 0)",
                "sum(output_tokens)",
                "count(*)",
                "count(DISTINCT request_id)")
            .first();

    // 48 x 100 + (0 + 1 + ... + 47) = 4,800 + 1,128.
    assertThat(sums.getLong(0)).isEqualTo(5_928);
    assertThat(sums.getLong(1)).isEqualTo(cached);
    // 48 x 10 + 1,128, and 999 in place of 12.
    assertThat(sums.getLong(2)).isEqualTo(1_608 - 12 + 999);
    assertThat(sums.getLong(3)).isEqualTo(48);
    assertThat(sums.getLong(4)).isEqualTo(48);
  }

  @ParameterizedTest
  @ValueSource(strings = {"litellm", "otel-genai", "bedrock", "azure-apim", "envoy-ai-gateway"})
  void promptsKeysAndUsersStayBehind(String preset) throws IOException {
    Ingested ingested = ingest(mappingOf(preset));

    assertThat(texts(spark.read().parquet(ingested.requestsDir())))
        .isNotEmpty()
        .noneMatch(text -> text.contains("CANARY"));
    assertThat(texts(ingested.rejected())).isNotEmpty().noneMatch(text -> text.contains("CANARY"));
  }

  @Test
  void liteLlmNamesModelUnitAndOperation() throws IOException {
    List<Row> rows = rows("litellm", "model_id", "team_id", "unit_id", "operation", "status");

    assertThat(rows.get(0).mkString("|")).isEqualTo("mistral-7b|search|vllm-0|chat|failure");
    assertThat(rows.get(1).mkString("|")).isEqualTo("mistral-7b|assistant|vllm-1|chat|ok");
    assertThat(rows.get(7).mkString("|")).isEqualTo("mistral-7b|assistant|vllm-1|embeddings|ok");
  }

  @Test
  void spansKeepTheirNanoseconds() throws IOException {
    List<Row> rows =
        rows("otel-genai", "model_id", "team_id", "unit_id", "operation", "status", "started_at");

    assertThat(rows.get(0).mkString("|")).startsWith("Mistral-7B-v0.1|search|vllm-0|chat|timeout|");
    assertThat(rows.get(1).mkString("|")).startsWith("mistral-7b|assistant|vllm-1|chat|ok|");
    assertThat(rows.get(1).getTimestamp(5).toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:10Z"));
  }

  @Test
  void bedrockIsServedWhereTheProfileLed() throws IOException {
    List<Row> rows = rows("bedrock", "model_id", "team_id", "site_id", "operation", "status");

    String model = "anthropic.claude-3-haiku-20240307-v1:0";
    assertThat(rows.get(0).mkString("|"))
        .isEqualTo(model + "|search|us-west-2|chat|ThrottlingException");
    assertThat(rows.get(1).mkString("|")).isEqualTo(model + "|assistant|us-east-1|chat|ok");
  }

  @Test
  void apiManagementKeepsTheRowWithTheTokens() throws IOException {
    List<Row> rows = rows("azure-apim", "model_id", "site_id", "unit_id", "started_at");

    assertThat(rows.get(3).mkString("|")).startsWith("gpt-4o-mini|swedencentral|chat-mini|");
    // Digits below a microsecond are dropped.
    assertThat(rows.get(3).getTimestamp(3).toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:30.123456Z"));
  }

  @Test
  void envoyEndsAfterItsDuration() throws IOException {
    List<Row> rows =
        rows("envoy-ai-gateway", "model_id", "workflow_id", "unit_id", "status", "ended_at");

    assertThat(rows.get(0).mkString("|")).startsWith("Mistral-7B-v0.1|null|10.0.4.7|503|");
    assertThat(rows.get(1).mkString("|")).startsWith("mistral-7b|null|10.0.4.8|ok|");
    assertThat(rows.get(1).getTimestamp(4).toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:15Z"));
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

    Ingested ingested = ingest(mapping.replace("logs/", folder + "/logs/"));

    // 1,772,359,200 s after 1970 it is 10:00; the second record counts in seconds, so it is of
    // 1970.
    Row row = spark.read().parquet(ingested.requestsDir()).first();
    assertThat(row.<Timestamp>getAs("started_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(row.<Timestamp>getAs("ended_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:02.500Z"));
    assertThat(row.<Long>getAs("prompt_tokens")).isEqualTo(7);
    assertThat(row.<Long>getAs("output_tokens")).isEqualTo(9);
    assertThat(ingested.counts().get(0).outsideWindow()).isEqualTo(1);
  }

  private List<Row> rows(String preset, String... columns) throws IOException {
    return kept(ingest(mappingOf(preset)))
        .orderBy("request_id")
        .selectExpr(columns)
        .collectAsList();
  }

  /** Accepted rows, of repeated ones the one that counts. */
  private Dataset<Row> kept(Ingested ingested) {
    Object[] repeated = Arrays.stream(ingested.repeatedIdHashes()).boxed().toArray(Object[]::new);
    Dataset<Row> accepted = spark.read().parquet(ingested.requestsDir()).drop("start_hour");
    Dataset<Row> winners = spark.read().parquet(ingested.winnersDir().orElseThrow());
    return accepted
        .where(not(accepted.col("id_hash").isin(repeated)))
        .unionByName(winners.select(accepted.columns()[0], rest(accepted.columns())));
  }

  private static String[] rest(String[] columns) {
    return Arrays.copyOfRange(columns, 1, columns.length);
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  private static String mappingOf(String preset) {
    return """
    wattledger.sources.requests = [{
      name = "log"
      preset = "%s"
      path = "%s"
    }]
    """
        .formatted(preset, FIXTURES.resolve(preset + ".jsonl").toAbsolutePath());
  }

  private Ingested ingest(String mapping) throws IOException {
    Path conf = folder.resolve("log.conf");
    Files.writeString(conf, mapping);
    List<SourceConfig> sources =
        ConfigReader.read(Optional.of(conf), List.of(), Map.of()).sources();
    return new Ingestion(spark, folder.resolve("scratch").toString(), Optional.of(KEY))
        .ingest(sources, WINDOW);
  }
}
