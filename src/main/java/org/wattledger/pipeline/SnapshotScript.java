package org.wattledger.pipeline;

import java.io.IOException;
import java.util.List;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.DuckDbViews;
import org.wattledger.schema.Table;

/**
 * The script {@code snapshot.sql} of a warehouse: views over the files of the runs that are shown,
 * under names that never change. An engine that opens a file by name twice in one query, as DuckDB
 * does, cannot meet two versions of it there.
 */
final class SnapshotScript {

  static final String FILE = "snapshot.sql";

  private final PosixStorage storage;

  SnapshotScript(PosixStorage storage) {
    this.storage = storage;
  }

  /** Brings the script to what is published; to be called under the lock, after every change. */
  void write() throws IOException {
    write(PublishedDay.all(storage));
  }

  /** The same for the days that will be left when others are gone. */
  void write(List<PublishedDay> days) throws IOException {
    if (days.isEmpty()) {
      storage.delete(FILE);
      return;
    }
    String script =
        DuckDbViews.snapshot(table -> days.stream().map(day -> files(table, day)).toList());
    storage.update(FILE, script);
  }

  private String files(Table table, PublishedDay day) {
    String data = Layout.data(table.name(), day.day(), day.runId());
    // A day from before runs were kept has its aggregates only where they are shown.
    String folder = storage.exists(data) ? data : Layout.day(table.name(), day.day());
    return folder + "/*.parquet";
  }
}
