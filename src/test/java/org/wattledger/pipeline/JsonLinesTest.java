package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.RefusedRecords;

/**
 * JSON request logs, of which columns that only name members are read without rows and expressions.
 */
class JsonLinesTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String[] COLUMNS = {
    "request_id", "started_at", "ended_at", "model_id", "team_id", "user_key", "workflow_id",
    "operation", "prompt_tokens", "output_tokens", "id_hash", "source", "file", "block_start",
    "record_id", "start_hour"
  };

  /** Whole numbers as logs write them; the last ones are none. */
  private static final List<String> NUMBERS =
      List.of(
          "7",
          "0",
          "-3",
          "\"12\"",
          "\" 12 \"",
          "12.0",
          "1e2",
          "\"1e2\"",
          "+5",
          "\"+5\"",
          "9223372036854775807",
          "123456789012345678",
          "007",
          "\"007\"",
          "null",
          "\"\"",
          "\"-\"",
          "\"N/A\"",
          "12.5",
          "\"twelve\"",
          "9223372036854775808",
          "1e400",
          "NaN",
          "\"NaN\"",
          "\"Infinity\"",
          "true",
          "[1]",
          "{\"n\": 1}",
          "\"１２\"");

  private static final List<String> INSTANTS =
      List.of(
          "2026-03-01T10:00:00Z",
          "2026-03-01T10:00:00.5Z",
          "2026-03-01T10:00:00.123456Z",
          "2026-03-01T10:00:00.123456789Z",
          "2026-03-01 10:00:00.25Z",
          "2026-03-01T10:00:00",
          "2026-03-01 10:00:00",
          "2026-03-01T12:00:00+02:00",
          "2026-03-01T10:00:00.Z",
          " 2026-03-01T10:00:00Z ",
          "2026/03/01 10:00:00",
          "2026-03-01",
          "2026-3-1 9:5:7",
          "2026-02-30T10:00:00Z",
          "2026-13-01T10:00:00Z",
          "2026-03-01T24:00:00Z",
          "2026-03-01T10:60:00Z",
          "2026-03-01T10:00:61Z",
          "2026-03-01T10:00:00ZZ",
          "2026-03-01T1O:00:00Z",
          "10:00:00",
          "2026",
          "",
          "-",
          "yesterday",
          "2026-03-01T10:00:00.12345678901234567890Z");

  private static final List<String> TEXTS =
      List.of(
          "\"alpha\"",
          "\"(idle)\"",
          "\"training\"",
          "\" déjà vu \"",
          "\"\\u0041\\n\\\"q\\\"\"",
          "\"\\ud83d\\ude00 smile\"",
          "\"😀\"",
          "\"\"",
          "\"[Not Supported]\"",
          "null",
          "5",
          "1.50",
          "-0",
          "1E+2",
          "false",
          "[1,  2]",
          "{ \"a\" : [ \"}\" ] }",
          "'single'",
          "NaN");

  private static final String SCHEMA =
      "id STRING, start STRING, end STRING, model STRING, n STRING, user STRING, text STRING,"
          + " op STRING, meta STRUCT<team: STRING>";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;
  private int scratches;

  @Test
  void everyCellMeansWhatItMeansToExpressions() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String number : NUMBERS) {
      lines.add(line(lines, "2026-03-01T10:00:00Z", number, "\"t\""));
    }
    for (String instant : INSTANTS) {
      lines.add(line(lines, instant, "1", "\"t\""));
    }
    for (String text : TEXTS) {
      lines.add(line(lines, "2026-03-01T10:00:00Z", "1", text));
    }
    write(lines);

    assertBothWaysAgree(log());
    TestSource elsewhere = log().zone("Europe/Berlin").offset(Duration.ofMillis(1500));
    assertBothWaysAgree(elsewhere);
    // Half of the columns computed: coalesce of a text with itself is that text.
    elsewhere
        .column("started_at", "coalesce(start, start)")
        .column("prompt_tokens", "coalesce(n, n)");
    assertBothWaysAgree(elsewhere.column("team_id", "coalesce(text, text)").where("id <> 'r3'"));
  }

  @Test
  void randomLinesYieldTheSame() throws IOException {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String line =
          line(
              lines,
              INSTANTS.get(random.nextInt(random.nextBoolean() ? 3 : INSTANTS.size())),
              NUMBERS.get(random.nextInt(random.nextBoolean() ? 3 : NUMBERS.size())),
              TEXTS.get(random.nextInt(TEXTS.size())));
      lines.add(random.nextInt(20) == 0 ? line.substring(0, random.nextInt(line.length())) : line);
    }
    write(lines);

    assertBothWaysAgree(log());
  }

  @Test
  void oddLinesAreRecordsOrRefused() throws IOException {
    write(
        List.of(
            "\ufeff" + line("bom"),
            "",
            "   ",
            "nonsense",
            "17",
            "\"text\"",
            "null",
            "{",
            "[]",
            "[" + line("a1") + ", " + line("a2") + "]",
            "[" + line("a3") + ", 5]",
            "{\"id\":\"twice\",\"id\":\"second\",\"start\":\"2026-03-01T10:00:00Z\",\"model\":\"m\"}",
            "{\"meta\":{\"team\":\"x\"},\"meta\":{},\"id\":\"meta\",\"start\":\"2026-03-01T10:00:00Z\","
                + "\"model\":\"m\"}",
            "{\"meta\":\"text\",\"id\":\"no meta\",\"start\":\"2026-03-01T10:00:00Z\",\"model\":\"m\"}",
            "{\"meta\":null,\"id\":\"null meta\",\"start\":\"2026-03-01T10:00:00Z\",\"model\":\"m\"}",
            line("cr") + "\r",
            "\t " + line("blanks") + "  "));

    assertBothWaysAgree(log().column("team_id", "meta.team"));
  }

  /** Spark's own reader would take the first and drop the rest without a word. */
  @Test
  void aLineWithMoreThanOneRecordIsRefusedWhole() throws IOException {
    write(List.of(line("good"), line("glued") + line("lost"), line("tail") + " tail"));

    for (TestSource source :
        List.of(log(), log().column("team_id", "upper(text)"), log().schema(SCHEMA))) {
      Ingested ingested = ingest(source);

      assertThat(accepted(ingested).collectAsList())
          .extracting(row -> row.<String>getAs("request_id"))
          .containsExactly("good");
      assertThat(RefusedRecords.of(ingested))
          .extracting(row -> row.getLong(2) + " " + row.getString(3))
          .containsExactly("2 MALFORMED", "3 MALFORMED");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("log.jsonl"))) {
      file.write((line("good") + "\n").getBytes(UTF_8));
      file.write((line("b\u00fc") + "\n").getBytes(StandardCharsets.ISO_8859_1));
      file.write(line("last").getBytes(UTF_8));
    }

    assertBothWaysAgree(log());
  }

  @Test
  void manyFilesInBlocksAndCompressedOnesKeepTheirPlaces() throws IOException {
    for (String name : List.of("a.jsonl", "b.jsonl.gz", "c.jsonl")) {
      try (OutputStream raw = Files.newOutputStream(folder.resolve(name));
          OutputStream file = name.endsWith("gz") ? new GZIPOutputStream(raw) : raw) {
        for (int i = 0; i < 5_000; i++) {
          file.write((i % 100 == 7 ? "oops\n" : line(name + i) + "\n").getBytes(UTF_8));
        }
      }
    }
    SparkSession cutting = ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    cutting.conf().set("spark.sql.files.maxPartitionBytes", 150_000);
    cutting.conf().set("spark.sql.files.openCostInBytes", 0);

    Ingested whole = ingest(log());
    Ingested cut = ingest(cutting, log());

    assertThat(texts(RefusedRecords.of(cut)))
        .isEqualTo(texts(RefusedRecords.of(whole)))
        .hasSize(150);
    assertThat(accepted(cut).count()).isEqualTo(3 * 4_950);
    assertThat(cut.counts()).isEqualTo(whole.counts());
    assertThat(accepted(cut).select("file", "block_start").distinct().count()).isGreaterThan(3);
  }

  private static String line(String id) {
    return "{\"id\":\"%s\",\"start\":\"2026-03-01T10:00:00Z\",\"model\":\"m\",\"n\":1}"
        .formatted(id);
  }

  private static String line(List<String> before, String instant, String number, String text) {
    return ("{\"id\":\"r%d\",\"unknown\":{\"deep\":[1,{\"prompt\":\"secret\"}]},\"start\":\"%s\","
            + "\"end\":\"2026-03-01T11:00:00.000001Z\",\"model\":\"m\",\"n\":%s,\"user\":%s,"
            + "\"text\":%s,\"op\":%s}")
        .formatted(before.size(), instant, number, text, text, text);
  }

  private TestSource log() {
    return TestSource.requests("json", folder.resolve("*.jsonl*"))
        .column("ended_at", "end")
        .column("team_id", "text")
        .column("user_id", "user")
        .column("workflow_id", "text")
        .column("operation", "op")
        .column("prompt_tokens", "n")
        .column("output_tokens", "n");
  }

  /** Records of a declared schema are parsed by Spark and every column is an expression. */
  private void assertBothWaysAgree(TestSource source) {
    Ingested plain = ingest(source);
    Ingested expressions = ingest(source.schema(SCHEMA));
    source.withoutSchema();

    String[] rest = List.of(COLUMNS).subList(1, COLUMNS.length).toArray(String[]::new);
    assertThat(contents(accepted(plain).select(COLUMNS[0], rest)))
        .isEqualTo(contents(accepted(expressions).select(COLUMNS[0], rest)))
        .isNotEmpty();
    assertThat(texts(RefusedRecords.of(plain)))
        .isEqualTo(texts(RefusedRecords.of(expressions)))
        .isNotEmpty();
    assertThat(plain.counts()).isEqualTo(expressions.counts());
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(folder.resolve("log.jsonl"), String.join("\n", lines) + "\n");
  }

  private Ingested ingest(TestSource source) {
    return ingest(spark, source);
  }

  private Ingested ingest(SparkSession session, TestSource source) {
    scratches++;
    String scratch = folder.resolve("scratch" + scratches).toString();
    return new Ingestion(session, scratch, PrivacyConfig.withKey(KEY))
        .ingest(List.of(source.config()), WINDOW);
  }

  private Dataset<Row> accepted(Ingested ingested) {
    return spark.read().parquet(ingested.requestsDir());
  }

  private static List<String> contents(Dataset<Row> rows) {
    return texts(rows.collectAsList());
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(JsonLinesTest::text).sorted().toList();
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.get(i);
      text.append(cell instanceof java.sql.Timestamp time ? micros(time) : cell).append('|');
    }
    return text.toString();
  }

  private static Instant micros(java.sql.Timestamp time) {
    return time.toInstant();
  }
}
