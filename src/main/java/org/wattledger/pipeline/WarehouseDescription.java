package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wattledger.publication.DurableFiles;
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
    Map<String, String> files = new LinkedHashMap<>();
    files.put(VIEWS, DuckDbViews.script());
    files.put(SCHEMA, DataDictionary.warehouse().json());
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(warehouse.resolve(file.getKey()), file.getValue());
      }
      new SnapshotScript(new PosixStorage(warehouse)).write();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "%s, %s and %s of %s cannot be written (%s); the next run tries again"
              .formatted(VIEWS, SCHEMA, SnapshotScript.FILE, warehouse, e));
    }
  }

  /** A link of that name is replaced, not followed. */
  private static void write(Path file, String text) throws IOException {
    if (Files.isRegularFile(file)
        && !Files.isSymbolicLink(file)
        && Files.readString(file).equals(text)) {
      return;
    }
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    DurableFiles.write(unfinished, text);
    DurableFiles.replace(unfinished, file);
  }
}
