package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Inspection.Finding;
import org.wattledger.publication.DurableFiles;
import org.wattledger.testing.Fault;

class InspectionTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @TempDir private Path directory;

  @BeforeEach
  void aDayOfLogs() throws IOException {
    DurableFiles.write(directory.resolve("logs/2026-11-21/a.jsonl"), "{}\n");
    DurableFiles.write(directory.resolve("logs/2026-11-21/b.jsonl"), "{}\n");
  }

  @Test
  void everythingInOrderIsToldSourceBySource() throws IOException {
    List<Finding> findings = Inspection.of(config("warehouse=" + directory + "/w"), DAY);

    assertThat(findings).allMatch(finding -> finding.exitCode() == ExitCode.OK);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly(
            "configuration", "reference tables", "scenarios", "source gateway", "warehouse");
    assertThat(findings.get(3).message()).isEqualTo("2 files, 6 bytes for 2026-11-21");
    assertThat(directory.resolve("w")).doesNotExist();
  }

  @Test
  void aDayWithoutFilesAndAnUnknownReferenceVersionAreToldTogether() throws IOException {
    WattledgerConfig config = config("warehouse=" + directory, "reference.grid=1999-01-01");

    List<Finding> findings = Inspection.of(config, DAY.plusDays(7));

    assertThat(findings)
        .extracting(Finding::exitCode)
        .containsExactly(ExitCode.OK, ExitCode.USAGE, ExitCode.INPUT, ExitCode.OK);
    assertThat(findings.get(1).line()).contains("1999-01-01").doesNotContain("\n");
  }

  @Test
  @Fault("F44")
  void aWarehouseThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(Inspection.of(config("warehouse=" + file), DAY))
        .last()
        .extracting(Finding::exitCode)
        .isEqualTo(ExitCode.STORAGE);
  }

  private WattledgerConfig config(String... sets) throws IOException {
    Path file = directory.resolve("test.conf");
    DurableFiles.write(
        file,
        """
        wattledger.sources.requests = [{
          name = gateway, format = json, path = "%s/logs/{date}/*.jsonl"
          columns { request_id = id, started_at = "to_timestamp(t)", model_id = m }
        }]
        """
            .formatted(directory));
    return ConfigReader.read(Optional.of(file), List.of(sets), Map.of());
  }
}
