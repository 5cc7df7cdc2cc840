package org.wattledger.chaos;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wattledger.contract.Warehouses;
import org.wattledger.schema.OutputTables;

/**
 * A dashboard that never stops asking, with DuckDB. Every aggregate must be the one day or the
 * other; the request table, read in the middle of a flip, may hold files of both, but none is
 * missing.
 */
final class LoopingReader implements Runnable {

  private final Path warehouse;
  private final LocalDate day;
  private final Map<String, List<String>> oldDay;
  private final Map<String, List<String>> newDay;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile int reads;
  private volatile int sawOld;
  private volatile int sawNew;

  LoopingReader(
      Path warehouse,
      LocalDate day,
      Map<String, List<String>> oldDay,
      Map<String, List<String>> newDay) {
    this.warehouse = warehouse;
    this.day = day;
    this.oldDay = oldDay;
    this.newDay = newDay;
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        look(Warehouses.rows(warehouse, day));
      } catch (RuntimeException e) {
        problems.add(e + (e.getCause() == null ? "" : ": " + e.getCause()));
      }
      reads++;
    }
  }

  private void look(Map<String, List<String>> seen) {
    seen.forEach(
        (table, rows) -> {
          boolean isOld = rows.equals(oldDay.get(table));
          boolean isNew = rows.equals(newDay.get(table));
          boolean isAggregate = !table.equals(OutputTables.REQUEST_FOOTPRINT.name());
          if (isAggregate && !isOld && !isNew && !table.equals("restatement")) {
            problems.add(table + " is neither the old day nor the new one");
          }
          if (table.equals(OutputTables.MODEL_DAILY.name())) {
            sawOld += isOld ? 1 : 0;
            sawNew += isNew ? 1 : 0;
          }
        });
  }

  void stop() {
    stopped = true;
  }

  int reads() {
    return reads;
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
}
