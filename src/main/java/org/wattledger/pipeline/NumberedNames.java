package org.wattledger.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.wattledger.columnfiles.NameColumn;

/**
 * Fills a column of names from numbers that a task gives to its own names. Two numbers may stand
 * for the same name, and a number for none.
 */
final class NumberedNames {

  private static final int UNSEEN = -2;

  private final NameColumn column;
  private final Map<String, Integer> known = new HashMap<>();

  /** By number plus one, for -1 is a number too. */
  private int[] inColumn = new int[0];

  private int[] translated = new int[0];

  NumberedNames(NameColumn column) {
    this.column = column;
  }

  /**
   * @param numbers -1 or more
   * @param names of numbers; asked once for each
   */
  void append(int[] numbers, int count, IntFunction<String> names) {
    if (translated.length < count) {
      translated = new int[count];
    }
    for (int i = 0; i < count; i++) {
      translated[i] = inColumn(numbers[i], names);
    }
    column.append(translated, count);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int inColumn(int number, IntFunction<String> names) {
    int index = number + 1;
    if (index >= inColumn.length) {
      int before = inColumn.length;
      inColumn = Arrays.copyOf(inColumn, Math.max(16, 2 * index));
      Arrays.fill(inColumn, before, inColumn.length, UNSEEN);
    }
    if (inColumn[index] == UNSEEN) {
      String name = names.apply(number);
      inColumn[index] =
          name == null
              ? NameColumn.ABSENT
              : known.computeIfAbsent(name, text -> column.define(utf8(text)));
    }
    return inColumn[index];
  }
}
