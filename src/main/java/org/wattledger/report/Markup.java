package org.wattledger.report;

import java.util.Map;

/** HTML that is built from text: whatever a name holds, it stays text. */
final class Markup {

  private static final Map<Character, String> ENTITIES =
      Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

  private final StringBuilder html = new StringBuilder();

  /** Markup of our own. */
  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Text between tags or between the quotes of an attribute. */
  Markup text(String text) {
    html.append(escaped(text));
    return this;
  }

  /** Markup of our own around text: {@code %s} stands for each escaped text. */
  Markup format(String markup, Object... texts) {
    Object[] escaped = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      escaped[i] = escaped(String.valueOf(texts[i]));
    }
    html.append(String.format(java.util.Locale.ROOT, markup, escaped));
    return this;
  }

  /**
   * Markup has no meaning left; what is not shown, or turns the text around it, becomes the
   * replacement character.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            code -> {
              String entity = code < 128 ? ENTITIES.get((char) code) : null;
              if (entity != null) {
                escaped.append(entity);
              } else if (isHidden(code)) {
                escaped.append('\uFFFD');
              } else {
                escaped.appendCodePoint(code);
              }
            });
    return escaped.toString();
  }

  /** Control and format characters, halves of pairs, separators of lines. */
  static boolean isHidden(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
