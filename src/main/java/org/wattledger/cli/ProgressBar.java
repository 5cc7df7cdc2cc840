package org.wattledger.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.wattledger.pipeline.Engine.Tasks;
import org.wattledger.pipeline.RunProgress;

/**
 * Where a run is, on standard error: a bar on a terminal, elsewhere a line a minute. The time left
 * is what the last published day took for the stages that are still to come.
 */
final class ProgressBar implements RunProgress, AutoCloseable {

  private static final int CELLS = 24;
  private static final long BAR_MS = 250;
  private static final long LINE_MS = 60_000;

  /** To the beginning of the line, and nothing left on it. */
  private static final String CLEAR = "\r\u001b[2K";

  private final String what;
  private final Map<String, Long> formerMs;
  private final Supplier<Tasks> tasks;
  private final ScheduledExecutorService ticks;
  private final Runnable clear;

  private volatile String stage = STAGES.get(0);
  private volatile long stageSinceNanos = System.nanoTime();

  /**
   * @param what is done, for the line: "run 2026-11-21"
   * @param formerMs what each stage took when a day was last published; empty: not known
   * @param tasks of the engine at this moment
   */
  ProgressBar(
      Surroundings surroundings,
      Console console,
      String what,
      Map<String, Long> formerMs,
      Supplier<Tasks> tasks) {
    this.what = what;
    this.formerMs = Map.copyOf(formerMs);
    this.tasks = tasks;
    boolean isBar =
        surroundings.isTerminal(Surroundings.Stream.ERR)
            && !"dumb".equals(surroundings.environment().get("TERM"));
    Runnable show =
        isBar
            ? () -> print(surroundings, CLEAR + bar(msOfStage(), tasks.get()))
            : () -> console.progress(line(msOfStage(), tasks.get()));
    clear = isBar ? () -> print(surroundings, CLEAR) : () -> {};
    ticks =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    long everyMs = isBar ? BAR_MS : LINE_MS;
    ticks.scheduleAtFixedRate(show, everyMs, everyMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void begins(String begun) {
    if (STAGES.contains(begun)) {
      stage = begun;
      stageSinceNanos = System.nanoTime();
    }
  }

  /** {@code run 2026-11-21: ingest, stage 2 of 10, 12 of 40 tasks, about 1 min left}. */
  String line(long msOfStage, Tasks now) {
    return what + ": " + words(msOfStage, now);
  }

  /** The same behind a bar. */
  String bar(long msOfStage, Tasks now) {
    long wholeMs = STAGES.stream().mapToLong(this::weightMs).sum();
    double done = 1 - (double) leftMs(msOfStage) / Math.max(1, wholeMs);
    int full = (int) Math.round(CELLS * Math.min(1, Math.max(0, done)));
    return "%s [%s%s] %s"
        .formatted(what, "#".repeat(full), ".".repeat(CELLS - full), words(msOfStage, now));
  }

  private String words(long msOfStage, Tasks now) {
    String words = "%s, stage %d of %d".formatted(stage, STAGES.indexOf(stage) + 1, STAGES.size());
    if (now.all() > 0) {
      words += ", %d of %d tasks".formatted(now.done(), now.all());
    }
    return formerMs.isEmpty() ? words : words + ", about " + time(leftMs(msOfStage)) + " left";
  }

  private long leftMs(long msOfStage) {
    List<String> later = STAGES.subList(STAGES.indexOf(stage) + 1, STAGES.size());
    return Math.max(0, weightMs(stage) - msOfStage)
        + later.stream().mapToLong(this::weightMs).sum();
  }

  /** Nothing known: all stages alike. */
  private long weightMs(String each) {
    return formerMs.isEmpty() ? 1 : formerMs.getOrDefault(each, 0L);
  }

  private static String time(long ms) {
    long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(ms));
    return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  private long msOfStage() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stageSinceNanos);
  }

  private static void print(Surroundings surroundings, String text) {
    surroundings.err().print(text);
    surroundings.err().flush();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    try {
      if (ticks.awaitTermination(1, TimeUnit.SECONDS)) {
        clear.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
