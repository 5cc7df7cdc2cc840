package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.wattledger.attribution.Attribution;
import org.wattledger.ingest.SourceCount;
import org.wattledger.quality.Check;

/** Collects, while a run goes on, what its manifest will say however the run ends. */
public final class RunJournal implements Attribution.Stages {

  private final RunRequest request;
  private final RunManifest.Versions versions;
  private final long startedNanos = System.nanoTime();
  private final List<InputChecksum> inputs = new ArrayList<>();
  private final List<SourceCount> counts = new ArrayList<>();
  private final List<SourceSchema> schemas = new ArrayList<>();
  private final List<StagedTable> tables = new ArrayList<>();
  private final Map<String, Long> timingsMs = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private RunProgress progress = stage -> {};
  private String fingerprint;
  private Reconciliation reconciliation;

  public RunJournal(RunRequest request, RunManifest.Versions versions) {
    this.request = request;
    this.versions = versions;
  }

  /** Tells of each stage when it begins. */
  RunJournal telling(RunProgress told) {
    progress = told;
    return this;
  }

  /** Runs a stage and keeps how long it took, also if it fails. */
  @Override
  public <T> T timed(String stage, Supplier<T> work) {
    long begun = System.nanoTime();
    progress.begins(stage);
    try {
      return work.get();
    } finally {
      timingsMs.merge(stage, millisSince(begun), Long::sum);
    }
  }

  public void read(List<InputChecksum> files, String inputFingerprint) {
    inputs.addAll(files);
    fingerprint = inputFingerprint;
  }

  public void counted(List<SourceCount> sourceCounts) {
    counts.addAll(sourceCounts);
  }

  public void looked(List<SourceSchema> sourceSchemas) {
    schemas.addAll(sourceSchemas);
  }

  /** Tables are staged side by side. */
  public synchronized void staged(StagedTable table) {
    tables.add(table);
  }

  public synchronized List<StagedTable> staged() {
    return List.copyOf(tables);
  }

  public void balanced(Reconciliation balance) {
    reconciliation = balance;
  }

  void checked(List<Check> found) {
    checks.addAll(found);
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  public void warn(String sentence) {
    warnings.add(sentence);
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public RunManifest succeeded() {
    return manifest(ExitCode.OK, null);
  }

  public RunManifest failed(RunFailure failure) {
    return manifest(
        failure.exitCode(), new RunManifest.Failure(failure.getMessage(), failure.hint()));
  }

  private RunManifest manifest(ExitCode exitCode, RunManifest.Failure failure) {
    return new RunManifest(
        request.runId(),
        "run",
        request.day(),
        request.startedAt(),
        millisSince(startedNanos),
        versions,
        fingerprint,
        List.copyOf(inputs),
        List.copyOf(counts),
        List.copyOf(schemas),
        tables.stream().sorted(Comparator.comparing(StagedTable::name)).toList(),
        Optional.ofNullable(reconciliation).map(RunManifest.Balance::of).orElse(null),
        new LinkedHashMap<>(timingsMs),
        warnings(),
        exitCode.number(),
        exitCode.name(),
        failure);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
