package org.wattledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattledger.explanation.Comparison;
import org.wattledger.explanation.Explanation;
import org.wattledger.explanation.Step;

/** An explanation for people: numbered steps, their figures and tables, what came out. */
final class ExplanationText {

  private static final int FEW_ROWS = 12;
  private static final String INDENT = "   ";
  private static final String GAP = "  ";

  private final Explanation explanation;
  private final boolean isWhole;
  private final List<String> lines = new ArrayList<>();

  /** {@code isWhole}: all rows of tables and all columns are shown. */
  ExplanationText(Explanation explanation, boolean isWhole) {
    this.explanation = explanation;
    this.isWhole = isWhole;
  }

  List<String> lines() {
    head();
    for (int i = 0; i < explanation.steps().size(); i++) {
      step(i + 1, explanation.steps().get(i));
    }
    result();
    return lines;
  }

  private void head() {
    String what =
        explanation.of().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    Explanation.Publication published = explanation.published();
    lines.add("%s on %s".formatted(what, explanation.day()));
    lines.add(
        "published by run %s at %s, method %s"
            .formatted(published.runId(), published.publishedAt(), published.methodVersion()));
    lines.add("reference %s".formatted(published.referenceVersion()));
    lines.add(
        published.changes() == null
            ? "nothing it depends on has changed since"
            : "changed since: " + published.changes());
    lines.add("inputs of the day");
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("source", "file", "bytes", "crc32c", "accepted"));
    explanation
        .inputs()
        .forEach(
            file ->
                cells.add(
                    List.of(
                        file.source(),
                        file.file(),
                        Long.toString(file.bytes()),
                        file.crc32c(),
                        Long.toString(file.accepted()))));
    table(cells);
  }

  private void step(int number, Step step) {
    lines.add("");
    lines.add("%d. %s: %s".formatted(number, step.name(), step.formula()));
    figures(step.figures());
    if (step.table() != null) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(
          step.table().columns().stream()
              .map(
                  column ->
                      column.unit().isEmpty()
                          ? column.name()
                          : column.name() + " [" + column.unit() + "]")
              .toList());
      step.table()
          .rows()
          .forEach(row -> cells.add(row.stream().map(ExplanationText::text).toList()));
      table(cells);
    }
  }

  private void figures(List<Step.Figure> figures) {
    int width = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
    for (Step.Figure figure : figures) {
      String unit = shown(figure.value(), figure.unit());
      String source = figure.source() == null ? "" : GAP + "(" + figure.source() + ")";
      String line = pad(figure.name(), width) + GAP + text(figure.value()) + unit;
      lines.add(INDENT + line + source);
    }
  }

  private void table(List<List<String>> cells) {
    int shown = isWhole ? cells.size() : Math.min(cells.size(), FEW_ROWS + 1);
    int columns = cells.get(0).size();
    int[] widths = new int[columns];
    for (int row = 0; row < shown; row++) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], cells.get(row).get(column).length());
      }
    }
    for (int row = 0; row < shown; row++) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int column = 0; column < columns; column++) {
        line.append(pad(cells.get(row).get(column), widths[column])).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    if (shown < cells.size()) {
      lines.add(INDENT + "... %d more, shown by -v".formatted(cells.size() - shown));
    }
  }

  private void result() {
    List<Comparison> all = explanation.comparisons();
    List<Comparison> different = all.stream().filter(each -> !each.isSame()).toList();
    lines.add("");
    if (isWhole || !different.isEmpty()) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(List.of("row", "column", "published", "recomputed", "step"));
      (isWhole ? all : different)
          .forEach(
              each ->
                  cells.add(
                      List.of(
                          each.row(),
                          each.column(),
                          withUnit(each.published(), each.unit()),
                          withUnit(each.recomputed(), each.unit()),
                          each.isSame() ? each.step() : each.step() + " DIFFERS")));
      table(cells);
    }
    Map<String, Long> rows =
        all.stream().collect(Collectors.groupingBy(Comparison::row, Collectors.counting()));
    lines.add(
        different.isEmpty()
            ? "as published: %d %s, %d columns each come out the same"
                .formatted(
                    explanation.rows(),
                    explanation.rows() == 1 ? "row" : "rows",
                    rows.values().stream().findFirst().orElse(0L))
            : "NOT as published: %d of %d values differ, the first of them in step %s"
                .formatted(different.size(), all.size(), explanation.differs()));
  }

  private static String withUnit(Object value, String unit) {
    return text(value) + shown(value, unit);
  }

  /** A unit behind a number; a count or a ratio has none to show. */
  private static String shown(Object value, String unit) {
    return value instanceof Number && !unit.isEmpty() && !unit.equals("1") ? " " + unit : "";
  }

  private static String text(Object value) {
    if (value == null) {
      return "unknown";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.9g", number);
    }
    return value.toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
