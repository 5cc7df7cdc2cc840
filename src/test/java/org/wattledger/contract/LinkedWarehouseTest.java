package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.publication.DurableFiles;
import org.wattledger.testing.Threat;

class LinkedWarehouseTest {

  @TempDir Path elsewhere;

  @Test
  @Threat("S10")
  void aRunEndsWith9BeforeItWritesThroughALink() throws IOException {
    Path warehouse = Nights.warehouse("linked");
    Files.createSymbolicLink(warehouse.resolve("_runs"), elsewhere);

    RunFailure refused =
        catchThrowableOfType(
            RunFailure.class,
            () ->
                Nights.run(
                    Nights.config(Path.of("conf/sample.conf"), warehouse),
                    LocalDate.of(2026, 11, 21)));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.SECURITY);
    assertThat(refused).hasMessageContaining("_runs is a link to " + elsewhere);
    assertThat(DurableFiles.entries(elsewhere)).isEmpty();
    assertThat(DurableFiles.entries(warehouse)).hasSize(1);
  }
}
