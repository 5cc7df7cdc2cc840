package org.wattledger.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.wattledger.contract.Warehouses;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.HaltingRun;
import org.wattledger.pipeline.RunOutcome;
import org.wattledger.publication.DurableFiles;
import org.wattledger.testing.FileTree;

/**
 * Kills runs of the sample and looks at what they leave. A day is published from one set of inputs;
 * runs from another set, a tenth shorter, are killed; after each, every public table must be the
 * old day or the new one, whole, and the next run must give what an undisturbed run gives.
 *
 * <p>Started by scripts/chaos, which has the arguments: folder, launcher, what to do, how often,
 * and from which step on.
 */
public final class Chaos {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private final Path folder;
  private final RunProcess process;
  private final Path oldConf;
  private final Path newConf;
  private final Path warehouse;
  private final Path pristine;
  private final Engine engine;
  private Map<String, List<String>> oldDay;
  private Map<String, List<String>> newDay;
  private long startUpMs;
  private long workMs;
  private int failures;

  private Chaos(Path folder, Path launcher, Engine engine) throws IOException {
    this.folder = folder;
    this.process = new RunProcess(launcher, folder.resolve("run.log"));
    this.oldConf = SampleInputs.copy(folder.resolve("old"), false);
    this.newConf = SampleInputs.copy(folder.resolve("new"), true);
    this.warehouse = folder.resolve("warehouse");
    this.pristine = folder.resolve("pristine");
    this.engine = engine;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int times = Integer.parseInt(arguments[3]);
    int first = Integer.parseInt(arguments[4]);
    int failures;
    if (arguments[2].equals("tasks")) {
      System.setProperty("spark.master", "local[2,4]");
      System.setProperty("spark.hadoop.fs.file.impl", FlakyFiles.class.getName());
    }
    try (Engine engine = Engine.open()) {
      Chaos chaos = new Chaos(folder, Path.of(arguments[1]), engine);
      chaos.publishBothDays();
      switch (arguments[2]) {
        case "moments" -> chaos.killAtMoments(times);
        case "steps" -> chaos.haltAtSteps(first);
        case "two" -> chaos.runTwoAtOnce();
        case "reader" -> chaos.readWhilePublishing(times);
        case "tasks" -> chaos.countFailedTasks();
        default -> throw new IllegalArgumentException(arguments[2]);
      }
      failures = chaos.failures;
    }
    System.out.printf("%s: %s%n", arguments[2], failures == 0 ? "passed" : failures + " FAILED");
    System.exit(failures == 0 ? 0 : 1);
  }

  /**
   * Undisturbed runs of both inputs, and how long the work of one takes in a process of its own.
   */
  private void publishBothDays() throws IOException, InterruptedException {
    DurableFiles.deleteTree(warehouse);
    runHere(oldConf, false);
    oldDay = Warehouses.rows(warehouse, DAY);
    DurableFiles.deleteTree(pristine);
    FileTree.copy(warehouse, pristine);
    runHere(newConf, false);
    newDay = Warehouses.rows(warehouse, DAY);
    if (oldDay.equals(newDay)) {
      throw new IllegalStateException("the changed input changes nothing");
    }
    restore();
    RunProcess.Timing timing = process.undisturbed(newConf, warehouse, DAY);
    startUpMs = timing.startUpMs();
    workMs = timing.workMs();
    check("undisturbed", Warehouses.rows(warehouse, DAY).equals(newDay), "values differ");
    System.out.printf("a run starts up for %,d ms and works for %,d ms%n", startUpMs, workMs);
  }

