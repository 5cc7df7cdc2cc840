package org.wattledger.testing;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbered promises of a page, and what holds them.
 *
 * @param scripts by number, the script that the row names; empty: none
 * @param held numbers that tests are annotated with
 */
public record PromiseTable(Map<String, String> scripts, Set<String> held) {

  private static final Path TESTS = Path.of("src", "test", "java");

  /**
   * Reads the rows {@code | F1 | what | promise | `script` |} of a page.
   *
   * @param letter before each number
   */
  public static PromiseTable of(Path page, char letter, Class<? extends Annotation> annotation)
      throws IOException {
    Pattern pattern =
        Pattern.compile(
            "(?m)^\\| (%s\\d+) \\|[^|]+\\|[^|]+\\| (?:`([a-z/]+)[^`]*`)? ?\\|$".formatted(letter));
    Map<String, String> scripts = new TreeMap<>();
    Matcher row = pattern.matcher(Files.readString(page));
    while (row.find()) {
      scripts.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return new PromiseTable(scripts, held(letter, annotation.getSimpleName()));
  }

  /** From the sources: to load all test classes would take a hundred times as long. */
  private static Set<String> held(char letter, String annotation) throws IOException {
    Pattern annotated = Pattern.compile("(?m)^  @%s\\(([^)]*)\\)$".formatted(annotation));
    Pattern number = Pattern.compile("\"(%s\\d+)\"".formatted(letter));
    Set<String> held = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(TESTS)) {
      for (Path source : sources.filter(file -> file.toString().endsWith("Test.java")).toList()) {
        Matcher claim = annotated.matcher(Files.readString(source));
        while (claim.find()) {
          number.matcher(claim.group(1)).results().forEach(found -> held.add(found.group(1)));
        }
      }
    }
    return held;
  }

  /** Rows that neither a test nor a script holds. */
  public Set<String> unheld() {
    return scripts.entrySet().stream()
        .filter(
            row ->
                row.getValue().isEmpty()
                    ? !held.contains(row.getKey())
                    : !Files.isExecutable(Path.of(row.getValue())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Numbers that a test claims to hold and no row promises. */
  public Set<String> untold() {
    return held.stream()
        .filter(number -> !scripts.containsKey(number))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
