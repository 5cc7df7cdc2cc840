package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.TestSource;

class InputFingerprintTest {

  private static final InputChecksum LOG =
      new InputChecksum("gateway", "logs/a.jsonl", 10, "00000001");
  private static final InputChecksum METER =
      new InputChecksum("dcgm", "power/a.csv", 20, "00000002");

  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path directory;

  @Test
  void theOrderOfTheFilesDoesNotMatter() {
    assertThat(of(List.of(LOG, METER))).isEqualTo(of(List.of(METER, LOG)));
  }

  @Test
  void everyPartCounts() {
    String original = of(List.of(LOG));

    assertThat(of(List.of(new InputChecksum("other", LOG.path(), 10, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputChecksum("gateway", "logs/b.jsonl", 10, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputChecksum("gateway", LOG.path(), 11, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputChecksum("gateway", LOG.path(), 10, "00000003"))))
        .isNotEqualTo(original);
    assertThat(InputFingerprint.of(List.of(LOG), "slot = 2s", "2026-11-01", "1"))
        .isNotEqualTo(original);
    assertThat(InputFingerprint.of(List.of(LOG), "slot = 1s", "2026-12-01", "1"))
        .isNotEqualTo(original);
    assertThat(InputFingerprint.of(List.of(LOG), "slot = 1s", "2026-11-01", "2"))
        .isNotEqualTo(original);
  }

  @Test
  void aFileIsKnownByItsContent() throws IOException {
    Files.writeString(directory.resolve("check"), "123456789");
    Files.createFile(directory.resolve("empty"));

    // The published check value of CRC-32C for the digits 1 to 9.
    assertThat(InputChecksum.ofAll(source("s"), List.of(input("empty"), input("check")), HADOOP))
        .containsExactly(
            new InputChecksum("s", "check", 9, "e3069283"),
            new InputChecksum("s", "empty", 0, "00000000"));
  }

  @Test
  void aFileThatCannotBeReadIsAnInputFailure() {
    List<InputFile> absent = List.of(input("absent.jsonl"));

    assertThatThrownBy(() -> InputChecksum.ofAll(source("gateway"), absent, HADOOP))
        .isInstanceOfSatisfying(
            RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("absent.jsonl of source gateway");
  }

  private static SourceConfig source(String name) {
    return TestSource.requests("json", Path.of("log.jsonl")).named(name).config();
  }

  private InputFile input(String name) {
    return new InputFile(directory.resolve(name).toString(), name, 0, Instant.EPOCH, true);
  }

  private static String of(List<InputChecksum> inputs) {
    return InputFingerprint.of(inputs, "slot = 1s", "2026-11-01", "1");
  }
}
