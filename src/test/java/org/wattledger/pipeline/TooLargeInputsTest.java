package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.util.ReflectionUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.ingest.Ingestion;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.LocalSpark;
import org.wattledger.sources.TestSource;
import org.wattledger.sources.ZstdCodec;
import org.wattledger.staging.StagingWindow;
import org.wattledger.testing.Threat;

/** Small files that would fill memory or disk when they are read stop the day by name. */
class TooLargeInputsTest {
  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 29), Duration.ofHours(1));

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  /** Four million blanks, in lines of a hundred, are a few kB: a ratio of some hundred. */
  @ParameterizedTest
  @CsvSource({"json, log.jsonl.gz", "csv, log.csv.gz", "csv, log.csv.bz2", "json, log.jsonl.zst"})
  @Threat("S17")
  void aFileThatExpandsFarBeyondItsSizeStopsTheDay(String format, String name) throws IOException {
    Path file = write(name, "id,start,model\n", " ".repeat(99) + "\n", 40_000);
    assertThat(Files.size(file)).isLessThan(4_000_000 / 250);

    assertStops(source(format, file).option("maxExpandedBytes", "1000000"), name, "expands to");
  }

  @ParameterizedTest
  @CsvSource({"json, log.jsonl.gz", "csv, log.csv.gz", "csv, log.csv.bz2", "json, log.jsonl.zst"})
  @Threat("S17")
  void aCompressedLineLongerThanTheBoundStopsTheDay(String format, String name) throws IOException {
    String digits =
        new Random(7).ints(100_000, 0, 10).mapToObj(Integer::toString).collect(joining());
    Path file = write(name, "id,start,model\n", digits, 4);

    assertStops(source(format, file).option("maxLineBytes", "200000"), name, "longer than 200000");
  }

  @Test
  @Threat("S17")
  void aLineOfAPlainFileIsMeasuredWhereItsChecksumIsTaken() throws IOException {
    Path file = Files.writeString(folder.resolve("log.csv"), "id\n" + "x".repeat(3_000_000));
    InputFile input = new InputFile(file.toString(), "log.csv", 3_000_003, Instant.EPOCH, true);
    TestSource source = source("csv", file);
    Configuration hadoop = new Configuration();

    assertThat(InputChecksum.ofAll(source.config(), List.of(input), hadoop)).hasSize(1);
    assertThatThrownBy(
            () ->
                InputChecksum.ofAll(
                    source.option("maxLineBytes", "2000000").config(), List.of(input), hadoop))
        .isInstanceOf(InputUnreadable.class)
        .hasMessageContaining("log.csv: the line from byte 3 on");
  }

  private TestSource source(String format, Path file) {
    return TestSource.requests(format, file);
  }

  private void assertStops(TestSource source, String file, String limit) {
    Ingestion ingestion =
        new Ingestion(spark, folder.resolve("scratch").toString(), PrivacyConfig.NONE);

    Throwable failure = catchThrowable(() -> ingestion.ingest(List.of(source.config()), WINDOW));

    assertThat(failure).hasMessageContaining(file).hasMessageContaining(limit);
    assertThat(RunFailure.of((Exception) failure).exitCode()).isEqualTo(ExitCode.INPUT);
  }

  private Path write(String name, String head, String repeated, int times) throws IOException {
    Path file = folder.resolve(name);
    Class<? extends CompressionCodec> codec =
        name.endsWith("gz")
            ? GzipCodec.class
            : name.endsWith("bz2") ? BZip2Codec.class : ZstdCodec.class;
    try (OutputStream out =
        ReflectionUtils.newInstance(codec, new Configuration())
            .createOutputStream(Files.newOutputStream(file))) {
      out.write(head.getBytes(UTF_8));
      out.write(repeated.repeat(times).getBytes(UTF_8));
    }
    return file;
  }
}
