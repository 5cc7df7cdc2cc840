package org.wattledger.sources;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the files of a source look like, from a bounded look at some of them: the names of their raw
 * cells and, where the format has any, of what kind their values are. Holds no value.
 *
 * @param layout format, and for JSON what leads to a record; shapes of two layouts say nothing of
 *     each other
 * @param sampled what was looked at: records of JSON, series of Prometheus, files of CSV and
 *     Parquet
 * @param cells by name
 */
public record SourceShape(String layout, long sampled, List<Cell> cells) {

  /** Kinds of a cell that hold others. */
  private static final List<String> NESTED = List.of("object", "array", "struct", "list", "map");

  public SourceShape {
    cells = List.copyOf(cells);
  }

  /**
   * One raw cell.
   *
   * @param name as a mapping writes it, with dots between the members of a path
   * @param present in how many of the sampled things it is, also as null
   * @param kinds what its values are, with how many of them; a null is of no kind, and CSV and
   *     Prometheus know none
   */
  public record Cell(String name, long present, Map<String, Long> kinds) {

    public Cell {
      kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
    }

    /** How many values have a kind. */
    public long values() {
      return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many values hold others. */
    public long nested() {
      return NESTED.stream().mapToLong(kind -> kinds.getOrDefault(kind, 0L)).sum();
    }
  }

  public Optional<Cell> cell(String name) {
    return cells.stream().filter(cell -> cell.name().equals(name)).findFirst();
  }
}
