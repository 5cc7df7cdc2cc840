package org.wattledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.ScenarioTables;

/** A column is spelled once, in the schema; everywhere else it is a constant. */
class ColumnNamesTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "org", "wattledger");
  private static final List<String> STAGES =
      List.of("staging", "attribution", "footprint", "marts", "scenario", "quality", "pipeline");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9_]+)\"");

  @Test
  void columnNamesAreWrittenOnlyInSchema() throws IOException, IllegalAccessException {
    Set<String> columns = declaredColumns();
    assertThat(columns).contains("request_id", "active_energy_mj", "pool_id");

    List<String> written = new ArrayList<>();
    for (String stage : STAGES) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(stage))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> written.addAll(literalsIn(file, columns)));
      }
    }

    assertThat(written).isEmpty();
  }

  private static List<String> literalsIn(Path file, Set<String> columns) {
    try {
      return LITERAL
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .filter(literal -> columns.contains(literal.substring(1, literal.length() - 1)))
          .map(literal -> file + ": " + literal)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of more than one word: one word alone may be a word of its own. */
  private static Set<String> declaredColumns() throws IllegalAccessException {
    Set<String> names = new TreeSet<>();
    OutputTables.ALL.forEach(table -> names.addAll(List.of(table.columnNames())));
    for (Class<?> home :
        List.of(
            CanonicalTables.class,
            AttributedTables.class,
            OutputTables.class,
            ScenarioTables.class,
            Measures.class)) {
      for (java.lang.reflect.Field constant : home.getFields()) {
        if (constant.getType() == Field.class) {
          names.add(((Field) constant.get(null)).name());
        }
      }
    }
    names.removeIf(name -> !name.contains("_"));
    return names;
  }
}
