package org.wattledger.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.schema.Field;
import org.wattledger.schema.ReferenceRows;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/** Writes small tables into a directory; the tables that a test does not write are the shipped. */
final class HandMadeTables {

  static final String VERSION = "by-hand";

  private final Path directory;
  private final Map<String, String> versions = new HashMap<>();

  HandMadeTables(Path directory) {
    this.directory = directory;
  }

  /** The grid table without the columns that its readers may do without. */
  static final List<Field> SHORT_GRID =
      List.of(
          ReferenceTables.ZONE,
          ReferenceRows.VALID_FROM,
          ReferenceRows.VALID_TO,
          ReferenceTables.CADENCE,
          ReferenceTables.LOCATION_GCO2E_PER_KWH,
          ReferenceTables.LOCATION_LOW_GCO2E_PER_KWH,
          ReferenceTables.LOCATION_HIGH_GCO2E_PER_KWH,
          ReferenceTables.MARKET_RESIDUAL_GCO2E_PER_KWH,
          ReferenceTables.MARGINAL_GCO2E_PER_KWH,
          ReferenceTables.FACTOR_BASIS,
          ReferenceTables.EWIF_L_PER_KWH,
          ReferenceTables.IS_ESTIMATED,
          ReferenceRows.SOURCE);

  /** A table with only these columns and these lines. */
  HandMadeTables with(Table table, List<Field> columns, String... lines) {
    String header = String.join(",", columns.stream().map(Field::name).toList());
    return withLines(table, header, lines);
  }

  /** A table with its published header and these lines; {@code ~} stands for {@code a source}. */
  HandMadeTables with(Table table, String... lines) {
    String header = String.join(",", table.columnNames());
    return withLines(table, header, lines);
  }

  private HandMadeTables withLines(Table table, String header, String... lines) {
    return withText(
        table, header + "\n" + String.join("\n", lines).replace("~", "a source") + "\n");
  }

  HandMadeTables withText(Table table, String text) {
    try {
      Path file = directory.resolve(table.name()).resolve(VERSION).resolve(table.name() + ".csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    versions.put(table.name(), VERSION);
    return this;
  }

  HandMadeTables pinned(Table table, String version) {
    versions.put(table.name(), version);
    return this;
  }

  Reference load() {
    return ReferenceCatalog.load(source());
  }

  ReferenceSource source() {
    return new ReferenceSource(Optional.of(directory), versions);
  }

  /** What loading complains about, one text each. */
  List<String> problems() {
    try {
      load();
      return List.of();
    } catch (ReferenceProblems refused) {
      return refused.problems().stream().map(Object::toString).toList();
    }
  }
}
