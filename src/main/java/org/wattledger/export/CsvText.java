package org.wattledger.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Comma-separated values as RFC 4180 has them. Unknown is an empty cell, an empty text is {@code
 * ""}.
 */
public final class CsvText implements RowText {

  /**
   * What makes a spreadsheet take a text for a formula, in its full-width forms too, for which some
   * languages do.
   */
  private static final String FORMULA_BEGINS = "=+-@\t\r\n＝＋－＠";

  private final List<String> columns;
  private final boolean isForPeople;

  private CsvText(List<String> columns, boolean isForPeople) {
    this.columns = List.copyOf(columns);
    this.isForPeople = isForPeople;
  }

  /**
   * For spreadsheets and whatever else reads CSV. A text that a spreadsheet would compute gets an
   * apostrophe before it, by which spreadsheets know a text; numbers stay numbers.
   */
  public static CsvText forPeople(List<String> columns) {
    return new CsvText(columns, true);
  }

  /** For COPY: texts as they are, but for the character 0, which PostgreSQL cannot hold. */
  static CsvText forPostgres(List<String> columns) {
    return new CsvText(columns, false);
  }

  @Override
  public Optional<String> header() {
    return Optional.of(columns.stream().map(CsvText::cell).collect(Collectors.joining(",")));
  }

  @Override
  public String line(Row row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      Object value = row.get(i);
      if (value instanceof String text) {
        line.append(cell(isForPeople ? guarded(text) : text.replace('\0', '\ufffd')));
      } else if (value != null) {
        line.append(CellText.of(value));
      }
    }
    return line.toString();
  }

  @Override
  public String lineEnd() {
    return isForPeople ? "\r\n" : "\n";
  }

  private static String guarded(String text) {
    return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String cell(String text) {
    boolean isPlain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    // PostgreSQL takes a bare \. for the end of all rows.
    return isPlain && !text.equals("\\.") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
