package org.wattledger.sources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts cells and their kinds over what is sampled of a source. */
final class ShapeTally {

  /** More cells than these no shape keeps; those that the mapping reads come first. */
  private static final int MOST_CELLS = 256;

  /** A name that fewer of the sampled have is data, not shape, unless the mapping reads it. */
  private static final double LEAST_SHARE = 0.1;

  private static final int LONGEST_NAME = 64;

  private final Set<String> read = new TreeSet<>();
  private final Map<String, Long> present = new TreeMap<>();
  private final Map<String, Map<String, Long>> kinds = new HashMap<>();
  private long sampled;

  /** {@code paths} of the cells that the mapping reads. */
  ShapeTally(Iterable<List<String>> paths) {
    paths.forEach(path -> read.add(Mapping.cellName(path)));
  }

  long sampled() {
    return sampled;
  }

  /**
   * Adds what one of the sampled has.
   *
   * @param cells by name the kind of the value; null: none
   */
  void add(Map<String, String> cells) {
    sampled++;
    cells.forEach(
        (name, kind) -> {
          present.merge(name, 1L, Long::sum);
          if (kind != null) {
            kinds.computeIfAbsent(name, unused -> new TreeMap<>()).merge(kind, 1L, Long::sum);
          }
        });
  }

  SourceShape shape(String layout) {
    Map<String, SourceShape.Cell> cells = new TreeMap<>();
    read.stream().filter(present::containsKey).forEach(name -> cells.put(name, cell(name)));
    present.forEach(
        (name, count) -> {
          if (cells.size() < MOST_CELLS && isName(name) && count >= LEAST_SHARE * sampled) {
            cells.putIfAbsent(name, cell(name));
          }
        });
    return new SourceShape(layout, sampled, List.copyOf(cells.values()));
  }

  private SourceShape.Cell cell(String name) {
    return new SourceShape.Cell(name, present.get(name), kinds.getOrDefault(name, Map.of()));
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
  }
}
