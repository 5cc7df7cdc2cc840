package org.wattledger.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody who mistyped a name probably meant. */
public final class Suggestion {

  private Suggestion() {}

  /** Of more names than these only some are told. */
  private static final int SOME = 10;

  /** "did you mean X?" if one is near, else the list of what is known. */
  public static String text(String typed, Collection<String> known) {
    return text(typed, known.stream().sorted().toList(), known.size());
  }

  /** As {@link #text}, where there may be thousands of names. */
  public static String nearOrSome(String typed, Collection<String> known) {
    return text(typed, known.stream().sorted().toList(), SOME);
  }

  private static String text(String typed, List<String> sorted, int most) {
    String more = sorted.size() > most ? ", ..." : "";
    return sorted.stream()
        .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .map(name -> "did you mean " + name + "?")
        .orElse(
            sorted.isEmpty()
                ? "none is known"
                : "known: "
                    + String.join(", ", sorted.subList(0, Math.min(most, sorted.size())))
                    + more);
  }

  static boolean isNear(String typed, String name) {
    return distance(typed, name) <= 2;
  }

  /** Levenshtein distance: insertions, deletions and replacements of one character. */
  private static int distance(String left, String right) {
    int[] former = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      former[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = former[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(former[j], current[j - 1]));
      }
      former = current;
    }
    return former[right.length()];
  }
}
