package org.wattledger.pipeline;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wattledger.ingest.SourceCount;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.quality.Check;

/**
 * {@code _metrics/wattledger.prom}: how the last run ended and what the newest published day shows,
 * for the textfile collector of Prometheus. A failed run replaces what is said of the run and
 * leaves what is said of the last success and the published days.
 *
 * <p>Labels have few values: sources of the configuration, outcomes, parts of the balance. No team,
 * model or user is among them.
 */
final class RunMetrics {

  private static final String LAST_SUCCESS = "wattledger_run_last_success_timestamp_seconds";
  private static final Pattern FORMER_SUCCESS =
      Pattern.compile("(?m)^" + LAST_SUCCESS + " (\\d{1,12}(?:\\.\\d{1,9})?)$");

  /** More sources than these are told together. */
  private static final int MOST_SOURCES = 50;

  private static final String OTHERS = "(others)";

  private final RunManifest run;
  private final List<Check> checks;
  private final PrometheusText text = new PrometheusText();

  private RunMetrics(RunManifest run, List<Check> checks) {
    this.run = run;
    this.checks = checks;
  }

  /**
   * Replaces the file by one renaming.
   *
   * @param checks those that the run came to; none if it failed before
   */
  static void write(Path warehouse, RunManifest run, List<Check> checks) throws IOException {
    Path file = warehouse.resolve(Layout.METRICS);
    Optional<BigDecimal> formerSuccess =
        Files.isRegularFile(file) ? formerSuccess(Files.readString(file)) : Optional.empty();
    PosixStorage storage = new PosixStorage(warehouse);
    List<LocalDate> days = PublishedDay.days(storage);
    Optional<RunManifest> newest =
        days.isEmpty()
            ? Optional.empty()
            : PublishedDay.read(warehouse, days.get(days.size() - 1))
                .flatMap(day -> RunManifest.read(warehouse, day.runId()));
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    DurableFiles.write(unfinished, new RunMetrics(run, checks).text(formerSuccess, days, newest));
    DurableFiles.replace(unfinished, file);
  }

  static Optional<BigDecimal> formerSuccess(String metrics) {
    Matcher line = FORMER_SUCCESS.matcher(metrics);
    return line.find() ? Optional.of(new BigDecimal(line.group(1))) : Optional.empty();
  }

  /** The metrics of a run, given what is published. */
  static String text(
      RunManifest run,
      List<Check> checks,
      Optional<BigDecimal> formerSuccess,
      List<LocalDate> publishedDays,
      Optional<RunManifest> newest) {
    return new RunMetrics(run, checks).text(formerSuccess, publishedDays, newest);
  }

  private String text(
      Optional<BigDecimal> formerSuccess,
      List<LocalDate> publishedDays,
      Optional<RunManifest> newest) {
    build();
    run(formerSuccess);
    boolean isUpToDate = run.exitCode() == ExitCode.OK.number() && run.counts().isEmpty();
    records(isUpToDate ? newest.map(RunManifest::counts).orElse(List.of()) : run.counts());
    published(publishedDays);
    newest.ifPresent(this::newestDay);
    return text.toString();
  }

