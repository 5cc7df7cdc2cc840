package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Moves the staged tables of one day into the public tree, so that a reader finds the former or the
 * new content of a table and day, never a part and never nothing.
 *
 * <pre>
 * _staging/RUN/TABLE/*.parquet        written by the run, audited, then renamed:
 *   one file a day                    TABLE/dt=DAY/TABLE.parquet
 *   linked tables                     _data/TABLE/DAY/RUN/, shown by the link TABLE/dt=DAY
 * _runs/days/DAY.json, _runs/last.json   last of all: the day is published
 * </pre>
 *
 * <p>All that can take long or run out of space happens before the first public name changes. Then
 * there are only renames: first the one-file tables that dashboards read, then the links of the
 * large tables, then the two records. If a rename fails, those before it are taken back by renames
 * too. Staged files of runs that never published stay for inspection until the next publication.
 *
 * <p>The caller holds the {@link RunLock}. Needs a file system with atomic renames and links.
 */
public final class Publication {

  /** Looks at the staged tables before anything moves; throws to refuse them. */
  public interface Audit {
    void check(Path staged) throws IOException;
  }

  /** Told before each step; a test fails there. */
  interface Steps {
    void before(String step) throws IOException;
  }

  private final Path warehouse;
  private final Set<String> linkedTables;
  private final Steps steps;

  /**
   * @param linkedTables tables with many files a day, published as a link to a directory
   */
  public Publication(Path warehouse, Set<String> linkedTables) {
    this(warehouse, linkedTables, step -> {});
  }

  Publication(Path warehouse, Set<String> linkedTables, Steps steps) {
    this.warehouse = warehouse;
    this.linkedTables = Set.copyOf(linkedTables);
    this.steps = steps;
  }

  /** Where a run puts the Parquet files of a table. The directory is not made here. */
  public Path staging(String runId, String table) {
    return staging(runId).resolve(table);
  }

  /**
   * Publishes the day.
   *
   * @param tables every table of the day, each staged with at least one Parquet file
   * @return warnings of the clean-up; the day is published all the same
   * @throws RunFailure what the audit throws; STORAGE: the former data is intact; UNCLEAR: it could
   *     not be restored, and nothing was deleted
   */
  public List<String> publish(PublishedDay day, List<String> tables, Audit audit) {
    List<Replacement> replacements;
    try {
      steps.before("audit");
      audit.check(staging(day.runId()));
      replacements = prepare(day, tables);
    } catch (IOException e) {
      throw storageFailure(day, e);
    }
    replaceAll(day, replacements);
    return sweep(day);
  }

  private List<Replacement> prepare(PublishedDay day, List<String> tables) throws IOException {
    List<Replacement> replacements = new ArrayList<>();
    for (String table : tables) {
      if (!linkedTables.contains(table)) {
        replacements.add(oneFile(day, table));
      }
    }
    for (String table : tables) {
      if (linkedTables.contains(table)) {
        replacements.add(link(day, table));
      }
    }
    replacements.add(dayRecord(day, "day.json", PublishedDay.file(warehouse, day.day())));
    replacements.add(dayRecord(day, "last.json", PublishedDay.last(warehouse)));
    return replacements;
  }

  private Replacement oneFile(PublishedDay day, String table) throws IOException {
    steps.before("prepare " + table);
    List<Path> files = parquetFiles(staging(day.runId(), table));
    if (files.size() != 1) {
      throw new IOException(
          "%s must be staged as one Parquet file, found %d in %s"
              .formatted(table, files.size(), staging(day.runId(), table)));
    }
    DurableFiles.sync(files.get(0));
    return replacement(day, files.get(0), shownAs(table, day.day()).resolve(table + ".parquet"));
  }

