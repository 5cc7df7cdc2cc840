package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.SourceCount;
import org.wattledger.quality.Check;
import org.wattledger.testing.Threat;

class RunMetricsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  /** 2026-11-22T03:30:00Z. */
  private static final Instant STARTED_AT = Instant.ofEpochSecond(1_795_318_200);

  /** 90.5 s later. */
  private static final String END = "1795318290.500";

  private static final Reconciliation BALANCE =
      new Reconciliation(10_000, 2_500, 4_000, 3_000, 2_000, 1_000);

  @TempDir Path warehouse;

  @Test
  void aPublishedDayTellsItsRunItsRecordsAndItsBalance() {
    List<Check> checks =
        List.of(
            Check.atLeast(DayChecks.COVERAGE, "device_hourly", 0.9, 0.75, Check.Status.WARN),
            Check.none("x", "y", 0, Check.Status.FAIL));
    RunManifest run =
        run(ExitCode.OK, List.of(count("gw", 90, 10), count("gw", 5, 1), count("gpu", 7, 0)));

    assertThat(samples(RunMetrics.text(run, checks, Optional.empty(), List.of(DAY), some(run))))
        .containsExactly(
            "wattledger_build_info{version=\"1.0\",method=\"4\",reference=\"2026-11-01\"} 1",
            "wattledger_run_last_end_timestamp_seconds " + END,
            "wattledger_run_last_success_timestamp_seconds " + END,
            "wattledger_run_last_duration_seconds 90.500",
            "wattledger_run_last_exit_code 0",
            // 2026-11-21T00:00:00Z
            "wattledger_run_last_day_timestamp_seconds 1795219200.000",
            "wattledger_run_last_gate_failed 0",
            "wattledger_run_last_warnings 1",
            "wattledger_run_last_checks{status=\"ok\"} 1",
            "wattledger_run_last_checks{status=\"warn\"} 1",
            "wattledger_run_last_checks{status=\"fail\"} 0",
            "wattledger_run_last_coverage_ratio 0.75",
            "wattledger_run_last_records{source=\"gpu\",outcome=\"accepted\"} 7",
            "wattledger_run_last_records{source=\"gpu\",outcome=\"rejected\"} 0",
            "wattledger_run_last_records{source=\"gpu\",outcome=\"duplicate\"} 0",
            "wattledger_run_last_records{source=\"gpu\",outcome=\"filtered\"} 0",
            "wattledger_run_last_records{source=\"gpu\",outcome=\"outside_window\"} 0",
            "wattledger_run_last_records{source=\"gw\",outcome=\"accepted\"} 95",
            "wattledger_run_last_records{source=\"gw\",outcome=\"rejected\"} 11",
            "wattledger_run_last_records{source=\"gw\",outcome=\"duplicate\"} 0",
            "wattledger_run_last_records{source=\"gw\",outcome=\"filtered\"} 0",
            "wattledger_run_last_records{source=\"gw\",outcome=\"outside_window\"} 0",
            "wattledger_published_dates 1",
            // 2026-11-22T00:00:00Z
            "wattledger_newest_day_end_timestamp_seconds 1795305600.000",
            "wattledger_newest_day_energy_measured_joules 10.000",
            "wattledger_newest_day_energy_estimated_joules 2.500",
            "wattledger_newest_day_energy_booked_joules{part=\"active\"} 4.000",
            "wattledger_newest_day_energy_booked_joules{part=\"shared_idle\"} 3.000",
            "wattledger_newest_day_energy_booked_joules{part=\"provisioned_idle\"} 2.000",
            "wattledger_newest_day_energy_booked_joules{part=\"unattributed\"} 1.000",
            "wattledger_newest_day_energy_residual_joules 0.000",
            // (10 - 2.5) / 10
            "wattledger_newest_day_metered_ratio 0.75");
  }

  @Test
  void aFailureLeavesTheLastSuccessAndThePublishedDay() throws IOException {
    Path file = warehouse.resolve("_metrics/wattledger.prom");
    RunMetrics.write(warehouse, run(ExitCode.OK, List.of()), List.of());
    String success = "wattledger_run_last_success_timestamp_seconds " + END;
    assertThat(Files.readString(file)).contains(success);

    for (ExitCode failed : List.of(ExitCode.QUALITY, ExitCode.UNCLEAR)) {
      RunMetrics.write(warehouse, run(failed, List.of()), List.of());
      assertThat(samples(Files.readString(file)))
          .contains(success, "wattledger_run_last_exit_code " + failed.number())
          .contains("wattledger_run_last_gate_failed " + (failed == ExitCode.QUALITY ? 1 : 0));
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aDayThatWasUpToDateTellsTheRecordsOfTheNewestDay() {
    RunManifest published = run(ExitCode.OK, List.of(count("gw", 3, 0)));

    assertThat(
            RunMetrics.text(
                run(ExitCode.OK, List.of()),
                List.of(),
                Optional.empty(),
                List.of(),
                some(published)))
        .contains("{source=\"gw\",outcome=\"accepted\"} 3");
  }

  @Test
  @Threat("S15")
  void aNameMakesNoLabelAndNoMetricOfItsOwn() {
    String name = "gw\"} 1\nforged_metric 7\n# \\";
    String text =
        RunMetrics.text(
            run(ExitCode.OK, List.of(count(name, 1, 0))),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    assertThat(text)
        .contains("{source=\"gw\\\"} 1\\nforged_metric 7\\n# \\\\\",outcome=\"accepted\"} 1\n");
    assertThat(text.lines())
        .allMatch(line -> line.matches("(# (HELP|TYPE) )?wattledger_[a-z_]+[{ ].*"));
  }

  @Test
  @Threat("S15")
  void manySourcesAreToldTogether() {
    List<SourceCount> counts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      counts.add(count("source-%03d".formatted(i), 1, 0));
    }
    String text =
        RunMetrics.text(
            run(ExitCode.OK, counts), List.of(), Optional.empty(), List.of(), Optional.empty());

    assertThat(text).contains("{source=\"(others)\",outcome=\"accepted\"} 450\n");
    assertThat(text.lines().filter(line -> line.startsWith("wattledger_run_last_records{")))
        .hasSize(51 * 5);
  }

  @Test
  void whatWasNoNumberBeforeIsForgotten() {
    assertThat(
            RunMetrics.formerSuccess(
                "wattledger_run_last_success_timestamp_seconds 1\nforged 2 \"\n"))
        .contains(BigDecimal.ONE);
    assertThat(RunMetrics.formerSuccess("wattledger_run_last_success_timestamp_seconds NaN\n"))
        .isEmpty();
  }

  private static List<String> samples(String text) {
    assertThat(text).endsWith("\n");
    return text.lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static Optional<RunManifest> some(RunManifest run) {
    return Optional.of(run);
  }

  private static SourceCount count(String source, long accepted, long rejected) {
    return new SourceCount(
        SourceKind.REQUESTS, source, "f", accepted + rejected, accepted, rejected, 0, 0, 0);
  }

  private static RunManifest run(ExitCode exitCode, List<SourceCount> counts) {
    return new RunManifest(
        "run-1",
        "run",
        DAY,
        STARTED_AT,
        90_500,
        new RunManifest.Versions("1.0", "17", "4.2.0", "4", "2026-11-01"),
        "fingerprint",
        List.of(),
        counts,
        List.of(),
        List.of(),
        RunManifest.Balance.of(BALANCE),
        Map.of(),
        List.of("a warning"),
        exitCode.number(),
        exitCode.name(),
        null);
  }
}
