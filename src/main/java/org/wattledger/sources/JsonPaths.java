package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wattledger.config.SourceConfig;

/**
 * Where in a JSON line the cells of its records stand. What is not named is skipped by the parser
 * and never reaches a row: prompts and completions stay out because nobody lists them.
 *
 * @param levels members that lead from the line to its records; empty: the line is the record
 * @param cells the members that are taken; a cell is known by its place in this list. One whose
 *     first name is that of an upper level belongs to the element of that level which the record is
 *     part of, any other to the record; the empty path is the record itself.
 */
record JsonPaths(ArrayList<String> levels, ArrayList<List<String>> cells) implements Serializable {

  /**
   * The cells of a mapping.
   *
   * @throws IllegalArgumentException if one path is both a value and a record of others, or asks
   *     for what no file can tell
   */
  static JsonPaths of(SourceConfig source, Collection<List<String>> cells) {
    JsonPaths paths = new JsonPaths(levels(source), new ArrayList<>(cells));
    paths.members();
    cells.stream().filter(RawRecords::isAboutFile).forEach(RecordPlace::type);
    return paths;
  }

  /** The record as a whole, then those cells of a mapping that are not the record's. */
  static JsonPaths ofWholeRecord(SourceConfig source, Collection<List<String>> cells) {
    JsonPaths named = new JsonPaths(levels(source), new ArrayList<>(cells));
    ArrayList<List<String>> beside = new ArrayList<>(List.of(List.of()));
    cells.stream()
        .filter(path -> RawRecords.isAboutFile(path) || named.level(path) < named.lastLevel())
        .forEach(beside::add);
    return new JsonPaths(named.levels, beside);
  }

  private static ArrayList<String> levels(SourceConfig source) {
    Optional<String> written = source.records();
    return new ArrayList<>(written.map(text -> List.of(text.split("[.]"))).orElse(List.of()));
  }

  /** The members of each level that are taken; the last are those of the record. */
  JsonMember[] members() {
    JsonMember[] members = new JsonMember[lastLevel() + 1];
    for (int level = 0; level < members.length; level++) {
      members[level] = new JsonMember();
    }
    for (int cell = 0; cell < cells.size(); cell++) {
      List<String> path = cells.get(cell);
      if (!RawRecords.isAboutFile(path)) {
        int level = level(path);
        members[level].add(level < lastLevel() ? path.subList(1, path.size()) : path, cell);
      }
    }
    return members;
  }

  /** The cells of each level. */
  int[][] cellsOfLevel() {
    int[][] ofLevel = new int[lastLevel() + 1][];
    for (int level = 0; level < ofLevel.length; level++) {
      int at = level;
      ofLevel[level] =
          IntStream.range(0, cells.size()).filter(cell -> level(cells.get(cell)) == at).toArray();
    }
    return ofLevel;
  }

  private int lastLevel() {
    return Math.max(1, levels.size()) - 1;
  }

  private int level(List<String> path) {
    int named = path.size() > 1 ? levels.indexOf(path.get(0)) : -1;
    return named >= 0 && named < lastLevel() ? named : lastLevel();
  }
}
