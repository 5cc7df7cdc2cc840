package org.wattledger.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs in processes of their own, and their ends. */
final class RunProcess {

  private static final long PATIENCE_S = 300;

  /** How long a run took until it began to stage, and from then on. */
  record Timing(long startUpMs, long workMs) {}

  private final Path launcher;
  private final File log;

  RunProcess(Path launcher, Path log) {
    this.launcher = launcher;
    this.log = log.toFile();
  }

  Timing undisturbed(Path conf, Path warehouse, LocalDate day)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process run = run(conf, warehouse, day);
    awaitWork(run, warehouse);
    long working = System.nanoTime();
    require(run.waitFor(PATIENCE_S, TimeUnit.SECONDS) && run.exitValue() == 0, "run failed");
    return new Timing(
        TimeUnit.NANOSECONDS.toMillis(working - begun),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - working));
  }

  /** Kills a run some time after its work began; false if it had ended by then. */
  boolean killed(Path conf, Path warehouse, LocalDate day, long afterMs)
      throws IOException, InterruptedException {
    Process run = run(conf, warehouse, day);
    awaitWork(run, warehouse);
    boolean ended = run.waitFor(afterMs, TimeUnit.MILLISECONDS);
    run.descendants().forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly().waitFor();
    return !ended;
  }

  /** Starts a run that halts before a step; false if it had no such step. */
  boolean halted(Path conf, Path warehouse, LocalDate day, int step, Path names)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        builder(
            conf.toString(),
            warehouse.toString(),
            day.toString(),
            Integer.toString(step),
            names.toString());
    builder.environment().put("WATTLEDGER_MAIN", "org.wattledger.pipeline.HaltingRun");
    Process run = builder.start();
    require(run.waitFor(PATIENCE_S, TimeUnit.SECONDS), "run does not end");
    require(run.exitValue() == 0 || run.exitValue() == 137, "run failed");
    return run.exitValue() == 137;
  }

  /** Exit codes of two runs that start together, sorted. */
  List<Integer> atOnce(Path conf, Path warehouse, LocalDate day)
      throws IOException, InterruptedException {
    Process one = run(conf, warehouse, day);
    Process other = run(conf, warehouse, day);
    require(
        one.waitFor(PATIENCE_S, TimeUnit.SECONDS) && other.waitFor(PATIENCE_S, TimeUnit.SECONDS),
        "runs do not end");
    return Stream.of(one.exitValue(), other.exitValue()).sorted().toList();
  }

  private Process run(Path conf, Path warehouse, LocalDate day) throws IOException {
    ProcessBuilder builder =
        builder(
            "run",
            "--config",
            conf.toString(),
            "--set",
            "wattledger.warehouse=" + warehouse,
            "--date",
            day.toString());
    builder.environment().remove("WATTLEDGER_MAIN");
    return builder.start();
  }

  private ProcessBuilder builder(String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
    builder.environment().put("WATTLEDGER_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
  }

  /** Until the run has staged something. */
  private void awaitWork(Process run, Path warehouse) throws IOException, InterruptedException {
    Path staging = warehouse.resolve("_staging");
    while (run.isAlive()) {
      if (Files.isDirectory(staging)) {
        try (Stream<Path> runs = Files.list(staging)) {
          if (runs.findAny().isPresent()) {
            return;
          }
        }
      }
      Thread.sleep(5);
    }
    require(false, "run ended before it staged anything");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise + "; see " + log);
    }
  }
}