  private void build() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("version", run.versions().wattledger());
    labels.put("method", run.versions().method());
    labels.put("reference", run.versions().reference());
    text.gauge("wattledger_build_info", "Versions that the last run applied; always 1.")
        .sample("wattledger_build_info", labels, BigDecimal.ONE);
  }

  private void run(Optional<BigDecimal> formerSuccess) {
    BigDecimal end = seconds(run.startedAt().plusMillis(run.durationMs()));
    boolean isSuccess = run.exitCode() == ExitCode.OK.number();
    text.gauge("wattledger_run_last_end_timestamp_seconds", "When the last run ended.", end);
    (isSuccess ? Optional.of(end) : formerSuccess)
        .ifPresent(
            success ->
                text.gauge(
                    LAST_SUCCESS,
                    "When a run last ended with 0: published, or already up to date.",
                    success));
    text.gauge(
            "wattledger_run_last_duration_seconds",
            "How long the last run took.",
            BigDecimal.valueOf(run.durationMs(), 3))
        .gauge(
            "wattledger_run_last_exit_code",
            "How the last run ended; the numbers stand in docs/operations.md.",
            BigDecimal.valueOf(run.exitCode()))
        .gauge(
            "wattledger_run_last_day_timestamp_seconds",
            "Start of the UTC day that the last run was about.",
            seconds(run.day().atStartOfDay().toInstant(ZoneOffset.UTC)))
        .gauge(
            "wattledger_run_last_gate_failed",
            "1 if a quality gate stopped the last run, else 0.",
            run.exitCode() == ExitCode.QUALITY.number() ? BigDecimal.ONE : BigDecimal.ZERO)
        .gauge(
            "wattledger_run_last_warnings",
            "Warnings of the last run.",
            BigDecimal.valueOf(run.warnings().size()));
    checks();
  }

  private void checks() {
    String name = "wattledger_run_last_checks";
    text.gauge(name, "Checks that the last run came to, by how they ended.");
    for (Check.Status status : Check.Status.values()) {
      long found = checks.stream().filter(check -> check.status() == status).count();
      text.sample(
          name,
          Map.of("status", status.name().toLowerCase(Locale.ROOT)),
          BigDecimal.valueOf(found));
    }
    checks.stream()
        .filter(check -> check.name().equals(DayChecks.COVERAGE))
        .mapToDouble(Check::actual)
        .filter(Double::isFinite)
        .findFirst()
        .ifPresent(
            ratio ->
                text.gauge(
                    "wattledger_run_last_coverage_ratio",
                    "Share of the day that the samples of accelerators cover.",
                    BigDecimal.valueOf(ratio)));
  }

  private void records(List<SourceCount> counts) {
    Map<String, long[]> bySource = new TreeMap<>();
    for (SourceCount count : counts) {
      boolean isKnown = bySource.containsKey(count.source()) || bySource.size() < MOST_SOURCES;
      long[] sums = bySource.computeIfAbsent(isKnown ? count.source() : OTHERS, s -> new long[5]);
      sums[0] += count.accepted();
      sums[1] += count.rejected();
      sums[2] += count.duplicates();
      sums[3] += count.filtered();
      sums[4] += count.outsideWindow();
    }
    String name = "wattledger_run_last_records";
    text.gauge(
        name,
        "Records that the last run read, by source and what became of them; if its day was up to"
            + " date, those of the newest day.");
    List<String> outcomes =
        List.of("accepted", "rejected", "duplicate", "filtered", "outside_window");
    bySource.forEach(
        (source, sums) -> {
          for (int i = 0; i < sums.length; i++) {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("source", source);
            labels.put("outcome", outcomes.get(i));
            text.sample(name, labels, BigDecimal.valueOf(sums[i]));
          }
        });
  }

  private void published(List<LocalDate> days) {
    text.gauge("wattledger_published_dates", "Published days.", BigDecimal.valueOf(days.size()));
    if (!days.isEmpty()) {
      LocalDate after = days.get(days.size() - 1).plusDays(1);
      text.gauge(
          "wattledger_newest_day_end_timestamp_seconds",
          "End of the newest published UTC day.",
          seconds(after.atStartOfDay().toInstant(ZoneOffset.UTC)));
    }
  }

  private void newestDay(RunManifest made) {
    RunManifest.Balance balance = made.reconciliation();
    if (balance == null) {
      return;
    }
    text.gauge(
            "wattledger_newest_day_energy_measured_joules",
            "What the meters of accelerators recorded on the newest published day.",
            joules(balance.measuredMj()))
        .gauge(
            "wattledger_newest_day_energy_estimated_joules",
            "Part of the measured energy that rests on utilisation.",
            joules(balance.estimatedMj()));
    String name = "wattledger_newest_day_energy_booked_joules";
    text.gauge(name, "The measured energy by what it was booked to; the parts add up to it.")
        .sample(name, Map.of("part", "active"), joules(balance.activeMj()))
        .sample(name, Map.of("part", "shared_idle"), joules(balance.sharedIdleMj()))
        .sample(name, Map.of("part", "provisioned_idle"), joules(balance.provisionedIdleMj()))
        .sample(name, Map.of("part", "unattributed"), joules(balance.unattributedMj()));
    text.gauge(
        "wattledger_newest_day_energy_residual_joules",
        "Measured less booked energy; always 0.",
        joules(balance.residualMj()));
    if (balance.measuredMj() > 0) {
      text.gauge(
          "wattledger_newest_day_metered_ratio",
          "Share of the measured energy that a counter or a power meter recorded.",
          BigDecimal.valueOf(
              (double) (balance.measuredMj() - balance.estimatedMj()) / balance.measuredMj()));
    }
  }

  private static BigDecimal joules(long millijoules) {
    return BigDecimal.valueOf(millijoules, 3);
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }
}
