package org.wattledger.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.EventLoggingListener;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.ShowConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DaySample;
import org.wattledger.pipeline.PublishedReport;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.publication.Json;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.testing.SparkExtension;
import org.wattledger.testing.Threat;

/**
 * A word stands in each prompt, key, user id and free field of every preset and format. Nothing
 * that a night leaves behind, writes meanwhile or says may hold it.
 */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

  /** The fixtures of the presets have it too. */
  private static final String CANARY = "CANARY";

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @TempDir static Path folder;

  private final SparkSession spark = SparkExtension.session();
  private Path file;
  private Path warehouse;
  private WattledgerConfig config;
  private RunOutcome outcome;
  private PublishedTables tables;
  private Path events;
  private Said said;
  private KeptFiles scratch;

  @BeforeAll
  void oneNight() throws Exception {
    file = CanaryInputs.in(folder, CANARY, spark);
    warehouse = Nights.warehouse("canary");
    config = Nights.config(file, warehouse);
    events = Files.createDirectories(folder.resolve("events"));
    EventLoggingListener eventLog =
        new EventLoggingListener(
            "canary",
            scala.Option.empty(),
            events.toUri(),
            spark
                .sparkContext()
                .getConf()
                .set("spark.eventLog.compress", "false")
                .set("spark.eventLog.rolling.enabled", "false"),
            spark.sparkContext().hadoopConfiguration());
    eventLog.start();
    spark.sparkContext().addSparkListener(eventLog);
    said = new Said(CANARY);
    scratch = new KeptFiles(roots(), Nights.warehouse("canary-scratch"));
    try {
      outcome = Nights.run(config, DAY);
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      scratch.close();
      said.close();
      spark.sparkContext().removeSparkListener(eventLog);
      eventLog.stop();
    }
    tables = new PublishedTables(warehouse, DAY);
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @Test
  @Threat("S1")
  void theTablesHoldNone() {
    // Of each of our own logs one request is kept, a repeat dropped and the others are refused.
    assertThat(
            tables.number(
                "SELECT count(*) FROM request_footprint WHERE user_key IS NOT NULL"
                    + " AND request_id IN ('j1', 'e1', 'c1', 'p1')"))
        .isEqualTo(4);
    assertThat(
            tables.number(
                "SELECT count(*) FROM rejected WHERE source IN ('json', 'expressions', 'csv')"))
        .isEqualTo(12);
    for (Table table : OutputTables.PUBLISHED) {
      assertThat(tables.rows("SELECT CAST(t AS VARCHAR) AS text FROM %s t".formatted(table.name())))
          .as(table.name())
          .noneMatch(row -> row.toString().contains(CANARY));
    }
  }

  /** Nor does it hold a user key or an id of a request: only sums leave the house. */
  @Test
  @Threat({"S1", "S5", "S25"})
  void thePageForOthersHoldsNone() throws IOException {
    PublishedReport.Written written =
        PublishedReport.write(
            spark,
            config,
            new PublishedReport.Request(
                DAY, DAY, ZoneId.of("UTC"), true, Instant.parse("2026-03-02T06:00:00Z")));

    String page = Files.readString(written.file());
    assertThat(written.file()).hasFileName("2026-03-01_2026-03-01_shared.html");
    assertThat(page).contains("mistral-7b", "(small teams)").doesNotContain(CANARY);
    assertThat(tables.rows("SELECT DISTINCT user_key FROM request_footprint WHERE user_key <> ''"))
        .isNotEmpty()
        .noneMatch(row -> page.contains((String) row.get("user_key")));
  }

  @Test
  void allPresetsTookPart() {
    Set<Object> sources =
        tables.rows("SELECT DISTINCT source FROM rejected").stream()
            .map(row -> row.get("source"))
            .collect(Collectors.toSet());

    // Each has refused records; so have our own logs, and a list of jobs.
    assertThat(sources).hasSize(11 + 11 + 4);
  }

  @Test
  @Threat({"S1", "S2"})
  void filesOfTheWarehouseHoldNone() throws IOException {
    for (String left : SampleDay.files(warehouse)) {
      assertThat(Files.readString(warehouse.resolve(left), ISO_8859_1))
          .as(left)
          .doesNotContain(CANARY);
    }
  }

  /** Scratch, shuffles and spills, which are gone when the night is over. */
  @Test
  void filesOfTheNightItselfHoldNone() throws Exception {
    Map<Path, String> texts = scratch.texts();

    assertThat(texts).isNotEmpty();
    texts.forEach((path, text) -> assertThat(text).as(path.toString()).doesNotContain(CANARY));
    // What they do hold is seen: names of models in staged requests, ids of devices in a shuffle.
    assertThat(texts.entrySet())
        .anyMatch(each -> isScratch(each.getKey()) && each.getValue().contains("mistral-7b"))
        .anyMatch(each -> !isScratch(each.getKey()) && each.getValue().contains("gpu-b-02"));
  }

  @Test
  @Threat("S6")
  void theEventLogHoldsNone() throws IOException {
    try (Stream<Path> logs = Files.walk(events)) {
      List<Path> written =
          logs.filter(Files::isRegularFile).filter(CanaryTest::isNoChecksum).toList();

      assertThat(written).hasSize(1);
      assertThat(Files.readString(written.get(0)))
          .contains("SparkListenerJobStart")
          .doesNotContain(CANARY);
    }
  }

  @Test
  void nothingIsSaidUnderVerbose() {
    assertThat(said.events()).isGreaterThan(1_000);
    assertThat(said.lines()).isEmpty();
    assertThat(outcome.toString() + config).doesNotContain(CANARY);
  }

  @Test
  void whatAUserIsShownHoldsNone() {
    // Meters are sampled in the same way as requests.
    WattledgerConfig requests = Nights.config(file, warehouse, "sources.telemetry=[]");
    assertThat(Json.text(DaySample.of(spark, requests, DAY, 100)))
        .contains("mistral-7b")
        .doesNotContain(CANARY);
    assertThat(ShowConfig.text(Optional.of(file), List.of(), Map.of()))
        .contains("privacy.user-key = ***")
        .doesNotContain(CANARY);
  }

  /** Five of the presets' logs tell no ends, and each of their models has no other log. */
  @Test
  void logsWithoutEndsAreNamed() {
    Map<String, Object> check =
        tables.row(
            "SELECT subject, status FROM data_quality"
                + " WHERE check_name LIKE 'models of whose requests no log tells an end%'");

    assertThat(check).containsEntry("status", "warn");
    assertThat((String) check.get("subject"))
        .contains("map ended_at in source")
        .contains("azure-apim", "azure-llm-trace", "bedrock", "burstgpt", "mooncake");
  }

  /** A night that fails says what is wrong with a file, not what stands in it. */
  @ParameterizedTest
  @CsvSource({
    "bare.csv, csv",
    "wide.csv, csv",
    "text.csv.gz, csv",
    "text.jsonl.gz, json",
    "cut.jsonl.gz, json",
    "text.parquet, parquet"
  })
  void aFailureShowsNone(String name, String format) throws IOException {
    Path broken = folder.resolve(name);
    Files.write(broken, broken(name));
    String source =
        """
        wattledger.sources.requests = [{ name = broken, format = %s, path = "%s"
          options { maxColumns = 4 }
          columns { request_id = id, started_at = start, model_id = model } }]
        """
            .formatted(format, broken);
    Path conf = Files.writeString(folder.resolve(name + ".conf"), source);
    Path ofFailure = Nights.warehouse("canary-failure");
    Throwable failure;
    try (Said log = new Said(CANARY)) {
      failure = catchThrowable(() -> Nights.run(Nights.config(conf, ofFailure), DAY));
      assertThat(log.lines()).isEmpty();
    }

    assertThat(failure).isNotNull();
    assertThat(Said.trace(failure)).contains(name.contains("wide") ? "broken" : name);
    assertThat(Said.trace(failure)).doesNotContain(CANARY);
    for (String left : SampleDay.files(ofFailure)) {
      assertThat(Files.readString(ofFailure.resolve(left), ISO_8859_1)).doesNotContain(CANARY);
    }
  }

  private static byte[] broken(String name) throws IOException {
    String record = "{\"id\":\"%1$s\",\"start\":\"%1$s\",\"model\":\"%1$s\"}\n".formatted(CANARY);
    if (name.startsWith("cut")) {
      String lines =
          IntStream.range(0, 2_000)
              .mapToObj(i -> record.replace(CANARY, CANARY + 31 * i))
              .collect(Collectors.joining());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(lines.getBytes(UTF_8));
      }
      return Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    }
    String header = name.startsWith("wide") ? "id,start,model\n" : "";
    return (name.contains("json") ? record : header + "CANARY,CANARY,CANARY,CANARY,CANARY\n")
        .getBytes(UTF_8);
  }

  private static boolean isNoChecksum(Path file) {
    return !file.toString().endsWith(".crc");
  }

  private boolean isScratch(Path path) {
    return path.startsWith(warehouse.resolve("_staging"));
  }

  /** Where the night and Spark put what is not to stay. */
  private List<Path> roots() {
    return Stream.concat(
            Stream.of(warehouse.resolve("_staging")),
            Arrays.stream(SparkEnv.get().blockManager().diskBlockManager().localDirs())
                .map(java.io.File::toPath))
        .toList();
  }
}
