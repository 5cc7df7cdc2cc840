package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.RefusedRecords;

/**
 * Meters, placements and training jobs whose mapping only names columns: read without expressions,
 * and never otherwise than expressions read them. A condition has to be asked of each row, so a
 * mapping with one goes through expressions.
 */
class PlainCellsTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));
  private static final String NOON = "2026-03-01T12:00:00Z";

  /** Amounts as logs write them, then what is none. */
  private static final List<String> AMOUNTS =
      List.of(
          "7",
          "0",
          "-0",
          "-3.5",
          "0.1",
          "123.456",
          "99999999.9999999",
          "1e3",
          "1E-3",
          "+5",
          "5.",
          ".5",
          "007",
          "1.0d",
          "2f",
          "1_000",
          "123456789012345",
          "1234567890123456",
          "0.30000000000000004",
          "9007199254740993",
          "1.7976931348623157e308",
          "1e400",
          "-1e400",
          "4.9e-324",
          "1e-400",
          "NaN",
          "Infinity",
          "-Infinity",
          "inf",
          "1,5",
          "12 W",
          "--1",
          "1.2.3",
          "-",
          "",
          ".",
          "-.",
          "abc",
          "null",
          "N/A",
          "[Not Supported]",
          "9223372036854775794",
          "922337203685477579",
          "9.223372036854775794E18",
          "9.2233720368547718",
          "140737488355328",
          "140737488355327.9",
          "1.0000001",
          "１２");

  private static final List<String> NAMES =
      List.of(
          "gpu-0",
          "(idle)",
          " spaced name ",
          "92233720368547757 name",
          "9.22337203685477 of 18",
          "null",
          "-",
          "training");

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void cellsOfTextMeanWhatTheyMeanToExpressions() throws IOException {
    List<String> csv = new ArrayList<>(List.of("device,at,w,mj,u,unit"));
    List<String> json = new ArrayList<>();
    List<String> jobs = new ArrayList<>(List.of("job,start,end,hours,watts,wh,n"));
    for (String amount : AMOUNTS) {
      String cell = "\"" + amount + "\"";
      csv.add("d,%s,%s,1,0.5,u".formatted(NOON, cell));
      csv.add("d,%s,1,%s,0.5,u".formatted(NOON, cell));
      csv.add("d,%s,1,1,%s,u".formatted(NOON, cell));
      json.add(sample("d", cell, cell, "\"u\""));
      jobs.add("j,%s,,%s,1,1,1".formatted(NOON, cell));
      jobs.add("j,%s,%s,1,1,%s,%s".formatted(NOON, NOON, cell, cell));
    }
    for (String name : NAMES) {
      csv.add("\"%s\",%s,1,1,0.5,\"%s\"".formatted(name, NOON, name));
      json.add(sample(name, "1", "1", "\"" + name + "\""));
    }
    csv.addAll(List.of("", "short", "d," + NOON + ",1,1,1,u,more", "\"open,quote", "x\"y,z"));
    json.addAll(List.of("{\"device\":", "[]", "17"));
    write("meter.csv", csv);
    write("meter.jsonl", json);
    write("jobs.csv", jobs);
    write(
        "placed.csv",
        List.of(
            "device,unit,from,to",
            "a,(u),2026-03-01T00:00:00Z,",
            "b,u,,2026-02-28T22:59:59Z",
            "c,u,2026-03-02T01:00:00Z,",
            ",u,,",
            "e,u,2026-03-01T02:00:00Z,2026-03-01T01:00:00Z",
            "f,u,soon,"));

    assertBothWaysAgree(
        meter("csv", "meter.csv").named("csv").option("header", "true"),
        meter("json", "meter.jsonl").named("json").offset(Duration.ofMillis(1500)),
        TestSource.training("csv", folder.resolve("jobs.csv"))
            .named("jobs")
            .column("ended_at", "end")
            .column("device_time_h", "hours")
            .column("power_w", "watts")
            .column("energy_wh", "wh")
            .column("devices", "n"),
        TestSource.placements("csv", folder.resolve("placed.csv"))
            .named("placed")
            .column("unit_id", "unit")
            .column("valid_from", "from")
            .column("valid_to", "to"));
  }

  @Test
  void typedCellsMeanWhatTheyMeanToExpressions() {
    StructType schema =
        new StructType()
            .add("device", DataTypes.StringType)
            .add("at", DataTypes.TimestampType)
            .add("w", DataTypes.DoubleType)
            .add("mj", DataTypes.LongType)
            .add("u", DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (Double amount :
        Arrays.asList(
            1.5,
            -0.0,
            -1.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0x1p47,
            9.3e18,
            null)) {
      rows.add(typed(amount, 7L, 0.5));
      rows.add(typed(300.0, 7L, amount));
      rows.add(typed(amount, null, null));
    }
    for (Long counter : Arrays.asList(0L, -1L, Long.MAX_VALUE, 9_223_372_036_854_775_794L, null)) {
      rows.add(typed(null, counter, null));
    }
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path("meter.parquet"));

    assertBothWaysAgree(meter("parquet", "meter.parquet/*.parquet").unmapped("unit_id"));
  }

  private static Row typed(Double watts, Long millijoules, Double ratio) {
    return RowFactory.create(
        "d", java.sql.Timestamp.from(java.time.Instant.parse(NOON)), watts, millijoules, ratio);
  }

  private static String sample(String device, String watts, String millijoules, String unit) {
    return "{\"device\":\"%s\",\"at\":\"%s\",\"w\":%s,\"mj\":%s,\"u\":0.25,\"unit\":%s}"
        .formatted(device, NOON, watts, millijoules, unit);
  }

  private TestSource meter(String format, String file) {
    return TestSource.telemetry(format, folder.resolve(file))
        .column("power_w", "w")
        .column("energy_mj", "mj")
        .column("utilization_ratio", "u")
        .column("unit_id", "unit");
  }

  private void assertBothWaysAgree(TestSource... sources) {
    Ingested plain = ingest("plain", sources);
    for (TestSource source : sources) {
      source.where("true");
    }
    Ingested expressions = ingest("expressions", sources);

    assertThat(contents(plain.telemetry().rows()))
        .isEqualTo(contents(expressions.telemetry().rows()));
    assertThat(plain.telemetry().rows().count()).isPositive();
    assertThat(texts(plain.placements())).isEqualTo(texts(expressions.placements()));
    assertThat(texts(plain.training())).isEqualTo(texts(expressions.training()));
    assertThat(texts(RefusedRecords.of(plain)))
        .isEqualTo(texts(RefusedRecords.of(expressions)))
        .isNotEmpty();
    assertThat(plain.counts()).isEqualTo(expressions.counts());
  }

  private Ingested ingest(String scratch, TestSource... sources) {
    List<SourceConfig> configs = Stream.of(sources).map(TestSource::config).toList();
    return new Ingestion(spark, path(scratch), PrivacyConfig.NONE).ingest(configs, WINDOW);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, List<String> lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static List<String> contents(Dataset<Row> rows) {
    return texts(rows.collectAsList());
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(row -> row.mkString("|")).sorted().toList();
  }
}
