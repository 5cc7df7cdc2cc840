package org.wattledger.verify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells of a row as what they mean; what is wrong with one is told with the row's name. */
final class Cells {

  private Cells() {}

  static double number(String name, Map<String, String> row, String column) {
    try {
      return Double.parseDouble(row.get(column));
    } catch (NumberFormatException notANumber) {
      throw new VerificationProblem(
          "%s: %s is '%s', not a number; correct it".formatted(name, column, row.get(column)));
    }
  }

  static Tolerance tolerance(String name, Map<String, String> row) {
    try {
      return Tolerance.parse(row.get("tolerance"));
    } catch (VerificationProblem problem) {
      throw problem.in(name);
    }
  }

  static void refuseUnused(String name, Collection<String> unused) {
    if (!unused.isEmpty()) {
      throw new VerificationProblem(
          "%s: the method does not use the inputs %s; remove or rename them"
              .formatted(name, unused.stream().sorted().toList()));
    }
  }

  /** Inputs as a reader wants them; several values of one unit share it. */
  static Map<String, String> texts(Map<String, List<Amount>> inputs) {
    Map<String, String> texts = new LinkedHashMap<>();
    inputs.forEach((name, amounts) -> texts.put(name, text(amounts)));
    return texts;
  }

  private static String text(List<Amount> amounts) {
    String unit = amounts.get(0).unit();
    boolean isOneUnit = amounts.stream().allMatch(amount -> amount.unit().equals(unit));
    if (!isOneUnit) {
      return amounts.stream().map(Amount::toString).collect(Collectors.joining(" | "));
    }
    String numbers =
        amounts.stream()
            .map(amount -> Numbers.exact(amount.value()))
            .collect(Collectors.joining(" | "));
    return unit.isEmpty() ? numbers : numbers + " " + unit;
  }
}
