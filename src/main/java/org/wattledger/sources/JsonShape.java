package org.wattledger.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of parsed JSON records: every member of a record by its name, and what the mapping
 * reads by its path. Records, upper levels and members written as lists of keys and values are
 * found as {@link JsonLine} and {@link JsonCells} find them.
 */
final class JsonShape {

  private final List<String> levels;
  private final List<List<String>> paths;
  private final ShapeTally tally;

  /**
   * @param levels members that lead from a line to its records
   * @param paths of the cells that the mapping reads
   */
  JsonShape(List<String> levels, Iterable<List<String>> paths, ShapeTally tally) {
    this.levels = levels;
    this.paths = new ArrayList<>();
    paths.forEach(this.paths::add);
    this.tally = tally;
  }

  /** Adds the records that a line, or the whole file, holds. */
  void addAll(JsonNode text) {
    addBelow(text, 0, List.of());
  }

  private void addBelow(JsonNode node, int level, List<JsonNode> above) {
    if (node.isArray()) {
      node.forEach(each -> addBelow(each, level, above));
    } else if (node.isObject() && level == levels.size()) {
      addRecord(node, above);
    } else if (node.isObject()) {
      JsonNode next = node.path(levels.get(level));
      List<JsonNode> elements = new ArrayList<>(above);
      if (level > 0) {
        elements.add(node);
      }
      addBelow(next, level + 1, elements);
    }
  }

  /** {@code above}: the elements of the upper levels that the record is part of. */
  private void addRecord(JsonNode record, List<JsonNode> above) {
    Map<String, String> cells = new LinkedHashMap<>();
    record
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (paths.stream().noneMatch(path -> path.size() > 1 && path.get(0).equals(name))) {
                cells.put(name, kind(record.get(name)));
              }
            });
    for (List<String> path : paths) {
      int level = path.size() > 1 ? levels.indexOf(path.get(0)) : -1;
      boolean isAbove = level >= 0 && level < above.size();
      JsonNode found =
          isAbove ? at(above.get(level), path.subList(1, path.size())) : at(record, path);
      if (!found.isMissingNode()) {
        cells.put(Mapping.cellName(path), kind(found));
      }
    }
    tally.add(cells);
  }

  private static JsonNode at(JsonNode from, List<String> path) {
    JsonNode node = from;
    for (String name : path) {
      node = node.isArray() ? valueOfPair(node, name) : node.path(name);
    }
    return node;
  }

  /** A value stands as it is, or under the name of its type. */
  private static JsonNode valueOfPair(JsonNode pairs, String key) {
    for (JsonNode pair : pairs) {
      if (key.equals(pair.path("key").textValue())) {
        JsonNode value = pair.path("value");
        return value.isObject() && value.size() == 1 ? value.elements().next() : value;
      }
    }
    return pairs.path("");
  }

  /** Null: a null. */
  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case OBJECT -> "object";
      case ARRAY -> "array";
      case NULL, MISSING -> null;
      case STRING, BINARY, POJO -> "text";
    };
  }
}
