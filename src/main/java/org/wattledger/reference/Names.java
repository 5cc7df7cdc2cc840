package org.wattledger.reference;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names are compared: trimmed, inner blanks as one, upper and lower case alike. */
final class Names {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  static String comparable(String name) {
    return BLANKS.matcher(name.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  private Names() {}
}
