package org.wattledger.verify;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of published facts: {@code <directory>/<table>/<version>/<table>.csv} if that file
 * exists, else the same path under {@code /reference} in the jar. A header, comma, quotes, UTF-8.
 */
final class FactsFile {

  static final String VERSION = "2026-11-01";

  private static final int LONGEST_CELL = 65_536;

  private FactsFile() {}

  /**
   * The rows, each by column; an empty cell is an empty text.
   *
   * @param keys columns that name a row; no two rows may have the same
   */
  static List<Map<String, String>> rows(
      Optional<Path> directory, String table, List<String> columns, int keys) {
    String path = "%s/%s/%s.csv".formatted(table, VERSION, table);
    List<String[]> lines = lines(bytes(directory, path), path);
    List<String> header = lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0));
    if (!header.equals(columns)) {
      throw new VerificationProblem(
          "%s: the header is %s; it must be %s".formatted(path, header, columns));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (String[] cells : lines.subList(1, lines.size())) {
      List<String> key = Arrays.asList(cells).subList(0, keys);
      if (cells.length != columns.size() || !seen.add(key)) {
        throw new VerificationProblem(
            "%s: row %s has %d cells or occurs twice; give %d cells, once"
                .formatted(path, key, cells.length, columns.size()));
      }
      rows.add(row(columns, cells));
    }
    return rows;
  }

  private static Map<String, String> row(List<String> columns, String[] cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put(columns.get(i), cells[i] == null ? "" : cells[i].strip());
    }
    return row;
  }

  private static List<String[]> lines(byte[] bytes, String path) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(LONGEST_CELL);
    settings.setSkipEmptyLines(true);
    try {
      return new CsvParser(settings)
          .parseAll(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    } catch (TextParsingException malformed) {
      throw new VerificationProblem(path + ": cannot be read as CSV; check its quotes");
    }
  }

  private static byte[] bytes(Optional<Path> directory, String path) {
    Optional<Path> onDisk = directory.map(root -> root.resolve(path)).filter(Files::isRegularFile);
    try (InputStream inJar = FactsFile.class.getResourceAsStream("/reference/" + path)) {
      if (onDisk.isPresent()) {
        return Files.readAllBytes(onDisk.get());
      }
      if (inJar != null) {
        return inJar.readAllBytes();
      }
    } catch (IOException unreadable) {
      throw new VerificationProblem("%s: cannot be read: %s".formatted(path, unreadable));
    }
    throw new VerificationProblem(path + ": not found; supply the file in the reference directory");
  }
}
