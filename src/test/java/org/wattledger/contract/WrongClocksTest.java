package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/** One host of three that carry one unit has a clock that is ahead. */
@ExtendWith(SparkExtension.class)
class WrongClocksTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
  private static final int SECONDS = 3 * 3_600;
  private static final int EVERY = 5;
  private static final Duration SKEW = Duration.ofSeconds(30);

  @TempDir Path inputs;

  @Test
  @Fault("F34")
  void aSkewIsToldWithTheOffsetThatUndoesIt() throws IOException {
    boolean[] isBusy = writeRequests();
    writeMeter("n1", isBusy, Duration.ZERO);
    writeMeter("n2", isBusy, Duration.ZERO);
    writeMeter("n3", isBusy, Duration.ZERO);
    Path right = Nights.warehouse("clock-right");
    assertThat(run(right, Duration.ZERO).warnings()).noneMatch(WrongClocksTest::isAboutClocks);

    Path meter = writeMeter("n3", isBusy, SKEW);
    // The last reading is of 13:01:00, stamped 13:01:30, and then the file was closed.
    Files.setLastModifiedTime(meter, FileTime.from(START.plusSeconds(SECONDS + 60)));
    Path skewed = Nights.warehouse("clock-skewed");
    RunOutcome told = run(skewed, Duration.ZERO);
    assertThat(told.warnings())
        .anyMatch(warning -> warning.contains("offset = 30000 ms in source n3"));
    try (PublishedTables tables = new PublishedTables(skewed, DAY)) {
      Map<String, Object> ofHost =
          tables.row(
              "SELECT subject, actual, status FROM data_quality"
                  + " WHERE check_name = 'clock of meters ahead of requests, ms'");
      assertThat(ofHost).containsEntry("subject", "north/host n3").containsEntry("status", "warn");
      // Within half a step of 5 s.
      assertThat((double) ofHost.get("actual")).isBetween(27_500.0, 32_500.0);
      assertThat(
              tables.row(
                  "SELECT actual, status FROM data_quality WHERE subject = 'n3'"
                      + " AND check_name = 'records newer than their file, ms'"))
          .isEqualTo(Map.of("actual", 30_000.0, "status", "warn"));
    }

    Path corrected = Nights.warehouse("clock-corrected");
    assertThat(run(corrected, SKEW).warnings()).noneMatch(WrongClocksTest::isAboutClocks);
    assertThat(Warehouses.rows(corrected, DAY)).isEqualTo(Warehouses.rows(right, DAY));
    assertThat(Warehouses.rows(skewed, DAY)).isNotEqualTo(Warehouses.rows(right, DAY));
  }

  private static boolean isAboutClocks(String warning) {
    return warning.contains("clock");
  }

  private RunOutcome run(Path warehouse, Duration offset) throws IOException {
    Path file = inputs.resolve("clocks.conf");
    Files.writeString(
        file,
        """
        golden.day = "%1$s"
        include file("src/test/resources/golden/common.conf")
        meters {
          format = "csv"
          columns {
            device_id = "device_id", sampled_at = "sampled_at", energy_mj = "energy_mj"
            node_id = "node_id", unit_id = "unit_id", model_id = "model_id", site_id = "site_id"
            device_model = "device_model"
          }
        }
        wattledger.sources.telemetry = [
          ${meters} { name = "right", path = "%1$s/telemetry/n[12]-{date}.csv" }
          ${meters} { name = "n3", path = "%1$s/telemetry/n3-{date}.csv", offset = %2$d ms }
        ]
        """
            .formatted(inputs, offset.toMillis()));
    return Nights.run(Nights.config(file, warehouse), DAY);
  }

  /** 80 requests an hour of 5 to 25 s; returns in which seconds one was present. */
  private boolean[] writeRequests() throws IOException {
    Random random = new Random(1);
    boolean[] isBusy = new boolean[SECONDS];
    StringBuilder lines = new StringBuilder();
    for (int request = 0; request < 240; request++) {
      int from = random.nextInt(SECONDS - 30);
      int to = from + 5 + random.nextInt(20);
      Arrays.fill(isBusy, from, to, true);
      lines.append(
          "{\"id\":\"r%d\",\"start\":\"%s\",\"end\":\"%s\",\"model\":\"m1\",\"team\":\"search\",\"unit\":\"u1\",\"site\":\"north\",\"prompt\":100,\"output\":10}\n"
              .formatted(request, START.plusSeconds(from), START.plusSeconds(to)));
    }
    Files.createDirectories(inputs.resolve("requests"));
    Files.writeString(inputs.resolve("requests").resolve(DAY + ".jsonl"), lines);
    return isBusy;
  }

  /** A counter from a minute before to a minute after: 300 W while busy, else 100 W of idle. */
  private Path writeMeter(String node, boolean[] isBusy, Duration ahead) throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "device_id,sampled_at,energy_mj,node_id,unit_id,model_id,site_id,device_model\n");
    long mj = 50_000_000;
    for (int second = -60; second <= SECONDS + 60; second++) {
      if (second % EVERY == 0) {
        lines.append(
            "gpu-%2$s,%1$s,%3$d,%2$s,u1,m1,north,Golden-400\n"
                .formatted(START.plusSeconds(second).plus(ahead), node, mj));
      }
      boolean isInside = second >= 0 && second < SECONDS;
      mj += isInside && isBusy[second] ? 300_000 : 100_000;
    }
    Files.createDirectories(inputs.resolve("telemetry"));
    return Files.writeString(inputs.resolve("telemetry").resolve(node + "-" + DAY + ".csv"), lines);
  }
}
