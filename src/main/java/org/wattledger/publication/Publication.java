package org.wattledger.publication;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wattledger.publication.Commit.CommittedFile;
import org.wattledger.publication.Commit.CommittedTable;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * Moves the staged tables of one day into the public tree, so that a reader finds the former or the
 * new content of a table and day, never a part and never nothing.
 *
 * <pre>
 * _staging/RUN/TABLE/*.parquet       written by the run, audited, forced to the disk
 * _data/TABLE/DAY/RUN/*.parquet      what the run published, under names that never change
 * _commits/NUMBER.json               the commit: before it nothing new is visible
 * TABLE/dt=DAY/TABLE.parquet         one file a day, replaced by a rename
 * TABLE/dt=DAY                       view of the directory of the run, replaced by a rename
 * _runs/days/DAY.json, _runs/last.json, _commits/carried_out
 * </pre>
 *
 * <p>All that can take long or run out of space happens before the commit; after it there are only
 * renames. A run that ends between them leaves a commit that the next one carries out; nothing is
 * ever taken back on the way. Staged files of runs that never committed stay for inspection until
 * the next publication.
 *
 * <p>The caller holds the {@link RunLock}. Knows no Spark.
 */
public final class Publication {

  /** Looks at the staged tables before anything moves; throws to refuse them. */
  public interface Audit {
    void check() throws IOException;
  }

  /** Told before each step; a test fails or ends the process there. */
  public interface Steps {
    void before(String step) throws IOException;

    /** Nobody is told. */
    static Steps untold() {
      return step -> {};
    }
  }

  private final Storage storage;
  private final Set<String> linkedTables;
  private final Steps steps;
  private final CommitLog log;
  private final Completion completion;
  private long newest;

