package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFingerprintTest {

  private static final InputFile LOG = new InputFile("gateway", "logs/a.jsonl", 10, "00000001");
  private static final InputFile METER = new InputFile("dcgm", "power/a.csv", 20, "00000002");

  @TempDir private Path directory;

  @Test
  void theOrderOfTheFilesDoesNotMatter() {
    assertThat(of(List.of(LOG, METER))).isEqualTo(of(List.of(METER, LOG)));
  }

  @Test
  void everyPartCounts() {
    String original = of(List.of(LOG));

    assertThat(of(List.of(new InputFile("other", LOG.path(), 10, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputFile("gateway", "logs/b.jsonl", 10, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputFile("gateway", LOG.path(), 11, "00000001"))))
        .isNotEqualTo(original);
    assertThat(of(List.of(new InputFile("gateway", LOG.path(), 10, "00000003"))))
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
    Path check = Files.writeString(directory.resolve("check"), "123456789");
    Path empty = Files.createFile(directory.resolve("empty"));

    // The published check value of CRC-32C for the digits 1 to 9.
    assertThat(InputFile.readAll("s", List.of(empty, check)))
        .containsExactly(
            new InputFile("s", check.toString(), 9, "e3069283"),
            new InputFile("s", empty.toString(), 0, "00000000"));
  }

  @Test
  void aFileThatCannotBeReadIsAnInputFailure() {
    Path absent = directory.resolve("absent.jsonl");

    assertThatThrownBy(() -> InputFile.readAll("gateway", List.of(absent)))
        .isInstanceOfSatisfying(
            RunFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT))
        .hasMessageContaining("absent.jsonl of source gateway");
  }

  private static String of(List<InputFile> inputs) {
    return InputFingerprint.of(inputs, "slot = 1s", "2026-11-01", "1");
  }
}
