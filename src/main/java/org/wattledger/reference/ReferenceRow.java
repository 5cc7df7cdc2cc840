package org.wattledger.reference;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.wattledger.schema.Field;
import org.wattledger.schema.ReferenceRows;

/** One line of a reference table: its cells by column, and what is wrong with them. */
final class ReferenceRow {

  private static final int DATE_LENGTH = "2026-11-01".length();

  private final Place place;
  private final Map<String, Integer> columns;
  private final String[] cells;
  private final ProblemLog problems;
  private final Set<String> reported = new HashSet<>();

  ReferenceRow(Place place, Map<String, Integer> columns, String[] cells, ProblemLog problems) {
    this.place = place;
    this.columns = columns;
    this.cells = cells;
    this.problems = problems;
  }

  Place place() {
    return place;
  }

  /** The cell's text, or null when it is empty. */
  String text(Field field) {
    Integer column = columns.get(field.name());
    return column == null ? null : cells[column];
  }

  /** The parts of a cell that lists names, without blanks. */
  List<String> names(Field field) {
    String text = text(field);
    return text == null
        ? List.of()
        : Arrays.stream(text.split("\\|"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /** The cell as a finite number within bounds, or NaN when it is empty or refused. */
  double number(Field field, Bounds bounds) {
    String text = text(field);
    if (text == null) {
      return Double.NaN;
    }
    try {
      double value = new BigDecimal(text).doubleValue();
      if (bounds.allow(value)) {
        return value;
      }
      problem(field, bounds.rule());
    } catch (NumberFormatException notANumber) {
      problem(field, "not a number; write it with a decimal point and without a unit");
    }
    return Double.NaN;
  }

  OptionalDouble optional(Field field, Bounds bounds) {
    return optional(number(field, bounds));
  }

  /** Best, low and high figure; reports bounds that do not enclose the figure. */
  Estimate estimate(Field best, Field low, Field high, Bounds bounds) {
    double lowValue = number(low, bounds);
    double bestValue = number(best, bounds);
    double highValue = number(high, bounds);
    checkOrder(low, lowValue, best, bestValue);
    checkOrder(best, bestValue, high, highValue);
    checkOrder(low, lowValue, high, highValue);
    return new Estimate(optional(lowValue), optional(bestValue), optional(highValue));
  }

  /** Reports when both are known and the first is above the second. */
  void checkOrder(Field lower, double lowerValue, Field upper, double upperValue) {
    if (lowerValue > upperValue) {
      problem(
          lower,
          "above %s = %s; %s must not exceed %s"
              .formatted(upper.name(), text(upper), lower.name(), upper.name()));
    }
  }

  boolean flag(Field field) {
    String text = text(field);
    if (text == null) {
      return false;
    }
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      problem(field, "write true or false");
    }
    return text.equalsIgnoreCase("true");
  }

  /** The cell in lower case if it is one of these words; else null, and reported. */
  String word(Field field, Set<String> words) {
    String text = text(field);
    String word = text == null ? null : text.toLowerCase(Locale.ROOT);
    if (word == null || !words.contains(word)) {
      problem(field, "write one of " + words.stream().sorted().toList());
      return null;
    }
    return word;
  }

  /** The word of the cell as one of these choices; else null, and reported. */
  <E extends Enum<E>> E choice(Field field, E[] choices) {
    Map<String, E> byWord = new TreeMap<>();
    Arrays.stream(choices).forEach(one -> byWord.put(one.name().toLowerCase(Locale.ROOT), one));
    String word = word(field, byWord.keySet());
    return word == null ? null : byWord.get(word);
  }

  Validity validity() {
    Validity validity =
        new Validity(
            instant(ReferenceRows.VALID_FROM, Instant.MIN),
            instant(ReferenceRows.VALID_TO, Instant.MAX));
    if (validity.isEmpty()) {
      problem(ReferenceRows.VALID_TO, "not after valid_from; correct one of them");
      return Validity.ALWAYS;
    }
    return validity;
  }

  void problem(Field field, String remedy) {
    if (reported.add(field.name() + remedy)) {
      String text = text(field);
      problems.add(place, field, text == null ? "" : text, remedy);
    }
  }

  private Instant instant(Field field, Instant whenEmpty) {
    String text = text(field);
    if (text == null) {
      return whenEmpty;
    }
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException notATime) {
      problem(field, "write a date (2026-11-01) or an instant (2026-11-01T00:00:00Z), UTC");
      return whenEmpty;
    }
  }

  static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