  private Replacement link(PublishedDay day, String table) throws IOException {
    steps.before("prepare " + table);
    Path staged = staging(day.runId(), table);
    keepOnlyParquet(staged);
    Path data = dataOf(table, day.day());
    Files.createDirectories(data);
    steps.before("move the files of " + table);
    Path moved = data.resolve(day.runId());
    Files.move(staged, moved, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(data);
    steps.before("link " + table);
    Path shownAs = shownAs(table, day.day());
    Path link = scratch(day, "link." + table);
    Files.createSymbolicLink(link, shownAs.getParent().relativize(moved));
    return replacement(day, link, shownAs);
  }

  private Replacement dayRecord(PublishedDay day, String name, Path target) throws IOException {
    steps.before("write " + name);
    Path file = scratch(day, name);
    DurableFiles.write(file, Json.text(day));
    return replacement(day, file, target);
  }

  private Replacement replacement(PublishedDay day, Path staged, Path target) throws IOException {
    String name = warehouse.relativize(target).toString().replace('/', '.');
    return Replacement.prepare(staged, target, scratch(day, "former." + name));
  }

  private void replaceAll(PublishedDay day, List<Replacement> replacements) {
    List<Replacement> begun = new ArrayList<>();
    try {
      for (Replacement replacement : replacements) {
        steps.before("replace " + replacement.target());
        begun.add(replacement);
        replacement.apply();
      }
      steps.before("finish");
    } catch (IOException e) {
      takeBack(day, begun, e);
      throw storageFailure(day, e);
    }
  }

  private void takeBack(PublishedDay day, List<Replacement> begun, IOException reason) {
    Collections.reverse(begun);
    try {
      for (Replacement replacement : begun) {
        steps.before("take back " + replacement.target());
        replacement.undo();
      }
    } catch (IOException e) {
      e.addSuppressed(reason);
      throw new RunFailure(
          ExitCode.UNCLEAR,
          "Publishing %s failed (%s) and the former files could not be put back (%s)"
              .formatted(day.day(), reason, e),
          "nothing was deleted: keep %s, repair the storage and repeat the day with --force"
              .formatted(staging(day.runId())),
          e);
    }
  }

  /** The new run and the one shown before it stay, for readers that have its files open. */
  private List<String> sweep(PublishedDay day) {
    List<String> warnings = new ArrayList<>();
    try {
      for (String table : linkedTables) {
        steps.before("sweep " + table);
        Set<String> kept = Set.of(day.runId(), formerRun(day, table));
        for (Path run : DurableFiles.entries(dataOf(table, day.day()))) {
          if (!kept.contains(run.getFileName().toString())) {
            DurableFiles.deleteTree(run);
          }
        }
      }
      steps.before("sweep _staging");
      for (Path leftover : DurableFiles.entries(warehouse.resolve("_staging"))) {
        DurableFiles.deleteTree(leftover);
      }
    } catch (IOException e) {
      warnings.add(
          "%s is published, but leftovers remain (%s); the next publication tries again"
              .formatted(day.day(), e));
    }
    return warnings;
  }

  private String formerRun(PublishedDay day, String table) throws IOException {
    String name = table + "." + shownAs(table, day.day()).getFileName();
    Path former = scratch(day, "former." + name);
    return Files.isSymbolicLink(former)
        ? Files.readSymbolicLink(former).getFileName().toString()
        : "";
  }

  private static void keepOnlyParquet(Path staged) throws IOException {
    List<Path> parquet = parquetFiles(staged);
    if (parquet.isEmpty()) {
      throw new IOException("No Parquet file is staged in " + staged);
    }
    for (Path file : DurableFiles.entries(staged)) {
      if (parquet.contains(file)) {
        DurableFiles.sync(file);
      } else {
        Files.delete(file);
      }
    }
    DurableFiles.sync(staged);
  }

  private static List<Path> parquetFiles(Path directory) throws IOException {
    return DurableFiles.entries(directory).stream()
        .filter(file -> file.getFileName().toString().endsWith(".parquet"))
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .toList();
  }

  private static RunFailure storageFailure(PublishedDay day, IOException e) {
    return new RunFailure(
        ExitCode.STORAGE,
        "Publishing %s failed: %s".formatted(day.day(), e),
        "the former data is intact; check space and permissions of the warehouse and run again",
        e);
  }

  private Path staging(String runId) {
    return warehouse.resolve("_staging").resolve(runId);
  }

  private Path scratch(PublishedDay day, String name) {
    return staging(day.runId()).resolve("_publication").resolve(name);
  }

  private Path dataOf(String table, LocalDate day) {
    return warehouse.resolve("_data").resolve(table).resolve(day.toString());
  }

  private Path shownAs(String table, LocalDate day) {
    return warehouse.resolve(table).resolve("dt=" + day);
  }
}
