package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the faults in the files themselves and holds them against {@code truth/dirt.json}. */
class PlantedFaultsTest {

  private static final int REQUESTS = 20_000;

  @TempDir static Path folder;

  private static Config planted;
  private static List<String> requests;
  private static List<String> samples;

  @BeforeAll
  static void makeADirtyFleet() {
    Path out = folder.resolve("dirty");
    FleetGenerator.generate(
        LocalSpark.session(),
        FleetPlan.builder(out, LocalDate.of(2026, 11, 21))
            .requests(REQUESTS)
            .units(12)
            .dirty(true)
            .build());
    planted = ConfigFactory.parseFile(out.resolve("truth/dirt.json").toFile());
    requests = FleetFiles.lines(out.resolve("requests"));
    samples = FleetFiles.records(out.resolve("telemetry"));
  }

  @Test
  void everyFaultIsARowBesideTheGoodOnes() {
    Config counts = planted.getConfig("requests");
    int faults = counts.root().keySet().stream().mapToInt(counts::getInt).sum();

    // 20 000 requests plant 2 of each of the 7 faults.
    assertThat(faults).isEqualTo(14);
    assertThat(requests).hasSize(REQUESTS + faults);
  }

  @Test
  void spoiledRequestLinesAreAsManyAsPlanted() {
    assertThat(count(requests, line -> !line.endsWith("}")))
        .isEqualTo(ofRequests("malformed_line"));
    assertThat(count(requests, line -> line.contains("\"prompt_tokens\":\"many\"")))
        .isEqualTo(ofRequests("wrong_type"));
    assertThat(count(requests, line -> line.contains("\"prompt_tokens\":-")))
        .isEqualTo(ofRequests("negative_tokens"));
    assertThat(count(requests, line -> line.contains("\"request_id\":null")))
        .isEqualTo(ofRequests("missing_id"));
    assertThat(
            count(
                requests,
                line ->
                    line.endsWith("}")
                        && value(line, "ended_at").compareTo(value(line, "started_at")) < 0))
        .isEqualTo(ofRequests("end_before_start"));
  }

  @Test
  void repeatedRequestsAreAsManyAsPlanted() {
    Map<String, String> first = new HashMap<>();
    int same = 0;
    int conflicting = 0;
    for (String line : requests) {
      if (!line.endsWith("}") || line.contains("\"request_id\":null")) {
        continue;
      }
      String earlier = first.putIfAbsent(value(line, "request_id"), line);
      if (earlier != null && earlier.equals(line)) {
        same++;
      } else if (earlier != null) {
        conflicting++;
        // The unfinished row must lose against the true one: greatest ended_at is kept.
        assertThat(value(line, "ended_at")).isLessThan(value(earlier, "ended_at"));
      }
    }

    assertThat(same).isEqualTo(ofRequests("duplicate_same"));
    assertThat(conflicting).isEqualTo(ofRequests("duplicate_conflicting"));
  }

  @Test
  void spoiledSamplesAreAsManyAsPlanted() {
    assertThat(count(samples, line -> line.startsWith(",")))
        .isEqualTo(ofTelemetry("missing_device_id"));
    assertThat(count(samples, line -> line.split(",", -1).length < 11))
        .isEqualTo(ofTelemetry("malformed_line"));
    assertThat(count(samples, line -> line.contains("[Unknown Error]")))
        .isEqualTo(ofTelemetry("wrong_type"));
    assertThat(count(samples, line -> line.contains(",NaN,"))).isEqualTo(ofTelemetry("nan_power"));
    assertThat(count(samples, line -> line.contains(",-5,")))
        .isEqualTo(ofTelemetry("negative_reading"));
  }

  @Test
  void repeatsResetsGapsAndDisorderAreAsManyAsPlanted() {
    Set<String> seen = new HashSet<>();
    int same = 0;
    int conflicting = 0;
    int disorder = 0;
    int resets = 0;
    int gaps = 0;
    Map<String, String[]> before = new HashMap<>();
    for (String line : good()) {
      String[] cells = line.split(",", -1);
      if (!seen.add(line)) {
        same++;
        continue;
      }
      String[] earlier = before.get(cells[0]);
      if (earlier != null && cells[1].equals(earlier[1])) {
        conflicting++;
        continue;
      }
      if (earlier != null && cells[1].compareTo(earlier[1]) < 0) {
        disorder++;
        continue;
      }
      if (earlier != null) {
        resets += Long.parseLong(cells[2]) < Long.parseLong(earlier[2]) ? 1 : 0;
        gaps += secondsBetween(earlier[1], cells[1]) > 300 ? 1 : 0;
      }
      before.put(cells[0], cells);
    }

    assertThat(same).isEqualTo(ofTelemetry("repeated_same"));
    assertThat(conflicting).isEqualTo(ofTelemetry("repeated_conflicting"));
    assertThat(disorder).isEqualTo(ofTelemetry("out_of_order"));
    assertThat(resets).isEqualTo(ofTelemetry("counter_reset"));
    assertThat(gaps).isEqualTo(ofTelemetry("gap"));
  }

  @Test
  void goodRowsAndTheirTruthAreThoseOfACleanFleet() {
    Path clean = folder.resolve("clean");
    FleetGenerator.generate(
        LocalSpark.session(),
        FleetPlan.builder(clean, LocalDate.of(2026, 11, 21))
            .requests(REQUESTS)
            .units(12)
            .format("csv")
            .build());
    Dataset<Row> cleanTruth =
        LocalSpark.session().read().parquet(clean.resolve("truth/requests").toString());
    Dataset<Row> dirtyTruth =
        LocalSpark.session().read().parquet(folder.resolve("dirty/truth/requests").toString());

    assertThat(cleanTruth.exceptAll(dirtyTruth).count()).isZero();
    assertThat(dirtyTruth.count()).isEqualTo(REQUESTS);
    // One CSV header in each of the three days.
    assertThat(FleetFiles.lines(clean.resolve("requests"))).hasSize(REQUESTS + 3);
  }

  private static List<String> good() {
    List<String> good = new ArrayList<>();
    for (String line : samples) {
      String[] cells = line.split(",", -1);
      if (cells.length == 11
          && !cells[0].isEmpty()
          && !line.contains("[Unknown Error]")
          && !line.contains(",NaN,")
          && !line.contains(",-5,")) {
        good.add(line);
      }
    }
    return good;
  }

  private static double secondsBetween(String from, String to) {
    return (Instant.parse(to).toEpochMilli() - Instant.parse(from).toEpochMilli()) / 1000.0;
  }

  private static int count(List<String> lines, Predicate<String> condition) {
    return (int) lines.stream().filter(condition).count();
  }

  private static String value(String line, String name) {
    int start = line.indexOf('"' + name + "\":\"") + name.length() + 4;
    return line.substring(start, line.indexOf('"', start));
  }

  private static int ofRequests(String fault) {
    return planted.getInt("requests." + fault);
  }

  private static int ofTelemetry(String fault) {
    return planted.getInt("telemetry." + fault);
  }
}
