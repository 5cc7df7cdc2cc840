package org.wattledger.pipeline;

/** Text out of data as a terminal may show it: nothing in it moves, colours or hides anything. */
public final class ShownText {

  private static final String CUT = "…";

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

  private static void append(int character, StringBuilder shown) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          shown.append("\\u%04x".formatted(character));
      default -> shown.appendCodePoint(character);
    }
  }
}
