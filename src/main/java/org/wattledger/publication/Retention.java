package org.wattledger.publication;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes published days away for good, oldest first. Interrupted, it leaves a day without a record,
 * of which the next call finds the rest.
 *
 * <p>To change anything the caller holds the {@link RunLock}.
 */
public final class Retention {

  private final Storage storage;
  private final Collection<String> tables;
  private final Collection<String> linkedTables;

  /**
   * @param tables all public tables
   * @param linkedTables those of them whose days are views of a directory
   */
  public Retention(Storage storage, Collection<String> tables, Collection<String> linkedTables) {
    this.storage = storage;
    this.tables = tables;
    this.linkedTables = linkedTables;
  }

  /** Every day before a date of which the warehouse still has something. */
  public TreeSet<LocalDate> daysBefore(LocalDate date) throws IOException {
    TreeSet<LocalDate> days = new TreeSet<>(PublishedDay.days(storage));
    for (String table : tables) {
      days.addAll(Layout.days(storage.entries(table)));
      days.addAll(Layout.days(storage.entries(Layout.DATA + "/" + table), "", ""));
    }
    return new TreeSet<>(days.headSet(date));
  }

  /** The day's tables and its record. */
  public void remove(LocalDate day) throws IOException {
    storage.delete(Layout.dayRecord(day));
    for (String table : tables) {
      if (linkedTables.contains(table)) {
        storage.hide(Layout.day(table, day));
      } else {
        storage.delete(Layout.day(table, day));
      }
      storage.delete(Layout.data(table, day));
    }
  }

  /**
   * Commits of days before a date, but for the newest of all: the next one counts on from it.
   *
   * @return how many
   */
  public int removeCommitsBefore(LocalDate date) throws IOException {
    CommitLog log = new CommitLog(storage);
    long newest = log.newestNumber();
    int removed = 0;
    for (String name : storage.entries(Layout.COMMITS)) {
      long number = Layout.sequence(name);
      if (number >= 0 && number < newest) {
        Optional<Commit> commit = log.read(number);
        if (commit.isPresent() && commit.get().day().day().isBefore(date)) {
          storage.delete(Layout.COMMITS + "/" + name);
          removed++;
        }
      }
    }
    return removed;
  }
}
