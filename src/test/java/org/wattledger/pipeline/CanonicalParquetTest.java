package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.RefusedRecords;

/** Request logs whose columns are canonical already: read in batches of columns, not as rows. */
class CanonicalParquetTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String[] PARITY = {
    "request_id",
    "started_at",
    "ended_at",
    "first_token_at",
    "model_id",
    "team_id",
    "user_key",
    "workflow_id",
    "site_id",
    "operation",
    "status",
    "prompt_tokens",
    "cached_prompt_tokens",
    "output_tokens",
    "id_hash",
    "source",
    "file",
    "start_hour"
  };

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;
  private int scratches;

  @Test
  void cellsMeanWhatTheyMeanInAnyOtherFormat() throws Exception {
    write(
        row("r1", at(10), at(11), null, "m", "(idle)", "u-17", " w ", "-", "training", "ok", 7L),
        row("N/A", at(10), null, null, "m", null, null, null, null, null, null, 7L),
        row(" r2 ", at(10), null, null, " m", "[N/A]", " u-17 ", "", "s", "chat", null, null));

    Ingested ingested = ingest(canonical());

    List<Row> rows = accepted(ingested).orderBy("request_id").collectAsList();
    assertThat(rows).extracting(row -> row.<String>getAs("request_id")).containsExactly("r1", "r2");
    assertThat(rows.get(0).<String>getAs("team_id")).isEqualTo("_(idle)");
    assertThat(rows.get(0).<String>getAs("operation")).isEqualTo("_training");
    assertThat(rows.get(0).<String>getAs("workflow_id")).isEqualTo("w");
    assertThat(rows.get(0).<Object>getAs("site_id")).isNull();
    assertThat(rows.get(1).<String>getAs("model_id")).isEqualTo("m");
    assertThat(rows.get(1).<Object>getAs("team_id")).isNull();
    assertThat(rows.get(1).<Object>getAs("output_tokens")).isNull();
    assertThat(rows).allMatch(row -> row.<String>getAs("user_key").equals(hmac("u-17")));
    assertThat(reasons(ingested)).containsExactly("2 MISSING_FIELD");
  }

  @Test
  void theFirstFaultIsNamedAndItsDigestTakenFromTheCanonicalValues() throws Exception {
    write(
        row(null, at(10), at(9), null, "m", null, null, null, null, null, null, -1L),
        row("negative", at(10), at(9), null, "m", null, "u", null, null, null, null, -1L),
        row("back", at(10), at(9), null, "m", "t", "u", null, null, null, null, 1L),
        row("no time", null, at(10), null, "m", null, null, null, null, null, null, 1L),
        row("yesterday", at(-3), at(-2), null, null, null, null, null, null, null, null, -1L),
        row("across", at(-3), at(1), null, "m", null, null, null, null, null, null, 1L),
        row("tomorrow", at(24), null, null, "m", null, null, null, null, null, null, 1L));

    Ingested ingested = ingest(canonical());

    assertThat(accepted(ingested).collectAsList())
        .extracting(row -> row.<String>getAs("request_id"))
        .containsExactly("across");
    assertThat(reasons(ingested))
        .containsExactly("1 MISSING_FIELD", "2 NEGATIVE", "3 END_BEFORE_START", "4 MISSING_FIELD");
    // Field by field, absent ones as NUL, without the user.
    String none = "\u0000";
    String values =
        String.join(
            "\u001f",
            "back",
            "2026-03-01 10:00:00",
            "2026-03-01 09:00:00",
            none,
            "m",
            "t",
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            "1");
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(values.getBytes(UTF_8));
    assertThat(refusedAt(ingested, 3).getString(4))
        .isEqualTo(HexFormat.of().formatHex(sha).substring(0, 16));
    assertThat(ingested.counts())
        .containsExactly(
            new SourceCount(
                ingested.counts().get(0).kind(), "log", "day.parquet", 7, 1, 4, 0, 0, 2));
  }

  @Test
  void columnsAndExpressionsYieldTheSame() {
    Random random = new Random(7);
    Row[] rows = new Row[3_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = randomRow(random, i);
    }
    write(rows);

    Ingested columns = ingest(canonical());
    // A condition has to be asked of each row, so this mapping goes through expressions.
    Ingested expressions = ingest(canonical().where("true"));

    assertThat(contents(accepted(columns).select(PARITY[0], rest(PARITY))))
        .isEqualTo(contents(accepted(expressions).select(PARITY[0], rest(PARITY))))
        .hasSizeGreaterThan(500);
    assertThat(texts(RefusedRecords.of(columns)))
        .isEqualTo(texts(RefusedRecords.of(expressions)))
        .hasSizeGreaterThan(500);
    assertThat(columns.counts()).isEqualTo(expressions.counts());
    assertThat(columns.repeatedIdHashes()).isEqualTo(expressions.repeatedIdHashes()).isNotEmpty();
  }

  @Test
  void manyDifferentTextsAreKeptAsTheyAre() {
    // More than a column numbers; the last ones come after it has given up.
    int count = 70_000;
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] =
          row(
              "r" + i,
              at(i % 24),
              null,
              null,
              "m",
              "t" + i % 3,
              "u" + i,
              "w" + i,
              null,
              null,
              null,
              1L);
    }
    write(rows);

    Dataset<Row> accepted = accepted(ingest(canonical()));

    assertThat(accepted.count()).isEqualTo(count);
    assertThat(accepted.where("workflow_id = 'w' || substring(request_id, 2)").count())
        .isEqualTo(count);
    assertThat(accepted.select("user_key").distinct().count()).isEqualTo(count);
    assertThat(accepted.where("start_hour = 0").count()).isEqualTo(count);
    assertThat(accepted.where("request_id = 'r69999'").first().<String>getAs("user_key"))
        .isEqualTo(hmac("u69999"));
  }

  private static Row randomRow(Random random, int number) {
    Supplier<String> text =
        () ->
            switch (random.nextInt(9)) {
              case 0 -> null;
              case 1 -> "-";
              case 2 -> "[Not Supported]";
              case 3 -> " ";
              case 4 -> "(none)";
              case 5 -> "training";
              case 6 -> " déjà vu, at some length ";
              case 7 -> "null";
              default -> "name " + random.nextInt(5);
            };
    Supplier<Instant> time =
        () ->
            random.nextInt(8) == 0
                ? null
                : at(random.nextInt(30) - 3).plusNanos(1_000L * random.nextInt(1_000_000));
    return row(
        random.nextInt(10) == 0 ? text.get() : "r" + number / (1 + random.nextInt(2)),
        time.get(),
        time.get(),
        time.get(),
        random.nextInt(6) == 0 ? text.get() : "m" + random.nextInt(3),
        text.get(),
        text.get(),
        text.get(),
        text.get(),
        text.get(),
        text.get(),
        random.nextInt(9) == 0 ? null : (Long) (long) (random.nextInt(60) - 1));
  }

  private static Row row(
      String id,
      Instant start,
      Instant end,
      Instant first,
      String model,
      String team,
      String user,
      String workflow,
      String site,
      String operation,
      String status,
      Long output) {
    return RowFactory.create(
        id, start, end, first, model, team, user, workflow, null, site, null, null, null, operation,
        status, null, null, output);
  }

  private static Instant at(int hour) {
    return WINDOW.start().plus(Duration.ofHours(hour));
  }

  private void write(Row... rows) {
    StructType schema = new StructType();
    for (Field field : CanonicalTables.REQUESTS.fields()) {
      schema = schema.add(field.name(), field.type());
    }
    SparkSession writing = spark.newSession();
    writing.conf().set("spark.sql.datetime.java8API.enabled", "true");
    writing.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    Dataset<Row> table = writing.createDataFrame(Arrays.asList(rows), schema);
    Path unfinished = folder.resolve("unfinished");
    table.coalesce(1).write().mode("overwrite").parquet(unfinished.toString());
    for (java.io.File file : unfinished.toFile().listFiles()) {
      if (file.getName().endsWith(".parquet")) {
        assertThat(file.renameTo(folder.resolve("day.parquet").toFile())).isTrue();
      }
    }
  }

  private TestSource canonical() {
    TestSource source = TestSource.requests("parquet", folder.resolve("*.parquet"));
    for (String column : CanonicalTables.REQUESTS.columnNames()) {
      source.column(column, column);
    }
    return source;
  }

  private Ingested ingest(TestSource source) {
    scratches++;
    String scratch = folder.resolve("scratch" + scratches).toString();
    return new Ingestion(spark, scratch, PrivacyConfig.withKey(KEY))
        .ingest(List.of(source.config()), WINDOW);
  }

  private Dataset<Row> accepted(Ingested ingested) {
    return spark.read().parquet(ingested.requestsDir());
  }

  private static List<String> reasons(Ingested ingested) {
    return RefusedRecords.of(ingested).stream()
        .map(row -> row.getLong(2) + " " + row.getString(3))
        .toList();
  }

  private static List<String> contents(Dataset<Row> rows) {
    return texts(rows.collectAsList());
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  private static Row refusedAt(Ingested ingested, long position) {
    return RefusedRecords.of(ingested).stream()
        .filter(row -> row.getLong(2) == position)
        .findFirst()
        .orElseThrow();
  }

  private static String[] rest(String[] names) {
    return Arrays.copyOfRange(names, 1, names.length);
  }

  private static String hmac(String user) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(user.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
