package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.schema.CanonicalTables;

class SourceRowsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String CSV =
      "id,start,model,tokens\nr1,2026-03-01 10:00:00,m,374\nr2,2026-03-01T11:00:00Z,m,374.0\n";
  private static final String JSON =
      """
      {"id":"r1","start":"2026-03-01 10:00:00","model":"m","tokens":374,"prompt":"secret"}
      {"id":"r2","start":"2026-03-01T11:00:00Z","model":"m","tokens":"374.0","prompt":"secret"}
      """;

  private final SparkSession spark = LocalSpark.caseSensitive();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "csv, log.csv",
    "csv, log.csv.gz",
    "csv, log.csv.zst",
    "json, log.jsonl",
    "json, log.jsonl.gz",
    "json, log.jsonl.zst"
  })
  void everyTextFormatAndCompressionYieldsTheSameRows(String format, String name)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, compressed(format.equals("csv") ? CSV : JSON, name));
    assertTwoRequests(rows(withTokens(TestSource.requests(format, file))));
  }

  @Test
  void parquetColumnsComeInTheirOwnTypes() {
    String file = folder.resolve("log.parquet").toString();
    spark
        .sql(
            "SELECT * FROM VALUES ('r1', TIMESTAMP'2026-03-01 10:00:00', 'm', 374L),"
                + " ('r2', TIMESTAMP'2026-03-01 11:00:00', 'm', 374L) AS t(id, start, model, tokens)")
        .coalesce(1)
        .write()
        .parquet(file);
    assertTwoRequests(rows(withTokens(TestSource.requests("parquet", Path.of(file)))));
  }

  private static TestSource withTokens(TestSource source) {
    return source.column("output_tokens", "tokens");
  }

  private static void assertTwoRequests(Dataset<Row> rows) {
    List<Row> sorted = rows.orderBy("request_id").collectAsList();
    assertThat(sorted)
        .extracting(row -> row.<String>getAs("request_id"))
        .containsExactly("r1", "r2");
    assertThat(sorted)
        .extracting(row -> row.<Timestamp>getAs("started_at").toInstant())
        .containsExactly(
            Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(sorted).allMatch(row -> row.<Long>getAs("output_tokens") == 374);
    assertThat(sorted).allMatch(row -> row.<Byte>getAs("cell_fault") == CellFault.NONE);
  }

  @Test
  void onlyNamedMembersOfJsonAreEverRead() throws IOException {
    Dataset<Row> rows = rows(TestSource.requests("json", write("log.jsonl", JSON)));
    String plan = rows.queryExecution().toString();
    assertThat(plan).contains("start").doesNotContain("prompt:").doesNotContain("prompt#");
  }

  @Test
  void nestedAndDottedJsonNamesAreMapped() throws IOException {
    Path file =
        write(
            "log.jsonl",
            """
            {"id":"r1","start":"2026-03-01T10:00:00Z","model":"m","metadata":{"team":"search"},"gen_ai.usage.input_tokens":"9"}
            """);
    Row row =
        rows(TestSource.requests("json", file)
                .column("team_id", "coalesce(team_id, metadata.team)")
                .column("prompt_tokens", "`gen_ai.usage.input_tokens`"))
            .first();
    assertThat(row.<String>getAs("team_id")).isEqualTo("search");
    assertThat(row.<Long>getAs("prompt_tokens")).isEqualTo(9);
  }

  @Test
  void namesThatAreOursAreMarkedInALog() throws IOException {
    Path file =
        write(
            "log.csv",
            "id,start,model,operation,team\nr1,2026-03-01T10:00:00Z,training,training,(idle)\n");
    Row row =
        rows(TestSource.requests("csv", file)
                .column("operation", "operation")
                .column("team_id", "team"))
            .first();
    assertThat(row.<String>getAs("operation")).isEqualTo("_training");
    assertThat(row.<String>getAs("team_id")).isEqualTo("_(idle)");
    assertThat(row.<String>getAs("model_id")).isEqualTo("training");
  }

  @Test
  void aDeclaredSchemaGivesArraysAndLambdas() throws IOException {
    Path file =
        write(
            "log.jsonl",
            """
            {"id":"r1","start":"2026-03-01T10:00:00Z","model":"m","tags":["env:prod","team:ads"]}
            """);
    Row row =
        rows(TestSource.requests("json", file)
                .schema("id STRING, start STRING, model STRING, tags ARRAY<STRING>")
                .column("team_id", "substr(filter(tags, t -> t LIKE 'team:%')[0], 6)")
                .column("workflow_id", "tags[7]"))
            .first();
    assertThat(row.<String>getAs("team_id")).isEqualTo("ads");
    assertThat(row.<String>getAs("workflow_id")).isNull();
  }

  @Test
  void headersWithBlanksAndUnitsInCellsAreRead() throws IOException {
    Path file =
        write(
            "nvidia-smi.csv",
            "timestamp, power.draw [W], utilization.gpu [%]\n"
                + "2024/03/29 11:16:49.355, 24.53 W, 5 %\n"
                + "2024/03/29 11:16:50.355, [N/A], 0 %\n");
    List<Row> samples =
        rows(TestSource.telemetry("csv", file)
                .column("device_id", "'gpu-0'")
                .column("sampled_at", "timestamp")
                .column("power_w", "watts(`power.draw [W]`)")
                .column("utilization_ratio", "ratio(`utilization.gpu [%]`)")
                .zone("-04:00"))
            .collectAsList();
    // 11:16:49.355 at UTC-4 is 15:16:49.355 UTC.
    assertThat(samples.get(0).<Timestamp>getAs("sampled_at").toInstant())
        .isEqualTo(Instant.parse("2024-03-29T15:16:49.355Z"));
    assertThat(samples.get(0).<Double>getAs("power_w")).isEqualTo(24.53);
    assertThat(samples.get(0).<Double>getAs("utilization_ratio")).isEqualTo(0.05);
    assertThat(samples.get(1).<Double>getAs("power_w")).isNull();
    assertThat(samples).allMatch(row -> row.<Byte>getAs("cell_fault") == CellFault.NONE);
  }

  @ParameterizedTest
  @CsvSource({"samples.json.gz", "samples.prom", "samples.prom.zst"})
  void prometheusSamplesAreRowsWhateverTheirForm(String name) throws IOException {
    String answer =
        """
        {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"__name__":"P","gpu":"0","pod":"secret"},"values":[[1772359200.25,"71.5"],[1772359215.25,"NaN"]]},
        {"metric":{"__name__":"P"},"values":[[1772359200.25,"72"]]}]}}
        """;
    String text =
        """
        # TYPE P gauge
        P{gpu="0",pod="secret"} 71.5 1772359200250
        P{gpu="0",pod="secret"} NaN 1772359215250
        P 72 1772359200250
        """;
    Path file = folder.resolve(name);
    Files.write(file, compressed(name.startsWith("samples.json") ? answer : text, name));

    Dataset<Row> rows =
        rows(
            TestSource.telemetry("prometheus", file)
                .column("device_id", "concat(metric, '-', labels.gpu)")
                .column("sampled_at", "timestamp")
                .column("power_w", "value"));

    // 1,772,359,200 s after 1970 it is 2026-03-01 10:00.
    List<Row> samples = rows.collectAsList();
    assertThat(samples)
        .extracting(row -> row.<String>getAs("device_id"))
        .containsExactly("P-0", "P-0", null);
    assertThat(samples.get(0).<Timestamp>getAs("sampled_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00.250Z"));
    assertThat(samples)
        .extracting(row -> row.<Double>getAs("power_w"))
        .containsExactly(71.5, null, 72.0);
    assertThat(samples.get(1).<Byte>getAs("cell_fault"))
        .isEqualTo(
            CellFault.nonFinite(
                CanonicalTables.TELEMETRY.fields().indexOf(CanonicalTables.POWER_W)));
    assertThat(samples).extracting(row -> row.<String>getAs("file")).containsOnly(name);
    assertThat(rows.queryExecution().toString()).doesNotContain("pod");
  }

  @Test
  void aCellThatNoSampleHasIsRefused() throws IOException {
    Path file = write("samples.prom", "P 1 1772359200250\n");

    assertThatThrownBy(
            () ->
                rows(
                    TestSource.telemetry("prometheus", file)
                        .column("device_id", "gpu")
                        .column("sampled_at", "timestamp")
                        .column("power_w", "value")))
        .isInstanceOf(MappingInvalid.class)
        .hasMessageContaining("gpu is no part of a sample")
        .hasMessageContaining("labels.gpu");
  }

  @Test
  void aColumnThatNotEveryFileHasIsNullWhereItLacks() throws IOException {
    write("log-1.csv", "uuid,at,w\nGPU-1,2026-03-01T10:00:00Z,7\n");
    write("log-2.csv", "at,w\n2026-03-01T10:00:00Z,8\n");
    TestSource source =
        TestSource.telemetry("csv", folder.resolve("log-*.csv"))
            .column("device_id", "coalesce(if_present(uuid), 'only')")
            .column("power_w", "w");

    assertThat(rows(source).orderBy("power_w").collectAsList())
        .extracting(row -> row.<String>getAs("device_id"))
        .containsExactly("GPU-1", "only");
    assertThatThrownBy(() -> rows(source.column("device_id", "if_present(upper(uuid))")))
        .isInstanceOf(MappingInvalid.class)
        .hasMessageContaining("if_present takes the name of one raw column");
  }

  @ParameterizedTest
  @CsvSource({"24.53 W, 24.53", "1.2 kW, 1200", "350 mW, 0.35", "350, 350", "0.5MW, 500000"})
  void wattsAreReadInTheirUnit(String cell, double expectedW) throws IOException {
    Row row = telemetry("power_w", "watts(v)", cell);
    assertThat(row.<Double>getAs("power_w")).isEqualTo(expectedW, within(1e-9));
  }

  @Test
  void durationsAreReadInTheirUnitAndTimesCountFromTheEpochOfTheSource() throws IOException {
    Path file =
        write(
            "log.csv",
            "id,start,model,took\na,5.5,m,2.25s\nb,6,m,357.867572ms\nc,7,m,49.382\u00b5s\n"
                + "d,8,m,850 ns\ne,9,m,12 us\nf,10,m,3\ng,11,m,fast\n");
    List<Row> rows =
        rows(TestSource.requests("csv", file)
                .epoch(Instant.parse("2024-06-26T10:00:00Z"))
                .column("started_at", "epoch_s(start)")
                // Nanoseconds.
                .column("output_tokens", "CAST(seconds(took) * 1000000000 AS BIGINT)"))
            .orderBy("request_id")
            .collectAsList();

    assertThat(rows.get(0).<Timestamp>getAs("started_at").toInstant())
        .isEqualTo(Instant.parse("2024-06-26T10:00:05.5Z"));
    assertThat(rows.stream().map(row -> row.<Long>getAs("output_tokens")))
        .containsExactly(
            2_250_000_000L, 357_867_572L, 49_382L, 850L, 12_000L, 3_000_000_000L, null);
    assertThat(rows.get(6).<Byte>getAs("cell_fault"))
        .isEqualTo(
            CellFault.wrongType(
                CanonicalTables.REQUESTS.fields().indexOf(CanonicalTables.OUTPUT_TOKENS)));
  }

  @ParameterizedTest
  @CsvSource({
    "3 J, 3000",
    "250 mJ, 250",
    "12999 uJ, 12",
    "1 kJ, 1000000",
    "5 Wh, 18000000",
    "2 kWh, 7200000000",
    "9007199254740993, 9007199254740993",
    "0.1 kWh, 360000000",
    "7.9, 7"
  })
  void millijoulesAreExactAndRoundedDown(String cell, long expectedMj) throws IOException {
    Row row = telemetry("energy_mj", "millijoules(v)", cell);
    assertThat(row.<Long>getAs("energy_mj")).isEqualTo(expectedMj);
  }

  @ParameterizedTest
  @CsvSource({
    "power_w, watts(v), 12 VA",
    "power_w, watts(v), W",
    "power_w, v, much",
    "energy_mj, v, 374.5",
    "energy_mj, millijoules(v), x J",
    "utilization_ratio, ratio(v), 5 pct",
    "sampled_at, v, 12:30",
    "sampled_at, v, 2024",
    "sampled_at, v, 2024-13-01 00:00:00",
    "sampled_at, epoch_s(v), 12:30",
    "power_w, 1 / CAST(v AS INT), 0",
    "sampled_at, 'try_to_timestamp(v, ''dd.MM.yyyy'')', 2024-03-01",
    "energy_mj, try_cast(v AS BIGINT), 1x",
    "energy_mj, 'nullif(CAST(v AS INT), 3)', 1x",
    "energy_mj, 'CAST(url_decode(v) AS INT)', %zz",
    "energy_mj, 'to_number(v, ''999'')', 1x",
    "power_w, CAST(v AS INT) * 1, 1x"
  })
  void aCellThatCannotBecomeItsColumnIsAWrongType(String column, String expression, String cell)
      throws IOException {
    Row row = telemetry(column, expression, cell);
    assertThat(row.<Byte>getAs("cell_fault")).isEqualTo(CellFault.wrongType(ordinal(column)));
    assertThat(row.<Object>getAs(column)).isNull();
  }

  private static int ordinal(String column) {
    return List.of(CanonicalTables.TELEMETRY.columnNames()).indexOf(column);
  }

  @ParameterizedTest
  @CsvSource({
    "v, -",
    "v, N/A",
    "v, [N/A]",
    "v, null",
    "v, ''",
    "CAST(v AS INT), -",
    "'coalesce(CAST(v AS INT), 7)', x",
    "'CASE WHEN v = ''x'' THEN NULL ELSE CAST(v AS INT) END', x",
    "'nullif(v, ''x'')', x",
    "watts(v), '  '",
    "9223372036854775794, ''"
  })
  void missingRecoveredAndMeantNullsAreNoWrongType(String expression, String cell)
      throws IOException {
    Row row = telemetry("power_w", expression, cell);
    assertThat(row.<Byte>getAs("cell_fault")).isEqualTo(CellFault.NONE);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "+Inf"})
  void nonFiniteNumbersHaveTheirOwnReason(String cell) throws IOException {
    for (String column : List.of("power_w", "energy_mj")) {
      Row row = telemetry(column, "v", cell);
      assertThat(row.<Byte>getAs("cell_fault")).isEqualTo(CellFault.nonFinite(ordinal(column)));
      assertThat(row.<Object>getAs(column)).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775794", "9.223372036854775794E18", "9223372036854775807"})
  void aBlankOfTheMeterIsMissing(String cell) throws IOException {
    Row row = telemetry("energy_mj", "v", cell);
    assertThat(row.<Long>getAs("energy_mj")).isNull();
    assertThat(row.<Byte>getAs("cell_fault")).isEqualTo(CellFault.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch_ns(v), 1784445422790538978, 2026-07-19T07:17:02.790538Z",
    "epoch_us(v), 1784445422790538, 2026-07-19T07:17:02.790538Z",
    "epoch_ms(v), 1784445422790.538978, 2026-07-19T07:17:02.790538Z",
    "epoch_ms(v), 1784445422790, 2026-07-19T07:17:02.790Z",
    "epoch_s(v), 1711725415.3902545, 2024-03-29T15:16:55.390254Z",
    "epoch_s(v), 1711725415.9999999, 2024-03-29T15:16:55.999999Z",
    "epoch_s(v), 1.7117254153902545E9, 2024-03-29T15:16:55.390254Z",
    "epoch_ns(v), -1, 1969-12-31T23:59:59.999999Z",
    "v, 2023-11-16 18:17:03.9799609, 2023-11-16T18:17:03.979960Z",
    "v, 2023-11-16T18:17:03.123456789, 2023-11-16T18:17:03.123456Z",
    "v, 2023/11/16 18:17:03.123, 2023-11-16T18:17:03.123Z",
    "v, 2023-11-16T18:17:03+02:00, 2023-11-16T16:17:03Z",
    "v, 2023-11-16 18:17:03 Europe/Berlin, 2023-11-16T17:17:03Z",
    "'to_timestamp(v, ''dd.MM.yyyy HH:mm'')', 16.11.2023 18:17, 2023-11-16T18:17:00Z"
  })
  void timesAreExactToTheMicrosecond(String expression, String cell, Instant expected)
      throws IOException {
    Row row = telemetry("sampled_at", expression, cell);
    assertThat(row.<Timestamp>getAs("sampled_at").toInstant()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Berlin is one hour ahead in winter, two in summer; the change was on 2024-03-31 at 01:00 UTC.
    "Europe/Berlin, v, 2024-03-31 01:59:59, 2024-03-31T00:59:59Z",
    "Europe/Berlin, v, 2024-03-31 03:00:00, 2024-03-31T01:00:00Z",
    "Europe/Berlin, v, 2024-07-01 12:00:00Z, 2024-07-01T12:00:00Z",
    "Europe/Berlin, CAST(v AS TIMESTAMP_NTZ), 2024-07-01 12:00:00, 2024-07-01T10:00:00Z",
    "-04:00, v, 2024-07-01 12:00:00, 2024-07-01T16:00:00Z",
    "-04:00, 'to_timestamp(v, ''dd.MM.yyyy HH:mm'')', 01.07.2024 12:00, 2024-07-01T16:00:00Z",
    "-04:00, epoch_s(v), 0, 1970-01-01T00:00:00Z"
  })
  void localTimesAreReadInTheZoneOfTheSource(
      String zone, String expression, String cell, Instant expected) throws IOException {
    Row row = rows(telemetrySource("sampled_at", expression, cell).zone(zone)).first();
    assertThat(row.<Timestamp>getAs("sampled_at").toInstant()).isEqualTo(expected);
  }

  @Test
  void aClockThatRunsAheadIsSetBack() throws IOException {
    Row row =
        rows(telemetrySource("sampled_at", "v", "2024-07-01 12:00:00")
                .offset(Duration.ofMillis(1500)))
            .first();
    assertThat(row.<Timestamp>getAs("sampled_at").toInstant())
        .isEqualTo(Instant.parse("2024-07-01T11:59:58.500Z"));
  }

  @Test
  void csvQuirksAreReadAsTheyAreMeant() throws IOException {
    // BOM, CRLF, doubled quotes, a line break inside a cell, no newline at the end.
    Path file =
        write(
            "log.csv",
            "\ufeffid,start,model,note\r\n"
                + "r1,2026-03-01 10:00:00,\"a \"\"b\"\", c\",\"two\r\nlines\"\r\n"
                + "r2,2026-03-01 10:00:01,m,x");
    List<Row> rows =
        rows(TestSource.requests("csv", file).option("multiLine", "true").column("status", "note"))
            .orderBy("request_id")
            .collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).<String>getAs("model_id")).isEqualTo("a \"b\", c");
    assertThat(rows.get(0).<String>getAs("status")).contains("two").contains("lines");
    assertThat(rows.get(1).<String>getAs("status")).isEqualTo("x");
  }

  @Test
  void recordsThatDoNotParseAreMarkedAndTheirTextIsGone() throws IOException {
    Path csv =
        write("log.csv", CSV + "r3,2026-03-01 10:00:00,m\nr4,2026-03-01 10:00:00,m,1,2\nr5,2026");
    Path json = write("log.jsonl", JSON + "{\"id\":\"r3\",\"start\":\"2026-03-0\nnonsense\n");
    assertThat(malformed(TestSource.requests("csv", csv))).isEqualTo(3);
    assertThat(malformed(TestSource.requests("json", json))).isEqualTo(2);
    assertThat(rows(TestSource.requests("json", json)).columns())
        .doesNotContain(RawRecords.MALFORMED_TEXT);
  }

  private long malformed(TestSource source) {
    return rows(source).collectAsList().stream()
        .filter(row -> row.<String>getAs("malformed_digest") != null)
        .count();
  }

  @Test
  void whereThatIsNotTrueDropsTheRow() throws IOException {
    Path file = write("log.csv", CSV);
    Dataset<Row> rows =
        rows(TestSource.requests("csv", file).where("id <> 'r1' AND CAST(tokens AS DOUBLE) > 0"));
    assertThat(rows.where("is_kept").count()).isEqualTo(1);
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  void everyProblemOfAMappingIsNamed() throws IOException {
    Path file = write("log.csv", CSV);
    assertThatThrownBy(
            () ->
                rows(
                    TestSource.requests("csv", file)
                        .unmapped("model_id")
                        .column("colour", "id")
                        .column("team_id", "lower(")
                        .column("status", "watts(id, start)")))
        .isInstanceOf(MappingInvalid.class)
        .hasMessageContaining("model_id is not mapped")
        .hasMessageContaining("unknown canonical column colour")
        .hasMessageContaining("team_id = \"lower(\"")
        .hasMessageContaining("watts takes one argument");
    assertThatThrownBy(
            () ->
                rows(
                    TestSource.requests("csv", file)
                        .column("started_at", "CAST(tokens AS BIGINT)")
                        .column("status", "no_such_function(id)")
                        .column("team_id", "max(id)")
                        .column("workflow_id", "uuid()")
                        .column("operation", "current_timestamp()")))
        .isInstanceOf(MappingInvalid.class)
        .hasMessageContaining("epoch_s")
        .hasMessageContaining("no_such_function")
        .hasMessageContaining("team_id")
        .hasMessageContaining("workflow_id")
        .hasMessageContaining("operation");
  }

  @Test
  void aFileWithoutAMappedColumnIsNamed() throws IOException {
    write("a.csv", CSV);
    write("b.csv", "id,start,tokens\nr9,2026-03-01 10:00:00,1\n");
    assertThatThrownBy(() -> rows(TestSource.requests("csv", folder.resolve("*.csv"))))
        .isInstanceOf(InputUnreadable.class)
        .hasMessageContaining("b.csv")
        .hasMessageContaining("model");
  }

  @Test
  void filesWithOtherColumnOrdersAreReadByName() throws IOException {
    write("a.csv", CSV);
    write("b.csv", "model,tokens,start,id\nm,5,2026-03-01 10:00:00,r9\n");
    assertThat(
            rows(TestSource.requests("csv", folder.resolve("*.csv"))).collectAsList().stream()
                .map(row -> row.<String>getAs("request_id")))
        .containsExactlyInAnyOrder("r1", "r2", "r9");
  }

  private Row telemetry(String column, String expression, String cell) throws IOException {
    return rows(telemetrySource(column, expression, cell)).first();
  }

  private TestSource telemetrySource(String column, String expression, String cell)
      throws IOException {
    Path file = write("m.csv", "device,at,v\ngpu-0,2026-03-01 00:00:00,\"%s\"\n".formatted(cell));
    return TestSource.telemetry("csv", file).column("power_w", "'1'").column(column, expression);
  }

  private Dataset<Row> rows(TestSource source) {
    return SourceRows.of(
            spark,
            source.config(),
            InputFiles.of(source.config(), DAY, spark.sparkContext().hadoopConfiguration()))
        .orElseThrow();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static byte[] compressed(String text, String name) throws IOException {
    byte[] plain = text.getBytes(UTF_8);
    if (name.endsWith(".zst")) {
      return Zstd.compress(plain);
    }
    if (!name.endsWith(".gz")) {
      return plain;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
