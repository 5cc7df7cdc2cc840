package org.wattledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKeyMissing;
import org.wattledger.testing.Fault;
import org.wattledger.testing.RefusedRecords;

class IngestionTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;
  private int scratches;

  @BeforeEach
  void placeholders() throws IOException {
    write("2026-03-01.jsonl", request("r1", "2026-03-01T10:00:00Z", "2026-03-01T10:00:05Z", 7));
  }

  @Test
  @Fault("F26")
  void everyRecordGetsExactlyOneVerdict() throws IOException {
    write(
        "2026-02-28.jsonl",
        request("before", "2026-02-28T22:00:00Z", "2026-02-28T22:00:05Z", 1),
        request("across", "2026-02-28T23:59:58Z", "2026-03-01T00:00:01Z", 2),
        "{ malformed, but of another day");
    write(
        "2026-03-01.jsonl",
        request("r1", "2026-03-01T10:00:00Z", "2026-03-01T10:00:05Z", 7),
        "{\"id\":\"cut",
        request("wrong", "2026-03-01T10:00:00Z", "soon", 7),
        request("nan", "2026-03-01T10:00:00Z", null, "NaN"),
        request("", "2026-03-01T10:00:00Z", null, 7),
        request("negative", "2026-03-01T10:00:00Z", null, -7),
        request("backwards", "2026-03-01T10:00:00Z", "2026-03-01T09:00:00Z", 7),
        request("health-1", "2026-03-01T10:00:00Z", null, 7),
        request("ends late", "2026-03-01T23:59:59Z", "2026-03-02T00:00:09Z", 7));
    write("2026-03-02.jsonl", request("after", "2026-03-02T00:00:00Z", null, 1));

    Ingested ingested = ingest(log().where("id NOT LIKE 'health%'").config());

    assertThat(ids(ingested)).containsExactlyInAnyOrder("across", "r1", "ends late");
    assertThat(ingested.counts())
        .extracting(SourceCount::file)
        .containsExactly("2026-02-28.jsonl", "2026-03-01.jsonl", "2026-03-02.jsonl");
    assertThat(counts(ingested, 0)).containsExactly(3, 1, 0, 0, 0, 2);
    // An id of nothing but blanks is missing, and so is not true for the condition.
    assertThat(counts(ingested, 1)).containsExactly(9, 2, 5, 0, 2, 0);
    assertThat(counts(ingested, 2)).containsExactly(1, 0, 0, 0, 0, 1);
    assertThat(
            RefusedRecords.of(ingested).stream()
                .map(row -> row.getString(1) + " " + row.getLong(2) + " " + row.getString(3)))
        .containsExactly(
            "2026-03-01.jsonl 2 MALFORMED",
            "2026-03-01.jsonl 3 WRONG_TYPE",
            "2026-03-01.jsonl 4 NON_FINITE",
            "2026-03-01.jsonl 6 NEGATIVE",
            "2026-03-01.jsonl 7 END_BEFORE_START");
    assertThat(RefusedRecords.of(ingested))
        .allMatch(row -> row.getString(4).matches("[0-9a-f]{16}"));
  }

  @Test
  void stagedRequestsHaveTheirColumnsHoursAndNothingElse() throws IOException {
    write(
        "2026-03-01.jsonl",
        request("across", "2026-02-28T23:59:58Z", "2026-03-01T00:00:01Z", 2),
        request("(r2)", "2026-03-01T23:10:00Z", null, 7));
    Ingested ingested =
        ingest(log().column("user_id", "user").column("team_id", "'(idle)'").config());
    Dataset<Row> requests = spark.read().parquet(ingested.requestsDir());
    List<String> expected = new ArrayList<>(List.of(CanonicalTables.STAGED_REQUESTS.columnNames()));
    expected.addAll(List.of("id_hash", "source", "file", "block_start", "record_id", "start_hour"));
    assertThat(requests.columns()).containsExactlyElementsOf(expected);
    List<Row> rows = requests.orderBy("start_hour").collectAsList();
    assertThat(rows).extracting(row -> row.<Integer>getAs("start_hour")).containsExactly(0, 23);
    assertThat(rows.get(1).<String>getAs("request_id")).isEqualTo("_(r2)");
    assertThat(rows).allMatch(row -> row.<String>getAs("team_id").equals("_(idle)"));
    assertThat(rows).allMatch(row -> row.<String>getAs("user_key").length() == 64);
    assertThat(requests.where("id_hash = xxhash64(request_id)").count()).isEqualTo(2);
  }

  @Test
  void theHoursOfASmallLogLieTogether() throws IOException {
    write(
        "2026-03-01.jsonl",
        request("first", "2026-03-01T01:00:00Z", null, 1),
        request("last", "2026-03-01T23:10:00Z", null, 7),
        request("last", "2026-03-01T23:10:00Z", null, 8));
    Ingested ingested =
        new Ingestion(spark, scratch(), PrivacyConfig.NONE).ingest(List.of(log().config()), WINDOW);

    assertThat(spark.read().parquet(ingested.requestsDir()).select("start_hour").distinct().count())
        .isEqualTo(1);
    assertThat(contents(ingested)).containsExactly("first null 1", "last null 8");
  }

  @Test
  void neitherPromptsNorUserIdsReachTheScratch() throws IOException {
    Ingested ingested = ingest(log().column("user_id", "user").config());
    assertThat(ids(ingested)).containsExactly("r1");
    List<Path> files;
    try (var found = Files.walk(folder.resolve("scratch" + scratches))) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(bytes).doesNotContain("tell me").doesNotContain("u-17").doesNotContain("prompt\"");
    }
    assertThat(spark.read().parquet(ingested.requestsDir()).columns())
        .doesNotContain("prompt", "user_id");
  }

  @Test
  void userIdsNeedAKey() {
    SourceConfig source = log().column("user_id", "user").config();
    assertThatThrownBy(
            () ->
                new Ingestion(spark, scratch(), PrivacyConfig.NONE).ingest(List.of(source), WINDOW))
        .isInstanceOf(UserKeyMissing.class);
  }

  @Test
  @Fault("F28")
  void ofRepeatedRequestsTheLatestAndLongestIsKept() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(request("same", "2026-03-01T10:00:00Z", "2026-03-01T10:00:05Z", 7));
    lines.add(request("same", "2026-03-01T10:00:00Z", "2026-03-01T10:00:05Z", 7));
    lines.add(request("open", "2026-03-01T10:00:00Z", null, 9));
    lines.add(request("open", "2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", 3));
    lines.add(request("tokens", "2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z", 3));
    lines.add(request("tokens", "2026-03-01T11:00:00Z", "2026-03-01T10:00:01Z", 3));
    lines.add(request("tokens", "2026-03-01T09:00:00Z", "2026-03-01T10:00:01Z", 4));
    lines.add(request("once", "2026-03-01T10:00:00Z", null, 1));
    List<String> accepted = null;
    for (int seed = 0; seed < 2; seed++) {
      Collections.shuffle(lines, new Random(seed));
      write("2026-03-01.jsonl", lines.toArray(String[]::new));
      Ingested ingested = ingest(log().config());
      assertThat(ingested.repeatedIdHashes()).hasSize(3).isSorted();
      assertThat(contents(ingested))
          .containsExactly(
              "once null 1",
              "open 2026-03-01 10:00:01 3",
              "same 2026-03-01 10:00:05 7",
              "tokens 2026-03-01 10:00:01 4");
      // 8 records: 4 requests, 1 runs backwards, 3 repeats.
      assertThat(counts(ingested, 0)).containsExactly(8, 4, 1, 3, 0, 0);
      accepted = contents(ingested);
    }
    Ingested queried = ingest(new RepeatedRequests.Limits(0, 3), log().config());
    assertThat(queried.repeatedIdHashes()).hasSize(3).isSorted();
    assertThat(contents(queried)).isEqualTo(accepted);
    assertThat(counts(queried, 0)).containsExactly(8, 4, 1, 3, 0, 0);
    Ingested rewritten = ingest(new RepeatedRequests.Limits(0, 0), log().config());
    assertThat(rewritten.winnersDir()).isEmpty();
    assertThat(rewritten.repeatedIdHashes()).isEmpty();
    assertThat(contents(rewritten)).isEqualTo(accepted);
    assertThat(counts(rewritten, 0)).containsExactly(8, 4, 1, 3, 0, 0);
  }

  @Test
  void aLogThatIsThereTwiceIsReadOnce() throws IOException {
    String[] lines = new String[40];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = request("r" + i, "2026-03-01T%02d:00:00Z".formatted(i % 3), null, i);
    }
    write("2026-03-01.jsonl", lines);
    write("2026-03-01-copy.jsonl", lines);
    Ingested ingested =
        ingest(TestSource.requests("json", folder.resolve("{date}*.jsonl")).config());
    assertThat(ids(ingested)).hasSize(40).doesNotHaveDuplicates();
    assertThat(ingested.counts().stream().mapToLong(SourceCount::duplicates).sum()).isEqualTo(40);
  }

  @Test
  void positionsAreExactHoweverAFileIsSplit() throws IOException {
    List<String> lines = new ArrayList<>();
    List<Long> faults = new ArrayList<>();
    for (int i = 1; i <= 3000; i++) {
      boolean isFault = i % 701 == 0;
      lines.add(isFault ? "{\"id" : request("r" + i, "2026-03-01T10:00:00Z", null, i));
      if (isFault) {
        faults.add((long) i);
      }
    }
    write("2026-03-01.jsonl", lines.toArray(String[]::new));
    SparkSession small = spark.newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "20000");
    Ingested ingested =
        new Ingestion(small, scratch(), PrivacyConfig.NONE).ingest(List.of(log().config()), WINDOW);
    assertThat(
            spark.read().parquet(ingested.requestsDir()).select("block_start").distinct().count())
        .isGreaterThan(5);
    assertThat(RefusedRecords.of(ingested).stream().map(row -> row.getLong(2)))
        .containsExactlyElementsOf(faults);
    assertThat(counts(ingested, 0)).containsExactly(3000, 2996, 4, 0, 0, 0);
  }

  @Test
  void recordsWithoutIdsAreNamedByFileAndNumber() throws IOException {
    write(
        "2026-03-01.jsonl",
        request("x", "2026-03-01T10:00:00Z", null, 1),
        request("x", "2026-03-01T10:00:00Z", null, 1));
    write("2026-03-02.jsonl", request("x", "2026-03-01T11:00:00Z", null, 1));
    SparkSession small = spark.newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "100");
    Ingested ingested =
        new Ingestion(small, scratch(), PrivacyConfig.NONE)
            .ingest(List.of(log().column("request_id", "record_name()").config()), WINDOW);
    assertThat(ids(ingested))
        .containsExactlyInAnyOrder(
            "2026-03-01.jsonl#1", "2026-03-01.jsonl#2", "2026-03-02.jsonl#1");
  }

  @Test
  void samplesAreKeptAroundTheDayAndJudged() throws IOException {
    Path file = folder.resolve("power.csv");
    Files.writeString(
        file,
        """
        device,at,w,mj,u
        g0,2026-02-28 22:59:59,100,,
        g0,2026-02-28 23:00:00,100,,
        g0,2026-03-02 01:00:00,100,,
        g0,2026-03-02 01:00:01,100,,
        g0,2026-03-01 10:00:00,-1,,
        g0,2026-03-01 10:00:00,1,,1.01
        g0,2026-03-01 10:00:00,140737488355328,9223372036854775794,0.5
        g0,2026-03-01 10:00:00,,9223372036854775794,
        ,2026-03-01 10:00:00,1,,
        g0,2026-03-01 10:00:00,NaN,,
        g0,2026-03-01 10:00:00,700,123456789012345678,1
        g0,2026-03-01 10:00:00,700,1,1,extra
        """);
    Ingested ingested =
        ingest(
            log().config(),
            TestSource.telemetry("csv", file)
                .named("meter")
                .column("power_w", "w")
                .column("energy_mj", "mj")
                .column("utilization_ratio", "u")
                .config());
    List<Row> samples = ingested.telemetry().rows().orderBy("position").collectAsList();
    assertThat(samples)
        .extracting(row -> row.<Long>getAs("position"))
        .containsExactly(2L, 3L, 7L, 11L);
    assertThat(samples.get(2).<Double>getAs("power_w")).isNull();
    assertThat(samples.get(2).<Long>getAs("energy_mj")).isNull();
    assertThat(samples.get(3).<Long>getAs("energy_mj")).isEqualTo(123456789012345678L);
    assertThat(
            RefusedRecords.of(ingested).stream()
                .filter(row -> row.getString(0).equals("meter"))
                .map(row -> row.getLong(2) + " " + row.getString(3)))
        .containsExactly(
            "5 NEGATIVE",
            "6 OUT_OF_RANGE",
            "8 MISSING_FIELD",
            "9 MISSING_FIELD",
            "10 NON_FINITE",
            "12 MALFORMED");
    assertThat(spark.read().parquet(ingested.telemetryDir()).count()).isEqualTo(4);
  }

  @Test
  void placementsThatTouchTheDayAreKept() throws IOException {
    Path file = folder.resolve("placements.csv");
    Files.writeString(
        file,
        """
        device,unit,from,to
        g0,u0,,
        g0,u1,2026-03-01,2026-03-02
        g0,u2,2026-01-01,2026-02-01
        g0,u3,2026-03-05,
        g0,u4,2026-03-02,2026-03-01
        """);
    Ingested ingested =
        ingest(
            log().config(),
            TestSource.placements("csv", file)
                .column("unit_id", "unit")
                .column("valid_from", "from")
                .column("valid_to", "to")
                .config());
    assertThat(ingested.placements().stream().map(row -> row.<String>getAs("unit_id")))
        .containsExactlyInAnyOrder("u0", "u1");
    assertThat(RefusedRecords.of(ingested))
        .extracting(row -> row.getString(3))
        .containsExactly("END_BEFORE_START");
  }

  @Test
  void trainingThatBeganBeforeTheDaysEndIsKeptAndFaultsAreRefused() throws IOException {
    Path file = folder.resolve("jobs.csv");
    Files.writeString(
        file,
        """
        job,device,start,end,n,hours,watts,wh
        old,,2022-03-11,2022-07-06,384,1082990,400,
        now,g0,2026-03-01T10:00:00Z,2026-03-01T12:00:00Z,,,300,
        now,g0,2026-03-01T10:00:00Z,,,,300,
        now,g1,2026-03-01T10:00:00Z,,,,300,
        now,,2026-03-01T10:00:00Z,,8,,300,
        now,,2026-03-01T10:00:00Z,,8,,300,
        later,,2026-03-02T00:00:00Z,,8,,300,
        ,g0,2026-03-01T10:00:00Z,,,,,
        lost,g0,,,,,,
        less,g0,2026-03-01T10:00:00Z,,-1,,,
        less,g0,2026-03-01T10:00:00Z,,,,,-5
        back,g0,2026-03-01T10:00:00Z,2026-03-01T09:00:00Z,,,,
        half,g0,2026-03-01T10:00:00Z,,1.5,,,
        ages,g0,0001-01-01T00:00:00Z,,,,,
        """);
    Ingested ingested = ingest(log().config(), jobs(file).config());

    // The second row of now on g0 says less than the first; unnamed rows are all kept.
    assertThat(
            ingested.training().stream()
                .map(row -> row.getAs("job_id") + " " + row.getAs("device_id")))
        .containsExactly("now null", "now null", "now g0", "now g1", "old null");
    assertThat(ingested.training().get(2).<Object>getAs("ended_at")).isNotNull();
    assertThat(ingested.training().get(4).<Double>getAs("device_time_h")).isEqualTo(1_082_990);
    SourceCount count =
        ingested.counts().stream()
            .filter(each -> each.source().equals("jobs"))
            .findFirst()
            .orElseThrow();
    assertThat(
            List.of(
                count.read(),
                count.accepted(),
                count.rejected(),
                count.duplicates(),
                count.filtered(),
                count.outsideWindow()))
        .containsExactly(14L, 5L, 7L, 1L, 0L, 1L);
    assertThat(
            RefusedRecords.of(ingested).stream()
                .map(row -> row.getLong(2) + " " + row.getString(3)))
        .containsExactly(
            "8 MISSING_FIELD",
            "9 MISSING_FIELD",
            "10 NEGATIVE",
            "11 NEGATIVE",
            "12 END_BEFORE_START",
            "13 WRONG_TYPE",
            "14 OUT_OF_RANGE");
  }

  @Test
  void aDailyListOfJobsCountsOnceThoughItsNeighboursRepeatIt() throws IOException {
    for (String day : List.of("2026-02-28", "2026-03-01", "2026-03-02")) {
      Files.writeString(
          folder.resolve(day + ".csv"),
          "job,device,start,end,n,hours,watts,wh\nj,,2026-02-27,,8,,300,\n");
    }
    Ingested ingested = ingest(log().config(), jobs(folder.resolve("{date}.csv")).config());

    assertThat(ingested.training()).hasSize(1);
    assertThat(ingested.counts())
        .filteredOn(count -> count.source().equals("jobs"))
        .extracting(SourceCount::outsideWindow)
        .containsExactly(1L, 0L, 1L);
  }

  private static TestSource jobs(Path file) {
    return TestSource.training("csv", file)
        .named("jobs")
        .column("ended_at", "end")
        .column("device_id", "device")
        .column("devices", "n")
        .column("device_time_h", "hours")
        .column("power_w", "watts")
        .column("energy_wh", "wh");
  }

  @Test
  void aDayWithoutAcceptedRequestsStillHasItsTable() throws IOException {
    write("2026-03-01.jsonl", "");
    Ingested ingested = ingest(log().config());
    assertThat(spark.read().parquet(ingested.requestsDir()).count()).isZero();
    assertThat(counts(ingested, 0)).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(ingested.telemetry().rows().count()).isZero();
  }

  @Test
  void aCutFileIsNamedAndStopsTheDay() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      Random random = new Random(1);
      for (int i = 0; i < 2000; i++) {
        gzip.write(
            request("r" + random.nextLong(), "2026-03-01T10:00:00Z", null, i).getBytes(UTF_8));
        gzip.write('\n');
      }
    }
    Path file = folder.resolve("log.jsonl.gz");
    Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    assertThatThrownBy(() -> ingest(TestSource.requests("json", file).config()))
        .isInstanceOf(InputUnreadable.class)
        .hasMessageContaining("log.jsonl.gz");
  }

  private TestSource log() {
    return TestSource.requests("json", folder.resolve("{date}.jsonl"))
        .column("ended_at", "end")
        .column("output_tokens", "tokens");
  }

  private static String request(String id, String start, String end, Object tokens) {
    return "{\"id\":\"%s\",\"start\":\"%s\",\"end\":%s,\"model\":\"m\",\"tokens\":\"%s\",\"user\":\"u-17\",\"prompt\":\"tell me\"}"
        .formatted(id, start, end == null ? "null" : "\"" + end + "\"", tokens);
  }

  private Ingested ingest(SourceConfig... sources) {
    return ingest(RepeatedRequests.Limits.STANDARD, sources);
  }

  private Ingested ingest(RepeatedRequests.Limits limits, SourceConfig... sources) {
    return new Ingestion(spark, scratch(), PrivacyConfig.withKey(KEY), limits, 0)
        .ingest(List.of(sources), WINDOW);
  }

  private String scratch() {
    scratches++;
    return folder.resolve("scratch" + scratches).toString();
  }

  /** What attribution will read: the main folder without repeated hashes, and the winners. */
  private Dataset<Row> accepted(Ingested ingested) {
    List<Long> repeated = Arrays.stream(ingested.repeatedIdHashes()).boxed().toList();
    Dataset<Row> main = spark.read().parquet(ingested.requestsDir());
    Dataset<Row> once =
        main.where(
            org.apache.spark.sql.functions.not(main.col("id_hash").isInCollection(repeated)));
    String[] columns = CanonicalTables.STAGED_REQUESTS.columnNames();
    Dataset<Row> rows = once.selectExpr(columns);
    return ingested
        .winnersDir()
        .map(winners -> rows.union(spark.read().parquet(winners).selectExpr(columns)))
        .orElse(rows);
  }

  private List<String> ids(Ingested ingested) {
    return accepted(ingested).collectAsList().stream()
        .map(row -> row.<String>getAs("request_id"))
        .toList();
  }

  private List<String> contents(Ingested ingested) {
    return accepted(ingested)
        .selectExpr("concat_ws(' ', request_id, coalesce(string(ended_at), 'null'), output_tokens)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<Integer> counts(Ingested ingested, int file) {
    SourceCount count = ingested.counts().get(file);
    return List.of(
        (int) count.read(),
        (int) count.accepted(),
        (int) count.rejected(),
        (int) count.duplicates(),
        (int) count.filtered(),
        (int) count.outsideWindow());
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }
}
