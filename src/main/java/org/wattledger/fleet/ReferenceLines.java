package org.wattledger.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattledger.schema.Field;
import org.wattledger.schema.ReferenceRows;
import org.wattledger.schema.Table;

/** The file of one reference table of a fleet; what no row gives is an empty cell. */
final class ReferenceLines {

  private static final String SOURCE = "synthetic fleet: not a measurement";

  private final Table table;
  private final List<String> lines = new ArrayList<>();

  ReferenceLines(Table table) {
    this.table = table;
    lines.add(String.join(",", table.columnNames()));
  }

  /** Adds a row; numbers are written with as many digits as they have, texts without quotes. */
  void add(Map<Field, ?> cells) {
    lines.add(
        table.fields().stream()
            .map(field -> field.equals(ReferenceRows.SOURCE) ? SOURCE : text(cells.get(field)))
            .collect(Collectors.joining(",")));
  }

  void write(Path directory, String version) throws IOException {
    Path folder = directory.resolve(table.name()).resolve(version);
    Files.createDirectories(folder);
    Files.write(folder.resolve(table.name() + ".csv"), lines, StandardCharsets.UTF_8);
  }

  /** Figures are made up: more than two digits would pretend otherwise. */
  static String rounded(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }

  private static String text(Object cell) {
    return cell == null ? "" : cell.toString();
  }
}
