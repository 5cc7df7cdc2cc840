package org.wattledger.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a row's inputs: {@code name=value unit; name=value|value unit;
 * name=@table:row:column}, of which several may follow each other with |. Text after a {@code @}
 * names a row of the reference tables and is looked up there.
 */
final class InputText {

  private InputText() {}

  static Map<String, List<Amount>> parse(String text, ReferenceFacts facts) {
    Map<String, List<Amount>> inputs = new LinkedHashMap<>();
    for (String part : text.split(";")) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new VerificationProblem(
            "input '%s' has no value; write name=value unit".formatted(part.strip()));
      }
      String name = part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      List<Amount> amounts = value.startsWith("@") ? looked(value, facts) : amounts(name, value);
      if (inputs.put(name, amounts) != null) {
        throw new VerificationProblem("input '%s' is given twice; keep one".formatted(name));
      }
    }
    return inputs;
  }

  private static List<Amount> looked(String value, ReferenceFacts facts) {
    List<Amount> amounts = new ArrayList<>();
    for (String reference : value.split("\\|")) {
      amounts.addAll(facts.find(reference.strip()));
    }
    return amounts;
  }

  /** Numbers with one unit, such as {@code 40|50 W}. */
  static List<Amount> amounts(String name, String text) {
    int blank = text.indexOf(' ');
    String numbers = blank < 0 ? text : text.substring(0, blank);
    String unit = blank < 0 ? "" : text.substring(blank + 1).strip();
    if (!Units.knows(unit)) {
      throw new VerificationProblem(
          "input '%s' has the unit '%s', which is not known; correct it".formatted(name, unit));
    }
    List<Amount> amounts = new ArrayList<>();
    for (String number : numbers.split("\\|")) {
      try {
        amounts.add(new Amount(Double.parseDouble(number), unit));
      } catch (NumberFormatException notANumber) {
        throw new VerificationProblem(
            "input '%s' is '%s', not a number; write name=value unit".formatted(name, number));
      }
    }
    return amounts;
  }
}