  /**
   * Reads which commit is the newest: a publication that finds another one later has lost its lock
   * without knowing.
   *
   * @param linkedTables tables with many files a day, published as a view of a directory
   * @throws PublicationFailed INTACT if the commits cannot be listed
   */
  public Publication(Storage storage, Set<String> linkedTables, Steps steps) {
    this.storage = storage;
    this.linkedTables = Set.copyOf(linkedTables);
    this.steps = steps;
    this.log = new CommitLog(storage);
    this.completion = new Completion(storage, log, steps);
    try {
      this.newest = log.newestNumber();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Carries out a commit that a run left behind.
   *
   * @return what was done; empty if there was nothing to do
   * @throws PublicationFailed UNCLEAR if that is not possible
   */
  public Optional<String> rollForward() {
    Optional<Commit> unfinished;
    try {
      unfinished = log.unfinished();
    } catch (IOException e) {
      throw unreadable(e);
    }
    return unfinished.map(
        commit -> {
          requireWhole(commit);
          carryOut(commit);
          List<String> told = new ArrayList<>();
          told.add(
              "run %s had committed %s and ended before all of it was shown; it is shown now"
                  .formatted(commit.day().runId(), commit.day().day()));
          told.addAll(sweep(commit));
          return String.join("; ", told);
        });
  }

  /**
   * Publishes the day.
   *
   * @param tables every table of the day, each staged with at least one Parquet file
   * @return warnings of the clean-up; the day is published all the same
   * @throws PublicationFailed INTACT: the former data is shown; UNCLEAR: the day is committed, but
   *     not all of it is shown yet
   */
  public List<String> publish(PublishedDay day, List<String> tables, Audit audit) {
    Commit commit;
    try {
      steps.before("audit");
      audit.check();
      commit = prepare(day, tables);
      steps.before("commit");
    } catch (IOException e) {
      throw new PublicationFailed(
          Outcome.INTACT,
          "Publishing %s failed: %s".formatted(day.day(), e),
          "the former data is intact; check space and permissions of the warehouse and run again",
          e);
    }
    log.append(commit);
    newest = commit.sequence();
    carryOut(commit);
    return sweep(commit);
  }

  /**
   * Removes what a dead run staged, which would take the space of the next one. What it committed
   * is shown by now; what cannot be removed the next publication tries again.
   */
  public void discard(String deadRun) {
    if (Layout.isSafeName(deadRun)) {
      try {
        steps.before("discard " + deadRun);
        storage.delete(Layout.staging(deadRun));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Between the end of that run and now, somebody may have tidied up. */
  private void requireWhole(Commit commit) {
    List<String> lost;
    try {
      lost = completion.lost(commit);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!lost.isEmpty()) {
      throw new PublicationFailed(
          Outcome.UNCLEAR,
          "Commit %d of %s cannot be carried out: %s missing or damaged"
              .formatted(commit.sequence(), commit.day().day(), String.join(", ", lost)),
          "nothing was changed; `recover` finds out what can be shown",
          null);
    }
  }

  private void carryOut(Commit commit) {
    try {
      completion.carryOut(commit);
    } catch (IOException e) {
      throw new PublicationFailed(
          Outcome.UNCLEAR,
          "%s is committed (%d), but not all of it can be shown: %s"
              .formatted(commit.day().day(), commit.sequence(), e),
          "nothing was deleted; check the warehouse: the next run, or `recover`, shows the rest",
          e);
    }
  }

  private Commit prepare(PublishedDay draft, List<String> tables) throws IOException {
    PublishedDay day = draft.as(newest + 1);
    List<CommittedTable> committed = new ArrayList<>();
    Map<String, String> secondNames = new LinkedHashMap<>();
    for (String table : tables) {
      steps.before("prepare " + table);
      committed.add(
          linkedTables.contains(table) ? directory(day, table) : oneFile(day, table, secondNames));
    }
    steps.before("keep second names");
    storage.keep(secondNames);
    return new Commit(
        day.sequence(),
        day,
        committed,
        PublishedDay.read(storage, Layout.dayRecord(day.day())).orElse(null),
        PublishedDay.read(storage, Layout.LAST).orElse(null),
        null);
  }

  /** A file has its staged name, and so the second one, only once its content is on the disk. */
  private CommittedTable oneFile(PublishedDay day, String table, Map<String, String> secondNames)
      throws IOException {
    String staging = Layout.staging(day.runId(), table);
    List<String> files = parquet(staging);
    if (files.size() != 1) {
      throw new IOException(
          "%s must be staged as one Parquet file, found %d in %s"
              .formatted(table, files.size(), staging));
    }
    String staged = Layout.stagedFile(day.runId(), table);
    String written = staging + "/" + files.get(0);
    storage.sync(written);
    if (written.equals(staged)) {
      storage.sync(staging);
    } else {
      storage.replaceFile(written, staged);
    }
    secondNames.put(Layout.data(table, day.day(), day.runId()) + "/" + table + ".parquet", staged);
    String former = null;
    String shown = Layout.file(table, day.day());
    if (storage.exists(shown)) {
      former = Layout.former(day.runId(), table + ".parquet");
      secondNames.put(former, shown);
    }
    return new CommittedTable(table, false, List.of(describe(staging, table + ".parquet")), former);
  }

  private CommittedTable directory(PublishedDay day, String table) throws IOException {
    String staging = Layout.staging(day.runId(), table);
    List<String> files = parquet(staging);
    if (files.isEmpty()) {
      throw new IOException("No Parquet file is staged in " + staging);
    }
    List<CommittedFile> described = new ArrayList<>();
    for (String name : storage.entries(staging)) {
      if (files.contains(name)) {
        storage.sync(staging + "/" + name);
        described.add(describe(staging, name));
      } else {
        storage.delete(staging + "/" + name);
      }
    }
    storage.sync(staging);
    steps.before("move " + table);
    storage.moveDirectory(staging, Layout.data(table, day.day(), day.runId()));
    return new CommittedTable(table, true, described, formerDirectory(day, table));
  }

  private String formerDirectory(PublishedDay day, String table) throws IOException {
    return storage.shown(Layout.day(table, day.day())).orElse(null);
  }

  private CommittedFile describe(String directory, String name) throws IOException {
    Storage.Content content =
        storage
            .content(directory + "/" + name)
            .orElseThrow(() -> new IOException(directory + "/" + name + " is gone"));
    return new CommittedFile(name, content.bytes(), content.crc32c());
  }

  private List<String> parquet(String directory) throws IOException {
    return storage.entries(directory).stream()
        .filter(name -> name.endsWith(".parquet") && !name.startsWith("."))
        .toList();
  }

  /** The new run and the one shown before it stay, for readers of what they saw when they began. */
  private List<String> sweep(Commit commit) {
    LocalDate day = commit.day().day();
    List<String> warnings = new ArrayList<>();
    try {
      for (CommittedTable table : commit.tables()) {
        steps.before("sweep " + table.name());
        for (String run : storage.entries(Layout.data(table.name(), day))) {
          String data = Layout.data(table.name(), day, run);
          boolean isFormer = commit.former() != null && run.equals(commit.former().runId());
          if (!run.equals(commit.day().runId()) && !isFormer && !data.equals(table.formerly())) {
            storage.delete(data);
          }
        }
      }
      steps.before("sweep " + Layout.STAGING);
      for (String leftover : storage.entries(Layout.STAGING)) {
        storage.delete(Layout.staging(leftover));
      }
    } catch (IOException e) {
      warnings.add(
          "%s is published, but leftovers remain (%s); the next publication tries again"
              .formatted(day, e));
    }
    return warnings;
  }

  private static PublicationFailed unreadable(IOException e) {
    return new PublicationFailed(
        Outcome.UNCLEAR,
        "The commits of the warehouse cannot be read: " + e,
        "nothing was changed; repair the storage, then `recover` finds out what is shown",
        e);
  }
}
