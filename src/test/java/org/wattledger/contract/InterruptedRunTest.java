package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.RunRequest;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.RunLock;
import org.wattledger.testing.Fault;
import org.wattledger.testing.ForkedJava;
import org.wattledger.testing.SparkExtension;

/** Runs in processes of their own that a signal ends in the middle. */
@ExtendWith(SparkExtension.class)
class InterruptedRunTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  /** A run; arguments: configuration, warehouse, run. */
  static final class Night {

    private Night() {}

    public static void main(String[] arguments) {
      WattledgerConfig config =
          Nights.config(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath());
      try (Engine engine = Engine.open()) {
        engine
            .nightly(config)
            .run(new RunRequest(DAY, true, true, false, Instant.now(), arguments[2]));
      }
    }
  }

  @Test
  @Fault({"F3", "F20"})
  void theFormerDayStaysAndTheNextRunHeals() throws Exception {
    SmallInputs inputs = new SmallInputs(folder);
    inputs.day(DAY);
    Path warehouse = Nights.warehouse("interrupted");
    WattledgerConfig config = Nights.config(inputs.configuration(), warehouse);
    Nights.run(config, DAY);
    final PublishedDay former = PublishedDay.read(warehouse, DAY).orElseThrow();
    final Map<String, List<String>> rows = Warehouses.rows(warehouse, DAY);

    Process terminated = begun(inputs, warehouse, "terminated");
    long asked = System.nanoTime();
    terminated.destroy();
    assertThat(terminated.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked)).isLessThan(10);
    assertThat(terminated.exitValue()).isEqualTo(TERMINATED);
    assertThat(warehouse.resolve("_runs/terminated/summary.json"))
        .content()
        .contains("INTERRUPTED");
    assertShown(warehouse, former, rows);

    Process killed = begun(inputs, warehouse, "killed");
    killed.destroyForcibly().waitFor();
    assertShown(warehouse, former, rows);

    assertThat(Nights.force(SparkExtension.session(), config, DAY).warnings())
        .contains("run killed died before; its leftovers go");
    assertThat(Warehouses.rows(warehouse, DAY)).isEqualTo(rows);
    assertThat(warehouse.resolve("_staging")).isEmptyDirectory();
  }

  private static void assertShown(
      Path warehouse, PublishedDay former, Map<String, List<String>> rows) {
    assertThat(PublishedDay.read(warehouse, DAY)).contains(former);
    assertThat(Warehouses.rows(warehouse, DAY)).isEqualTo(rows);
    assertThat(RunLock.holder(warehouse)).as("nobody alive holds the lock").isEmpty();
  }

  /** A run that has begun to stage. */
  private Process begun(SmallInputs inputs, Path warehouse, String runId)
      throws IOException, InterruptedException {
    Process run =
        ForkedJava.of(
                Night.class,
                List.of("-Xmx1g"),
                inputs.configuration().toString(),
                warehouse.toString(),
                runId)
            .redirectOutput(folder.resolve("run.log").toFile())
            .start();
    Path staging = warehouse.resolve("_staging").resolve(runId);
    while (run.isAlive() && !hasFiles(staging)) {
      Thread.sleep(10);
    }
    assertThat(run.isAlive()).as(() -> "the run is at work; " + log()).isTrue();
    return run;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("run.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean hasFiles(Path staging) throws IOException {
    if (!Files.isDirectory(staging)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(staging)) {
      return entries.findAny().isPresent();
    }
  }
}
