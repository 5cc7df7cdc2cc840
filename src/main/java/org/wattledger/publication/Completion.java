package org.wattledger.publication;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.publication.Commit.CommittedFile;
import org.wattledger.publication.Commit.CommittedTable;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * Shows what a commit says, by renames alone, and marks the commit as carried out. Whatever part of
 * it was done before is found done, so it can be repeated until it ends.
 */
final class Completion {

  private final Storage storage;
  private final CommitLog log;
  private final Publication.Steps steps;

  Completion(Storage storage, CommitLog log, Publication.Steps steps) {
    this.storage = storage;
    this.log = log;
    this.steps = steps;
  }

  /** Where the files of a table of a commit are. */
  enum Place {
    SHOWN,
    STAGED,
    /** Neither here nor there as the commit describes them. */
    LOST
  }

  void carryOut(Commit commit) throws IOException {
    LocalDate day = commit.day().day();
    // Dashboards read the tables of one file; the large tables are read least.
    for (boolean linked : new boolean[] {false, true}) {
      for (CommittedTable table : commit.tables()) {
        if (table.linked() == linked) {
          steps.before("show " + table.name());
          if (commit.undoes() != null) {
            restore(commit, table);
          } else if (linked) {
            showDirectory(commit, table);
          } else {
            showFile(commit, table);
          }
        }
      }
    }
    steps.before("record the day");
    record(Layout.dayRecord(day), commit, commit.former());
    steps.before("record the last day");
    record(Layout.LAST, commit, commit.formerLast());
    steps.before("mark the commit as carried out");
    log.carriedOut(commit.sequence());
  }

  /** Compares every file with what the commit says of it. */
  Place place(Commit commit, CommittedTable table) throws IOException {
    LocalDate day = commit.day().day();
    String runId = commit.day().runId();
    if (!table.linked()) {
      return holds(table, Layout.staging(runId, table.name()))
          ? Place.STAGED
          : holds(table, Layout.day(table.name(), day)) ? Place.SHOWN : Place.LOST;
    }
    String data = Layout.data(table.name(), day, runId);
    String view = Layout.day(table.name(), day);
    if (storage.shown(view).equals(Optional.of(data))) {
      return holds(table, view) ? Place.SHOWN : Place.LOST;
    }
    return holds(table, data) ? Place.STAGED : Place.LOST;
  }

  /** Tables of a commit whose files are not what it says; none if it takes another one back. */
  List<String> lost(Commit commit) throws IOException {
    List<String> lost = new ArrayList<>();
    if (commit.undoes() == null) {
      for (CommittedTable table : commit.tables()) {
        if (place(commit, table) == Place.LOST) {
          lost.add(table.name());
        }
      }
    }
    return lost;
  }

  private boolean holds(CommittedTable table, String directory) throws IOException {
    for (CommittedFile file : table.files()) {
      if (storage.content(directory + "/" + file.name()).filter(file::matches).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void showFile(Commit commit, CommittedTable table) throws IOException {
    String staged = Layout.stagedFile(commit.day().runId(), table.name());
    String shown = Layout.file(table.name(), commit.day().day());
    if (storage.exists(staged)) {
      storage.replaceFile(staged, shown);
    } else if (!storage.exists(shown)) {
      throw lost(commit, table);
    }
  }

  private void showDirectory(Commit commit, CommittedTable table) throws IOException {
    LocalDate day = commit.day().day();
    String data = Layout.data(table.name(), day, commit.day().runId());
    String view = Layout.day(table.name(), day);
    if (storage.shown(view).equals(Optional.of(data))) {
      return;
    }
    if (!storage.exists(data)) {
      throw lost(commit, table);
    }
    storage.show(data, view, Optional.ofNullable(table.formerly()));
  }

  private void restore(Commit undo, CommittedTable table) throws IOException {
    LocalDate day = undo.day().day();
    String name = Layout.day(table.name(), day);
    if (table.formerly() == null) {
      if (table.linked()) {
        storage.hide(name);
      } else {
        storage.delete(name);
      }
    } else if (table.linked()) {
      if (!storage.shown(name).equals(Optional.of(table.formerly()))) {
        String data = Layout.data(table.name(), day, undo.day().runId());
        storage.show(table.formerly(), name, Optional.of(data));
      }
    } else {
      // The copy stays, for an undo that is interrupted and repeated.
      String again = Layout.former(undo.day().runId(), "again." + table.name());
      storage.keep(Map.of(again, table.formerly()));
      storage.replaceFile(again, Layout.file(table.name(), day));
    }
  }

  private void record(String file, Commit commit, PublishedDay before) throws IOException {
    PublishedDay now = commit.undoes() == null ? commit.day() : before;
    if (now == null) {
      storage.delete(file);
    } else {
      storage.write(file, Json.text(now));
    }
  }

  private static PublicationFailed lost(Commit commit, CommittedTable table) {
    return new PublicationFailed(
        Outcome.UNCLEAR,
        "Commit %d of %s: the files of %s are neither staged nor shown"
            .formatted(commit.sequence(), commit.day().day(), table.name()),
        "nothing was deleted; `recover` finds out what can be shown",
        null);
  }
}
