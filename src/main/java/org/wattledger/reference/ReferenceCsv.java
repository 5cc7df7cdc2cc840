package org.wattledger.reference;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * Reads the CSV files of a table: UTF-8 with or without byte-order mark, comma, quotes, a header,
 * {@code #} lines as comments. Hands on only rows whose required cells are filled; a column that
 * may be empty may be absent from the header, and is then empty in every row.
 */
final class ReferenceCsv {

  private static final int INPUT_BUFFER_CHARACTERS = 1 << 14;
  private static final int LONGEST_CELL = 65_536;

  private final Table table;
  private final ProblemLog problems;

  ReferenceCsv(Table table, ProblemLog problems) {
    this.table = table;
    this.problems = problems;
  }

  void read(List<FileBytes> files, Consumer<ReferenceRow> rows) {
    files.forEach(file -> read(file, rows));
  }

  static CsvParser parser() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(LONGEST_CELL);
    settings.setSkipEmptyLines(true);
    // The tables are small: a thread that reads ahead brings buffers of megabytes for each.
    settings.setReadInputOnSeparateThread(false);
    settings.setInputBufferSize(INPUT_BUFFER_CHARACTERS);
    return new CsvParser(settings);
  }

  private void read(FileBytes file, Consumer<ReferenceRow> rows) {
    CsvParser parser = parser();
    try {
      parser.beginParsing(file.open(), StandardCharsets.UTF_8);
      String[] header = parser.parseNext();
      if (header == null) {
        problems.add(file.file().origin(), "empty; its first line must be " + headerLine());
        return;
      }
      Map<String, Integer> columns = columns(file, header, parser.getContext().currentLine());
      boolean hasRequired = table.fields().stream().noneMatch(field -> isMissing(field, columns));
      for (String[] cells = parser.parseNext();
          cells != null && hasRequired;
          cells = parser.parseNext()) {
        Place place = file.line(parser.getContext().currentLine());
        accept(place, columns, header.length, cells, rows);
      }
    } catch (TextParsingException malformed) {
      problems.add(
          file.line(malformed.getLineIndex() + 1),
          "line",
          "",
          "cannot be read as CSV; check its quotes");
    } finally {
      parser.stopParsing();
    }
  }

  private void accept(
      Place place,
      Map<String, Integer> columns,
      int width,
      String[] cells,
      Consumer<ReferenceRow> rows) {
    if (cells.length != width) {
      problems.add(
          place,
          "line",
          String.valueOf(cells.length),
          "the header has %d cells; quote cells that contain a comma".formatted(width));
      return;
    }
    ReferenceRow row = new ReferenceRow(place, columns, cells, problems);
    if (hasRequired(row)) {
      rows.accept(row);
    }
  }

  private boolean hasRequired(ReferenceRow row) {
    boolean complete = true;
    for (Field field : table.fields()) {
      if (!field.nullable() && row.text(field) == null) {
        row.problem(field, "must not be empty: " + field.doc());
        complete = false;
      }
    }
    return complete;
  }

  private Map<String, Integer> columns(FileBytes file, String[] header, long line) {
    Map<String, Integer> columns = new HashMap<>();
    List<String> known = List.of(table.columnNames());
    for (int i = 0; i < header.length; i++) {
      String name = header[i] == null ? "" : header[i].strip();
      if (!known.contains(name)) {
        problems.add(file.line(line), "header", name, "unknown column; expected " + headerLine());
      } else if (columns.put(name, i) != null) {
        problems.add(file.line(line), "header", name, "occurs twice; keep one");
      }
    }
    table.fields().stream()
        .filter(field -> isMissing(field, columns))
        .forEach(
            field ->
                problems.add(
                    file.line(line),
                    "header",
                    Arrays.toString(header),
                    "the column %s is missing; add it and fill it".formatted(field.name())));
    return columns;
  }

  /** A column that may be empty may also be absent. */
  private static boolean isMissing(Field field, Map<String, Integer> columns) {
    return !field.nullable() && !columns.containsKey(field.name());
  }

  private String headerLine() {
    return String.join(",", table.columnNames());
  }
}
