package org.wattledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Fault;

/** The table of faults in docs/operations.md promises what tests hold, and no less. */
class FaultTableTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (F\\d+) \\|[^|]+\\|[^|]+\\| (?:`([a-z/]+)[^`]*`)? ?\\|$");

  @Test
  void everyFaultOfTheTableIsHeldByATestOrAScript() throws IOException {
    Map<String, String> scripts = table();
    Set<String> held = held();

    assertThat(scripts).hasSizeGreaterThan(30);
    scripts.forEach(
        (fault, script) -> {
          if (script.isEmpty()) {
            assertThat(held).contains(fault);
          } else {
            assertThat(Path.of(script)).as(fault).isExecutable();
          }
        });
  }

  @Test
  void everyFaultThatATestHoldsStandsInTheTable() throws IOException {
    assertThat(table().keySet()).containsAll(held());
  }

  private static Map<String, String> table() throws IOException {
    Map<String, String> scripts = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/operations.md")));
    while (row.find()) {
      scripts.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return scripts;
  }

  private static Set<String> held() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("org.wattledger")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Fault.class))
            .flatMap(method -> Stream.of(method.getAnnotationOfType(Fault.class).value()))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
