package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the inputs of a day differ from those that it was made of. */
final class InputChange {

  private static final int MOST_NAMES = 3;

  private InputChange() {}

  static String name(InputChecksum input) {
    return name(input.source(), input.path());
  }

  static String name(String source, String path) {
    return source + ": " + path;
  }

  /**
   * In words; empty if nothing differs, or if nothing is left of the inputs.
   *
   * @param before file to what it held
   * @param now the same, of the present files
   */
  static Optional<String> between(Map<String, String> before, Map<String, String> now) {
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Set<String> added = new TreeSet<>(now.keySet());
    added.removeAll(before.keySet());
    Set<String> gone = new TreeSet<>(before.keySet());
    gone.removeAll(now.keySet());
    Set<String> changed = new TreeSet<>();
    before.forEach(
        (file, content) -> {
          if (now.containsKey(file) && !Objects.equals(now.get(file), content)) {
            changed.add(file);
          }
        });
    List<String> parts = new ArrayList<>();
    tell(parts, added, "new");
    tell(parts, changed, "changed");
    tell(parts, gone, "gone");
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private static void tell(List<String> parts, Set<String> files, String how) {
    if (!files.isEmpty()) {
      String names = String.join(", ", files.stream().limit(MOST_NAMES).toList());
      String more = files.size() > MOST_NAMES ? ", ..." : "";
      parts.add(
          "%d %s %s (%s%s)"
              .formatted(files.size(), how, files.size() == 1 ? "file" : "files", names, more));
    }
  }
}
