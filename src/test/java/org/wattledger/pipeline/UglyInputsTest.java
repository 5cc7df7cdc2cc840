package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.ingest.SourceTimes;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.TimeScale;
import org.wattledger.testing.Fault;
import org.wattledger.testing.RefusedRecords;

/** No input stops a run by what its records hold, and no record vanishes. */
class UglyInputsTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 29), Duration.ofHours(1));
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  /** One night over all of them: what goes wrong with one file must not touch another. */
  @Test
  @Fault({"F26", "F29"})
  void everyRecordOfEveryUglyFileIsAccountedFor() throws IOException {
    UglyFiles ugly = new UglyFiles(folder.resolve("ugly"));
    UglyRequests.addTo(ugly);
    UglyClocks.addTo(ugly);
    UglyTables.addTo(ugly);
    UglyOptions.addTo(ugly);
    names(ugly);

    Ingested ingested =
        new Ingestion(spark, folder.resolve("scratch").toString(), PrivacyConfig.withKey(KEY))
            .ingest(ugly.sources(), WINDOW);

    assertThat(described(ingested)).containsExactlyInAnyOrderEntriesOf(ugly.expected());
    assertThat(ugly.files()).isGreaterThan(60);
    // Seconds and microseconds where milliseconds are meant.
    assertThat(ingested.times())
        .contains(
            new SourceTimes(
                "epochs",
                3,
                3,
                Map.of(
                    TimeScale.THOUSAND_TIMES_TOO_SMALL, 1L,
                    TimeScale.THOUSAND_TIMES_TOO_LARGE, 1L)));
  }

  /** A file that is not what its ending says holds no records that could be counted. */
  @Test
  @Fault("F26")
  void textThatIsCalledGzipStopsTheDayByName() throws IOException {
    Files.writeString(folder.resolve("log.jsonl.gz"), UglyRequests.line("a") + "\n");
    Files.writeString(folder.resolve("log.csv.gz"), "id,start,model\na,CANARY,m\n");

    assertStops(
        TestSource.requests("json", folder.resolve("log.jsonl.gz")),
        "log.jsonl.gz",
        "fetch it again");
    assertStops(TestSource.requests("csv", folder.resolve("log.csv.gz")), "log.csv.gz", "complete");
  }

  /** What is left of a copy that broke off; of its last lines nobody knows how many there were. */
  @Test
  void cutGzipStopsTheDayByName() throws IOException {
    String samples =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "w{device=\"CANARY-%d\"} %d %d000\n".formatted(i, 7 * i, 1774778400 + i))
            .collect(Collectors.joining());
    byte[] whole = UglyFiles.gzip(samples);
    Files.write(folder.resolve("cut.prom.gz"), Arrays.copyOf(whole, whole.length / 2));
    String lines =
        IntStream.range(0, 2_000)
            .mapToObj(i -> UglyRequests.line("CANARY" + 31 * i) + "\n")
            .collect(Collectors.joining());
    byte[] log = UglyFiles.gzip(lines);
    Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(log, log.length / 2));

    assertStops(
        TestSource.telemetry("prometheus", folder.resolve("cut.prom.gz"))
            .column("device_id", "labels.device")
            .column("sampled_at", "timestamp")
            .column("power_w", "value"),
        "cut.prom.gz",
        "fetch it again");
    assertStops(
        TestSource.requests("json", folder.resolve("cut.jsonl.gz")),
        "cut.jsonl.gz",
        "fetch it again");
  }

  @Test
  void jsonOptionsThatCannotBeAreErrorsOfTheConfiguration() throws IOException {
    Files.writeString(folder.resolve("log.jsonl"), UglyRequests.line("a") + "\n");
    TestSource unknown =
        TestSource.requests("json", folder.resolve("log.jsonl")).option("encoding", "UTF-99");
    TestSource wide =
        TestSource.requests("json", folder.resolve("log.jsonl")).option("encoding", "UTF-16");
    TestSource nonsense =
        TestSource.requests("json", folder.resolve("log.jsonl")).option("multiLine", "maybe");

    assertIsMisconfigured(unknown, "UTF-99");
    assertIsMisconfigured(wide, "lineSep");
    assertIsMisconfigured(wide.option("lineSep", "\n"), "UTF-16LE");
    assertIsMisconfigured(nonsense, "maybe");
  }

  private void assertIsMisconfigured(TestSource source, String named) {
    Ingestion ingestion =
        new Ingestion(spark, folder.resolve("stopped").toString(), PrivacyConfig.withKey(KEY));
    assertThatThrownBy(() -> ingestion.ingest(List.of(source.config()), WINDOW))
        .hasMessageContaining("\"log\"")
        .hasMessageContaining(named)
        .satisfies(
            failure ->
                assertThat(RunFailure.of((Exception) failure).exitCode())
                    .isEqualTo(ExitCode.USAGE));
  }

  /** The first line of a file without a header is a record: the message must not show it. */
  @Test
  void aHeaderThatIsMissingStopsTheDayAndIsNotShown() throws IOException {
    Files.writeString(folder.resolve("bare.csv"), "CANARY,2026-03-29T10:00:00Z,m\n");
    Files.write(folder.resolve("wide.csv"), "id,start,model\nCANARY,x,m\n".getBytes(UTF_16));
    Files.writeString(folder.resolve("other.csv"), "id,begin,model\nCANARY,x,m\n");

    assertStops(
        TestSource.requests("csv", folder.resolve("bare.csv")), "bare.csv", "header = false");
    assertStops(TestSource.requests("csv", folder.resolve("wide.csv")), "wide.csv", "encoding");
    assertStops(
        TestSource.requests("csv", folder.resolve("other.csv")), "other.csv", "id, begin, model");
  }

  /** Spark's message would show the record. */
  @Test
  void aRecordOfMoreCellsThanTheParserTakesStopsTheDayAndIsNotShown() throws IOException {
    Files.writeString(
        folder.resolve("log.csv"), "id,start,model\nCANARY,x,m,CANARY,CANARY,CANARY\n");

    assertStops(
        TestSource.requests("csv", folder.resolve("log.csv")).option("maxColumns", "4"),
        "\"log\"",
        "raise maxColumns");
  }

  @Test
  void textThatIsCalledParquetStopsTheDayByName() throws IOException {
    Files.writeString(folder.resolve("log.parquet"), "id,start,model\nCANARY,x,m\n");

    assertStops(
        TestSource.requests("parquet", folder.resolve("log.parquet")), "log.parquet", "complete");
  }

  private void assertStops(TestSource source, String file, String remedy) {
    Ingestion ingestion =
        new Ingestion(spark, folder.resolve("stopped").toString(), PrivacyConfig.withKey(KEY));
    assertThatThrownBy(() -> ingestion.ingest(List.of(source.config()), WINDOW))
        .hasMessageContaining(file)
        .hasMessageContaining(remedy)
        .hasMessageNotContaining("CANARY")
        .satisfies(
            failure ->
                assertThat(RunFailure.of((Exception) failure).exitCode())
                    .isEqualTo(ExitCode.INPUT));
  }

  private static void names(UglyFiles ugly) throws IOException {
    UglyFiles.Of names = ugly.below("names/of a day, 100% + C# é");
    String[] files = {
      "with blanks.jsonl",
      "100%25.jsonl",
      "a+b.jsonl",
      "a#b.jsonl",
      "a?b.jsonl",
      "a*b.jsonl",
      "[a]{b}.jsonl",
      "a;b,c.jsonl",
      "Ünïcode 日本 😀.jsonl",
      "below/log.jsonl",
      "below 2/log.jsonl"
    };
    for (String file : files) {
      names.file(file, "2: 1 accepted, 1 MALFORMED", UglyRequests.line("~a"), "cut");
    }
    Files.createSymbolicLink(names.root().resolve("gone.jsonl"), Path.of("nowhere.jsonl"));
    // What a copy in progress is called is no input yet.
    Files.writeString(names.root().resolve("log.jsonl._COPYING_"), UglyRequests.line("early"));
    Path outside = ugly.folder().resolve("elsewhere.jsonl");
    Files.writeString(outside, UglyRequests.line("elsewhere") + "\n");
    Files.createSymbolicLink(names.root().resolve("linked.jsonl"), outside);
    names.expect("linked.jsonl", "1: 1 accepted");
    names
        .readAs("names", TestSource.requests("json", names.root().resolve("*")))
        .readAs(
            "names by expressions",
            TestSource.requests("json", names.root().resolve("*"))
                .column("request_id", "concat('z', id)"))
        .done();
  }

  /** "read: accepted, refused by reason, repeats, filtered, outside the window" by file. */
  private static Map<String, String> described(Ingested ingested) {
    Map<String, Map<String, Long>> reasons = new HashMap<>();
    for (Row row : RefusedRecords.of(ingested)) {
      reasons
          .computeIfAbsent(row.getString(0) + " " + row.getString(1), file -> new TreeMap<>())
          .merge(row.getString(3), 1L, Long::sum);
    }
    Map<String, String> described = new TreeMap<>();
    for (SourceCount count : ingested.counts()) {
      Map<String, Long> refused =
          reasons.getOrDefault(count.source() + " " + count.file(), Map.of());
      assertThat(count.rejected())
          .isEqualTo(refused.values().stream().mapToLong(Long::longValue).sum());
      StringBuilder text = new StringBuilder();
      append(text, count.accepted(), "accepted");
      refused.forEach((reason, records) -> append(text, records, reason));
      append(text, count.duplicates(), "duplicate");
      append(text, count.filtered(), "filtered");
      append(text, count.outsideWindow(), "outside");
      described.put(
          "%s %s %s".formatted(count.kind(), count.source(), count.file()),
          count.read() + ":" + text);
    }
    return described;
  }

  private static void append(StringBuilder text, long records, String what) {
    if (records > 0) {
      text.append(text.isEmpty() ? " " : ", ").append(records).append(' ').append(what);
    }
  }
}
