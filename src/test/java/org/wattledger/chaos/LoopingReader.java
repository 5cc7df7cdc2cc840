package org.wattledger.chaos;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.wattledger.contract.Warehouses;
import org.wattledger.schema.OutputTables;

/** A dashboard that never stops asking, with DuckDB. */
final class LoopingReader implements Runnable {

  /** How it finds the files. */
  enum By {
    /** By snapshot.sql: all tables together must be the one day or the other, without an error. */
    SNAPSHOT,
    /**
     * By their public names: no file is missing, and each aggregate is the one day or the other.
     * DuckDB opens a file by name twice, and may find that it changed in between: then it is asked
     * again.
     */
    NAMES
  }

  /** Grows with each publication. */
  private static final String RESTATEMENT = OutputTables.RESTATEMENT.name();

  /** In the middle of a flip, files of both runs. */
  private static final String REQUESTS = OutputTables.REQUEST_FOOTPRINT.name();

  private final By by;
  private final Path warehouse;
  private final LocalDate day;
  private final Map<String, List<String>> oldDay;
  private final Map<String, List<String>> newDay;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile int reads;
  private volatile int sawOld;
  private volatile int sawNew;
  private volatile int askedAgain;

  LoopingReader(
      By by,
      Path warehouse,
      LocalDate day,
      Map<String, List<String>> oldDay,
      Map<String, List<String>> newDay) {
    this.by = by;
    this.warehouse = warehouse;
    this.day = day;
    this.oldDay = oldDay;
    this.newDay = newDay;
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        look(by == By.SNAPSHOT ? Warehouses.snapshot(warehouse) : Warehouses.rows(warehouse, day));
      } catch (RuntimeException e) {
        String message = e + (e.getCause() == null ? "" : ": " + e.getCause());
        if (by == By.SNAPSHOT
            || Stream.of("No files found", "No such file", "does not exist")
                .anyMatch(message::contains)) {
          problems.add(message);
        } else {
          askedAgain++;
        }
      }
      reads++;
    }
  }

  private void look(Map<String, List<String>> seen) {
    List<String> notOld = differing(seen, oldDay);
    List<String> notNew = differing(seen, newDay);
    if (notOld.isEmpty()) {
      sawOld++;
    } else if (notNew.isEmpty()) {
      sawNew++;
    } else if (by == By.SNAPSHOT) {
      problems.add("%s are not of the old day, %s not of the new one".formatted(notOld, notNew));
    } else {
      notOld.stream()
          .filter(table -> notNew.contains(table) && !table.equals(REQUESTS))
          .forEach(table -> problems.add(table + " is neither the old day nor the new one"));
    }
  }

  private static List<String> differing(
      Map<String, List<String>> seen, Map<String, List<String>> day) {
    return seen.keySet().stream()
        .filter(table -> !table.equals(RESTATEMENT))
        .filter(table -> !seen.get(table).equals(day.get(table)))
        .toList();
  }

  void stop() {
    stopped = true;
  }

  int sawOld() {
    return sawOld;
  }

  int sawNew() {
    return sawNew;
  }

  List<String> problems() {
    return problems;
  }

  String summary() {
    return "%s: %d times read, %d times the old day, %d times the new one, %d times asked again"
        .formatted(by, reads, sawOld, sawNew, askedAgain);
  }
}
