package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.TestSource;
import org.wattledger.staging.UserKey;
import org.wattledger.staging.UserKeyMissing;
import org.wattledger.testing.Fault;
import org.wattledger.testing.Threat;

/** With which exit code a run ends, whatever was thrown. */
class RunFailureTest {

  @TempDir private Path folder;

  /** The engine wraps what a task meets, as text, as cause, or both. */
  @Test
  @Fault("F9")
  void aDiskThatIsFullInTheMiddleOfATaskIsAFailureOfTheStorage() {
    IOException full = new IOException("No space left on device");
    for (Exception thrown :
        new Exception[] {
          full,
          new UncheckedIOException(full),
          new SparkException(
              "Job aborted due to stage failure: Task 1 in stage 2.0 failed 1 times\n"
                  + "  java.io.IOException: No space left on device\n\tat java.base/x"),
          new ExecutionException(new SparkException("Task failed while writing rows", full)),
        }) {
      RunFailure failure = RunFailure.of(thrown);

      assertThat(failure.exitCode().number()).as(thrown.toString()).isEqualTo(7);
      assertThat(failure.getMessage()).startsWith("Storage failed: ").contains("No space left");
      assertThat(failure.getMessage().lines()).hasSize(1);
      assertThat(failure.hint()).contains("warehouse", "spark.local.dir");
    }
    assertThat(RunFailure.of(new IOException("No route to host")).exitCode().number()).isEqualTo(1);
  }

  @Test
  @Threat("S4")
  void userIdsWithoutAKeyEndWith9AndSayHowToMakeOne() {
    SourceConfig source =
        TestSource.requests("csv", Path.of("log.csv")).column("user_id", "user").config();

    RunFailure failure =
        RunFailure.of(
            catchThrowableOfType(
                UserKeyMissing.class, () -> UserKey.of(source, PrivacyConfig.NONE)));

    assertThat(failure.exitCode().number()).isEqualTo(9);
    assertThat(failure.hint()).contains("openssl rand -hex 32");
  }

  @Test
  @Fault("F44")
  void aWarehouseThatCannotBeMadeEndsWith7BeforeAnythingIsRead() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    RunFailure failure =
        catchThrowableOfType(RunFailure.class, () -> Warehouse.secure(file.resolve("warehouse")));

    assertThat(failure.exitCode().number()).isEqualTo(7);
    assertThat(failure).hasMessageContaining(file + "/warehouse cannot be made");
    assertThat(failure.hint()).contains("writable");
  }
}
