package org.wattledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wattledger.pipeline.ShownText;
import org.wattledger.pipeline.SourceSample;
import org.wattledger.pipeline.SourceSample.ColumnSample;
import org.wattledger.pipeline.SourceSample.RefusedRecord;

/** A sample of a source as lines for people: counts, a table of columns, what is refused. */
final class SampleText {

  private static final int LONGEST_EXPRESSION = 48;

  private final SourceSample sample;

  SampleText(SourceSample sample) {
    this.sample = sample;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "source %s: %s, %s, %s of the day"
            .formatted(
                sample.source(), sample.kind(), sample.format(), count(sample.files(), "file")));
    lines.add(counts());
    addColumns(lines);
    if (!sample.notMapped().isEmpty()) {
      lines.add("  not mapped: " + String.join(", ", sample.notMapped()));
    }
    sample.refusedRecords().forEach(record -> lines.add(refused(record)));
    long more = sample.refused() - sample.refusedRecords().size();
    if (more > 0) {
      lines.add("  refused: %d more".formatted(more));
    }
    sample.warnings().forEach(warning -> lines.add("  warning: " + ShownText.of(warning)));
    return lines;
  }

  private String counts() {
    String reasons =
        sample.refusedByReason().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "  %s: %d accepted, %d refused%s, %d filtered, %d outside the window"
        .formatted(
            count(sample.records(), "record"),
            sample.accepted(),
            sample.refused(),
            reasons.isEmpty() ? "" : " (" + reasons + ")",
            sample.filtered(),
            sample.outsideWindow());
  }

  private static String count(long number, String thing) {
    return number + " " + (number == 1 ? thing : thing + "s");
  }

  private void addColumns(List<String> lines) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "from", "filled", "", "examples"));
    sample.columns().forEach(column -> rows.add(cells(column)));
    int[] widths = new int[4];
    for (List<String> row : rows) {
      for (int cell = 0; cell < widths.length; cell++) {
        widths[cell] = Math.max(widths[cell], row.get(cell).length());
      }
    }
    String form = "  %%-%ds  %%-%ds  %%%ds  %%%ds  %%s".formatted(boxed(widths));
    rows.forEach(row -> lines.add(form.formatted(row.toArray()).stripTrailing()));
  }

  private List<String> cells(ColumnSample column) {
    String expression = column.expression().strip().replaceAll("\\s+", " ");
    // Rounded down: 100 % are all.
    long percent = sample.records() == 0 ? 0 : 100 * column.filled() / sample.records();
    return List.of(
        column.column(),
        ShownText.shortened(expression, LONGEST_EXPRESSION),
        "%d of %d".formatted(column.filled(), sample.records()),
        percent + " %",
        String.join(" | ", column.examples()));
  }

  private static Object[] boxed(int[] widths) {
    return List.of(widths[0], widths[1], widths[2], Math.max(1, widths[3])).toArray();
  }

  private static String refused(RefusedRecord record) {
    return "  refused: %s record %d: %s, %s"
        .formatted(ShownText.of(record.file()), record.position(), record.reason(), record.fault());
  }
}
