package org.wattledger.pipeline;

import java.util.stream.Collectors;

/** Text out of data as a terminal may show it: nothing in it moves, colours or hides anything. */
public final class ShownText {

  private static final String CUT = "…";
  private static final String INDENT = "  ";

  private ShownText() {}

  /** What is no visible character stands as its number: {@code \}{@code u001b}. */
  public static String of(String raw) {
    return shortened(raw, Integer.MAX_VALUE);
  }

  /** The same, with at most so many characters. */
  public static String shortened(String raw, int mostChars) {
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < raw.length(); ) {
      int character = raw.codePointAt(at);
      at += Character.charCount(character);
      int before = shown.length();
      append(character, shown);
      boolean isLast = at == raw.length();
      if (shown.length() > (isLast ? mostChars : mostChars - 1)) {
        shown.setLength(before);
        return shown.append(CUT).toString();
      }
    }
    return shown.toString();
  }

  /**
   * A message of several lines. Those after the first are indented, so that none that came in with
   * the data passes for a message of ours.
   */
  public static String message(String raw) {
    return raw.lines()
        .map(line -> INDENT + of(line.strip()))
        .collect(Collectors.joining(System.lineSeparator()))
        .strip();
  }

  /** A text of our own, line by line. */
  public static String lines(String raw) {
    return raw.lines().map(ShownText::of).collect(Collectors.joining(System.lineSeparator()));
  }

  /** JSON that says the same: it writes an invisible character as we do. */
  public static String json(String raw) {
    StringBuilder shown = new StringBuilder();
    raw.codePoints()
        .forEach(
            character -> {
              if (character != '\n' && isInvisible(character)) {
                for (char half : Character.toChars(character)) {
                  shown.append("\\u%04x".formatted((int) half));
                }
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  private static void append(int character, StringBuilder shown) {
    if (isInvisible(character)) {
      shown.append("\\u%04x".formatted(character));
    } else {
      shown.appendCodePoint(character);
    }
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
