package org.wattledger.testing;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

  /**
   * Reads the rows {@code | F1 | what | promise | `script` |} of a page.
   *
   * @param letter before each number
   */
  public static <A extends Annotation> PromiseTable of(
      Path page, char letter, Class<A> annotation, Function<A, String[]> numbers)
      throws IOException {
    Pattern pattern =
        Pattern.compile(
            "(?m)^\\| (%s\\d+) \\|[^|]+\\|[^|]+\\| (?:`([a-z/]+)[^`]*`)? ?\\|$".formatted(letter));
    Map<String, String> scripts = new TreeMap<>();
    Matcher row = pattern.matcher(Files.readString(page));
    while (row.find()) {
      scripts.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return new PromiseTable(
        scripts,
        tests()
            .filter(method -> method.isAnnotatedWith(annotation))
            .flatMap(method -> Stream.of(numbers.apply(method.getAnnotationOfType(annotation))))
            .collect(Collectors.toCollection(TreeSet::new)));
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

  private static Stream<JavaMethod> tests() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("org.wattledger")
            .stream()
            .flatMap(type -> type.getMethods().stream());
  }
}
