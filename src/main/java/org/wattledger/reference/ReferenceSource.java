package org.wattledger.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/**
 * Where reference tables come from: {@code <directory>/<table>/<version>/<table>.csv} if that file
 * exists, else the same path under {@code /reference} in the jar.
 *
 * <p>A version may name layers, joined by {@code +}: in {@code 2026-11-01+sample} the rows of
 * {@code sample} are added, and replace the rows of any entity that it names itself.
 *
 * @param directory directory that is looked into first
 * @param versions pinned version by table name; tables not named use {@link #SHIPPED}
 * @param gridExports files, or globs of files, of grid exports that lie over the grid table
 * @param gridExportBasis which intensity of theirs is the location-based factor
 */
public record ReferenceSource(
    Optional<Path> directory,
    Map<String, String> versions,
    List<String> gridExports,
    FactorBasis gridExportBasis) {

  /** Version of the tables in the jar. */
  public static final String SHIPPED = "2026-11-01";

  public ReferenceSource {
    versions = Map.copyOf(versions);
    gridExports = List.copyOf(gridExports);
  }

  /** Tables alone, without grid exports. */
  public ReferenceSource(Optional<Path> directory, Map<String, String> versions) {
    this(directory, versions, List.of(), FactorBasis.LIFECYCLE);
  }

  /** The tables in the jar and nothing else. */
  public static ReferenceSource shipped() {
    return new ReferenceSource(Optional.empty(), Map.of());
  }

  String version(Table table) {
    return versions.getOrDefault(table.name(), SHIPPED);
  }

  /** All tables with their pinned versions, in one line: {@code contracts=2026-11-01,grid=...}. */
  String version() {
    Map<String, String> pinned = new TreeMap<>();
    ReferenceTables.ALL.forEach(table -> pinned.put(table.name(), version(table)));
    return String.join(
        ",", pinned.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** The grid exports that the globs name, in the order of their paths, each once. */
  List<GridExport> exports(ProblemLog problems) {
    return gridExports.stream()
        .flatMap(glob -> ExportGlob.matching(glob, problems).stream())
        .distinct()
        .sorted()
        .map(path -> new GridExport(path, gridExportBasis))
        .toList();
  }

  void checkTableNames(ProblemLog problems) {
    List<String> known = ReferenceTables.ALL.stream().map(Table::name).toList();
    versions.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(
            name ->
                problems.add(
                    "reference." + name, "there is no such table; the tables are " + known));
  }

  /** The files of a table, lowest layer first. Files that are missing are reported. */
  List<FileBytes> files(Table table, ProblemLog problems) {
    List<FileBytes> files = new ArrayList<>();
    for (String version : version(table).split("\\+")) {
      String path = "%s/%s/%s.csv".formatted(table.name(), version.strip(), table.name());
      Optional<FileBytes> file = read(table, version.strip(), path, files.size(), problems);
      file.ifPresentOrElse(
          files::add, () -> problems.add(path, "not found in %s".formatted(lookedInto())));
    }
    return files;
  }

  private Optional<FileBytes> read(
      Table table, String version, String path, int layer, ProblemLog problems) {
    Optional<Path> onDisk = directory.map(root -> root.resolve(path)).filter(Files::isRegularFile);
    String inJar = "/reference/" + path;
    try (InputStream resource = ReferenceSource.class.getResourceAsStream(inJar)) {
      if (onDisk.isPresent()) {
        byte[] bytes = Files.readAllBytes(onDisk.get());
        return Optional.of(
            FileBytes.of(table.name(), version, onDisk.get().toString(), layer, bytes));
      }
      if (resource != null) {
        byte[] bytes = resource.readAllBytes();
        return Optional.of(FileBytes.of(table.name(), version, "jar:" + inJar, layer, bytes));
      }
    } catch (IOException unreadable) {
      problems.add(path, "cannot be read: " + unreadable);
    }
    return Optional.empty();
  }

  private String lookedInto() {
    return directory.map(root -> root + " nor in the jar").orElse("the jar")
        + "; correct its version or supply the file";
  }
}
