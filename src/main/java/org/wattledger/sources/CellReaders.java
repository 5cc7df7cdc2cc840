package org.wattledger.sources;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.wattledger.config.SourceConfig;

/**
 * Who reads the raw cells of a source: by path of the cell the canonical columns whose expressions
 * name it, and {@link #WHERE} for the condition.
 *
 * @param optional names of the cells that a file may lack
 */
public record CellReaders(Map<List<String>, Set<String>> byPath, Set<String> optional) {

  public static final String WHERE = Mapping.WHERE;

  /**
   * Those of a source's mapping. Needs no session.
   *
   * @throws MappingInvalid if it does not parse
   */
  public static CellReaders of(SourceConfig source) {
    Mapping mapping =
        Mapping.of(new SparkSqlParser(), source, SourceRows.canonicalTable(source.kind()));
    Map<List<String>, Set<String>> byPath = new LinkedHashMap<>();
    for (List<String> path : mapping.cells()) {
      if (!RawRecords.isAboutFile(path)) {
        byPath.put(path, readers(mapping, Mapping.cellName(path)));
      }
    }
    return new CellReaders(byPath, Set.copyOf(mapping.optional()));
  }

  /** Canonical columns and {@link #WHERE}; empty: nobody reads the cell. */
  public Set<String> of(String cell) {
    Set<String> readers = new TreeSet<>();
    byPath.forEach(
        (path, columns) -> {
          if (Mapping.cellName(path).equals(cell)) {
            readers.addAll(columns);
          }
        });
    return readers;
  }

  private static Set<String> readers(Mapping mapping, String cell) {
    Set<String> readers = new TreeSet<>();
    mapping
        .columns()
        .forEach(
            (column, expression) -> {
              if (names(expression, cell)) {
                readers.add(column);
              }
            });
    mapping.where().filter(where -> names(where, cell)).ifPresent(where -> readers.add(WHERE));
    return readers;
  }

  private static boolean names(Expression expression, String cell) {
    return ExpressionTrees.nodes(expression).stream()
        .anyMatch(
            node ->
                node instanceof UnresolvedAttribute attribute
                    && attribute.nameParts().head().equals(cell));
  }
}
