package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.RefusedRecords;

/**
 * CSV under the usual options, whose lines are cut, and the same file under an option that says
 * nothing new, which leaves it to Spark's reader: samples, refusals, positions and counts are the
 * same, however the file is cut into tasks.
 */
class CsvLinesTest {

  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "power.csv, LF, comma, false",
    "power.csv, CRLF, semicolon, true",
    "power.csv.gz, LF, comma, false"
  })
  void linesAreReadAsSparkReadsThem(
      String name, String lineEnd, String separatorName, boolean hasMark) throws IOException {
    String end = lineEnd.equals("LF") ? "\n" : "\r\n";
    String separator = separatorName.equals("comma") ? "," : ";";
    Path file = folder.resolve(name);
    write(file, (hasMark ? "\uFEFF" : "") + String.join(end, lines(separator)) + end);
    SparkSession small = spark.newSession();
    small.conf().set("spark.sql.files.maxPartitionBytes", "5000");
    small.conf().set("spark.sql.files.openCostInBytes", "1");

    Ingested cut = ingest(small, "cut", source(file, separator));
    Ingested parsed = ingest(small, "parsed", source(file, separator).option("quote", "\""));

    assertThat(cut.counts()).isEqualTo(parsed.counts());
    assertThat(texts(cut.telemetry().rows().collectAsList()))
        .isEqualTo(texts(parsed.telemetry().rows().collectAsList()))
        .hasSizeGreaterThan(800);
    assertThat(texts(RefusedRecords.of(cut)))
        .isEqualTo(texts(RefusedRecords.of(parsed)))
        .hasSizeGreaterThan(50);
  }

  /** Of a thousand samples every tenth is odd in some way. */
  private static List<String> lines(String separator) {
    Random random = new Random(4);
    List<String> odd =
        List.of(
            "",
            "   ",
            "\"gpu-%d\",2026-03-01T12:00:00Z,10",
            "gpu-%d,2026-03-01T12:00:00Z",
            "gpu-%d,2026-03-01T12:00:00Z,10,more",
            "gpu-%d,2026-03-01T12:00:00Z,\"1\"\"0\"",
            "gpu-%d,\"2026-03-01T12:00:00Z,10",
            "  gpü-%d , 2026-03-01T12:00:00Z ,\t10 ",
            ",2026-03-01T12:00:00Z,10",
            "gpu-%d,noon,ten",
            "# gpu-%d,2026-03-01T12:00:00Z,10");
    List<String> lines = new ArrayList<>(List.of("device,at,w".replace(",", separator)));
    for (int i = 0; i < 1000; i++) {
      String line =
          i % 10 == 0
              ? odd.get(random.nextInt(odd.size()))
              : "gpu-%d,2026-03-01T12:%02d:%02dZ,%d.5".formatted(i, i % 60, i % 59, i);
      lines.add(line.replace("%d", Integer.toString(i)).replace(",", separator));
    }
    return lines;
  }

  private static TestSource source(Path file, String separator) {
    return TestSource.telemetry("csv", file).column("power_w", "w").option("sep", separator);
  }

  private Ingested ingest(SparkSession session, String scratch, TestSource source)
      throws IOException {
    Path log = folder.resolve("2026-03-01.jsonl");
    Files.writeString(log, "{\"id\":\"r\",\"start\":\"2026-03-01T10:00:00Z\",\"model\":\"m\"}\n");
    return new Ingestion(session, folder.resolve(scratch).toUri().toString(), PrivacyConfig.NONE)
        .ingest(
            List.of(TestSource.requests("json", log).config(), source.named("meter").config()),
            WINDOW);
  }

  private static void write(Path file, String text) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }
}
