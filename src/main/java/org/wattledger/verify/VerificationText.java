package org.wattledger.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A verification as aligned lines for a terminal. */
public final class VerificationText {

  private static final List<String> RESULT_HEADER =
      List.of(
          "id",
          "published",
          "computed",
          "difference",
          "tolerance",
          "unit",
          "",
          "source <- formulas");
  private static final List<String> ERRATUM_HEADER =
      List.of("id", "published", "claimed", "correct", "unit", "", "mistake <- formulas");

  private VerificationText() {}

  /**
   * All results, all errata, and a line that sums them up.
   *
   * @param withInputs adds the inputs and the reason of the tolerance below each row
   */
  public static List<String> lines(Verification verification, boolean withInputs) {
    List<List<String>> results = new ArrayList<>(List.of(RESULT_HEADER));
    verification.results().forEach(result -> results.add(cells(result)));
    List<List<String>> errata = new ArrayList<>(List.of(ERRATUM_HEADER));
    verification.errata().forEach(erratum -> errata.add(cells(erratum)));
    List<String> resultNotes = new ArrayList<>(List.of(""));
    verification.results().forEach(row -> resultNotes.add(note(row.inputs(), row.reason())));
    List<String> erratumNotes = new ArrayList<>(List.of(""));
    verification.errata().forEach(row -> erratumNotes.add(note(row.inputs(), row.reason())));
    List<String> lines = new ArrayList<>(aligned(results, resultNotes, withInputs));
    lines.add("");
    lines.addAll(aligned(errata, erratumNotes, withInputs));
    lines.add("");
    lines.add(verification.summary());
    return lines;
  }

  private static List<String> cells(PublishedResult row) {
    return List.of(
        row.id(),
        Numbers.text(row.published()),
        Numbers.text(row.computed()),
        Numbers.difference(row.published(), row.computed()),
        row.tolerance(),
        row.unit(),
        row.ok() ? "ok" : "MISS",
        row.source() + " <- " + way(row.methods()));
  }

  private static List<String> cells(Erratum row) {
    return List.of(
        row.id(),
        row.published() == null ? "-" : Numbers.text(row.published()),
        Numbers.text(row.claimed()),
        Numbers.text(row.correct()),
        row.unit(),
        row.ok() ? "ok" : "MISS",
        row.publisher() + ": " + row.mistake() + " <- " + way(row.methods()));
  }

  /** Formulas in their order, as one text. */
  static String way(List<String> methods) {
    return String.join(" > ", methods);
  }

  /** Inputs by name, as one text. */
  static String inputs(Map<String, String> inputs) {
    return inputs.entrySet().stream()
        .map(input -> input.getKey() + " = " + input.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String note(Map<String, String> inputs, String reason) {
    return "    %s%n    %s".formatted(inputs(inputs), reason);
  }

  private static List<String> aligned(
      List<List<String>> rows, List<String> notes, boolean withNotes) {
    int last = rows.get(0).size() - 1;
    int[] widths = new int[last];
    for (List<String> row : rows) {
      for (int i = 0; i < last; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      lines.add(line(rows.get(row), widths));
      if (withNotes && !notes.get(row).isEmpty()) {
        lines.add(notes.get(row));
      }
    }
    return lines;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    return line.append(cells.get(widths.length)).toString();
  }
}