  private void killAtMoments(int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      restore();
      long afterMs = Math.round(workMs * (i + 0.5) / times);
      boolean killed = process.killed(newConf, warehouse, DAY, afterMs);
      judge(
          "%2d of %d, %,6d ms%s".formatted(i + 1, times, afterMs, killed ? "" : " (it had ended)"));
    }
  }

  private void haltAtSteps(int first) throws IOException, InterruptedException {
    Path names = folder.resolve("steps.txt");
    for (int step = first; ; step++) {
      restore();
      Files.deleteIfExists(names);
      boolean halted = process.halted(newConf, warehouse, DAY, step, names);
      List<String> reached = Files.readAllLines(names);
      if (!halted) {
        check("all steps", reached.size() == step, "the run did not end at step " + step);
        return;
      }
      judge("before \"" + reached.get(step) + "\"");
    }
  }

  private void runTwoAtOnce() throws IOException, InterruptedException {
    restore();
    List<Integer> ends = process.atOnce(newConf, warehouse, DAY);
    check("two at once", ends.equals(List.of(0, 6)), "they ended with " + ends);
    check("two at once", Warehouses.rows(warehouse, DAY).equals(newDay), "values differ");
  }

  private void readWhilePublishing(int times) throws IOException, InterruptedException {
    restore();
    List<LoopingReader> readers =
        Stream.of(LoopingReader.By.values())
            .map(by -> new LoopingReader(by, warehouse, DAY, oldDay, newDay))
            .toList();
    List<Thread> threads = readers.stream().map(reader -> new Thread(reader, "reader")).toList();
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
    for (int i = 0; i < times; i++) {
      runHere(i % 2 == 0 ? newConf : oldConf, true);
    }
    readers.forEach(LoopingReader::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf("%d publications%n", times);
    for (LoopingReader reader : readers) {
      System.out.println(reader.summary());
      reader.problems().stream().limit(10).forEach(System.out::println);
      check("reader", reader.problems().isEmpty(), reader.problems().size() + " problems");
      check("reader", reader.sawOld() > 0 && reader.sawNew() > 0, "it saw only one of the days");
    }
  }

  /** Both days were published on failing tasks, and compared with a run without. */
  private void countFailedTasks() {
    System.out.printf("%d tasks failed once%n", FlakyFiles.failures());
    check("tasks", FlakyFiles.failures() > 0, "no task failed");
  }

  /** After a run that was ended: each table is whole, and the next run heals. */
  private void judge(String what) throws IOException {
    Map<String, List<String>> left = Warehouses.rows(warehouse, DAY);
    int fresh = 0;
    for (Map.Entry<String, List<String>> table : left.entrySet()) {
      boolean isNew = table.getValue().equals(newDay.get(table.getKey()));
      boolean isOld = table.getValue().equals(oldDay.get(table.getKey()));
      check(what, isNew || isOld, table.getKey() + " is neither the old day nor the new one");
      fresh += isNew && !isOld ? 1 : 0;
    }
    RunOutcome outcome = runHere(newConf, false);
    check(what, outcome.exitCode() == ExitCode.OK, "the next run ended with " + outcome.exitCode());
    check(what, Warehouses.rows(warehouse, DAY).equals(newDay), "the next run gave other values");
    List<Path> strangers = SampleInputs.strangers(warehouse);
    check(what, strangers.isEmpty(), "left over: " + strangers);
    System.out.printf("%s: %d tables new, healed%n", what, fresh);
  }

  private void check(String what, boolean holds, String otherwise) {
    if (!holds) {
      failures++;
      System.out.printf("FAILED %s: %s%n", what, otherwise);
    }
  }

  private RunOutcome runHere(Path conf, boolean force) {
    return engine.nightly(HaltingRun.config(conf, warehouse)).run(HaltingRun.request(DAY, force));
  }

  private void restore() throws IOException {
    DurableFiles.deleteTree(warehouse);
    FileTree.copy(pristine, warehouse);
  }

  /** Files of the sample, and of warehouses. */
  private static final class SampleInputs {

    private static final Set<String> BESIDE_THE_TABLES =
        Set.of("snapshot.sql", "views.sql", "schema.json");

    private SampleInputs() {}

    /** The sample with a configuration of its own; {@code shorter} by every tenth request. */
    static Path copy(Path to, boolean shorter) throws IOException {
      Path home = Path.of(System.getenv("WATTLEDGER_HOME"));
      DurableFiles.deleteTree(to);
      FileTree.copy(home.resolve("data-samples"), to.resolve("data-samples"));
      if (shorter) {
        try (Stream<Path> logs = Files.list(to.resolve("data-samples/requests/" + DAY))) {
          for (Path log : logs.toList()) {
            dropEveryTenthLine(log);
          }
        }
      }
      String text = Files.readString(home.resolve("conf/sample.conf"));
      return Files.writeString(
          to.resolve("sample.conf"),
          text.replace("home = ${?WATTLEDGER_HOME}", "home = \"" + to.toAbsolutePath() + "\""));
    }

    private static void dropEveryTenthLine(Path log) throws IOException {
      List<String> kept = new ArrayList<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (number++ % 10 > 0) {
            kept.add(line);
          }
        }
      }
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
        out.write((String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    /** What should not be there once a run has published. */
    static List<Path> strangers(Path warehouse) throws IOException {
      try (Stream<Path> tree = Files.walk(warehouse)) {
        return tree.filter(Files::isRegularFile)
            .map(warehouse::relativize)
            .filter(
                file ->
                    file.startsWith("_staging")
                        || !file.toString().startsWith("_")
                            && !BESIDE_THE_TABLES.contains(file.toString())
                            && (!file.toString().endsWith(".parquet")
                                || file.getFileName().toString().startsWith(".")))
            .toList();
      }
    }
  }
}
