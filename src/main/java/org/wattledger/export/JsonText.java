package org.wattledger.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** JSON lines: an object for each row, every column in it; unknown is null. */
public final class JsonText implements RowText {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final List<String> columns;

  public JsonText(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  @Override
  public Optional<String> header() {
    return Optional.empty();
  }

  @Override
  public String line(Row row) {
    StringBuilder line = new StringBuilder("{");
    for (int i = 0; i < row.size(); i++) {
      quote(columns.get(i), line.append(i == 0 ? "" : ","));
      Object value = row.get(i);
      line.append(':');
      if (value == null || isNoNumberOfJson(value)) {
        line.append("null");
      } else if (value instanceof Number || value instanceof Boolean) {
        line.append(CellText.of(value));
      } else {
        quote(CellText.of(value), line);
      }
    }
    return line.append('}').toString();
  }

  @Override
  public String lineEnd() {
    return "\n";
  }

  private static boolean isNoNumberOfJson(Object value) {
    return value instanceof Double number && !Double.isFinite(number);
  }

  private static void quote(String text, StringBuilder line) {
    line.append('"');
    ENCODER.quoteAsString(text, line);
    line.append('"');
  }
}
