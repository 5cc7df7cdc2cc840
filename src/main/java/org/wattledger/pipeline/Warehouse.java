package org.wattledger.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.wattledger.publication.PublicationFailed;
import org.wattledger.publication.WarehouseTree;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** Where the tables are published. */
public final class Warehouse {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Warehouse() {}

  /**
   * To be called before anything is written.
   *
   * @throws RunFailure SECURITY if a directory of the warehouse is a link; STORAGE if one that is
   *     missing cannot be made
   */
  static void secure(Path warehouse) {
    try {
      WarehouseTree.secure(warehouse, OutputTables.PUBLISHED.stream().map(Table::name).toList());
    } catch (PublicationFailed e) {
      throw RunFailure.of(e);
    }
  }

  /**
   * The directory that a configuration names, as a path or as a {@code file:} URI.
   *
   * @throws RunFailure USAGE for any other URI: only a POSIX file system has the atomic renames and
   *     links that a publication rests on
   */
  public static Path directory(String configured) {
    if (!SCHEME.matcher(configured).matches()) {
      return Path.of(configured);
    }
    if (configured.startsWith("file:/")) {
      return Path.of(URI.create(configured).getPath());
    }
    throw new RunFailure(
        ExitCode.USAGE,
        "wattledger.warehouse is on %s storage, which has no atomic renames"
            .formatted(configured.substring(0, configured.indexOf(':'))),
        "name a directory of a local or NFS file system, and copy published days from there");
  }
}
