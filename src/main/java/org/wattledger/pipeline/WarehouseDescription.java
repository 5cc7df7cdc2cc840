package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wattledger.publication.PosixStorage;
import org.wattledger.schema.DataDictionary;
import org.wattledger.schema.DuckDbViews;

/** What stands beside the tables of a warehouse for those who read them. */
final class WarehouseDescription {

  static final String VIEWS = "views.sql";
  static final String SCHEMA = "schema.json";

  private WarehouseDescription() {}

  /**
   * Writes what is missing, or differs from what this version writes of the days that are
   * published, each file whole or not at all.
   *
   * @return why it cannot be written; the published days are readable without
   */
  static Optional<String> write(Path warehouse) {
    PosixStorage storage = new PosixStorage(warehouse);
    try {
      storage.update(VIEWS, DuckDbViews.script());
      storage.update(SCHEMA, DataDictionary.warehouse().json());
      new SnapshotScript(storage).write();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "%s, %s and %s of %s cannot be written (%s); the next run tries again"
              .formatted(VIEWS, SCHEMA, SnapshotScript.FILE, warehouse, e));
    }
  }
}
