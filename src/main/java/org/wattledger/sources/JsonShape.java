package org.wattledger.sources;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The part of a JSON record that a mapping names, as a schema with every leaf as text.
 *
 * <p>Nothing is inferred from the data. What is not named is skipped by the parser and never
 * reaches a row: prompts and completions stay out because nobody lists them.
 */
final class JsonShape {

  private final Map<String, JsonShape> members = new LinkedHashMap<>();

  private JsonShape() {}

  /**
   * The schema that holds exactly the cells at {@code paths}.
   *
   * @throws IllegalArgumentException if one path is both a value and a record of others
   */
  static StructType schemaOf(Collection<List<String>> paths) {
    JsonShape root = new JsonShape();
    List<List<String>> inRecord =
        paths.stream().filter(path -> !RawRecords.isAboutFile(path)).toList();
    inRecord.forEach(root::add);
    for (List<String> path : inRecord) {
      if (!root.isLeaf(path)) {
        throw new IllegalArgumentException(
            "%s is used both as a value and as a record; give the raw schema (schema = \"...\")"
                .formatted(Mapping.cellName(path)));
      }
    }
    return root.schema();
  }

  private void add(List<String> path) {
    JsonShape at = this;
    for (String name : path) {
      at = at.members.computeIfAbsent(name, unused -> new JsonShape());
    }
  }

  private boolean isLeaf(List<String> path) {
    JsonShape at = this;
    for (String name : path) {
      at = at.members.get(name);
    }
    return at.members.isEmpty();
  }

  private StructType schema() {
    StructType schema = new StructType();
    for (Map.Entry<String, JsonShape> member : members.entrySet()) {
      schema =
          schema.add(
              member.getKey(),
              member.getValue().members.isEmpty()
                  ? DataTypes.StringType
                  : member.getValue().schema());
    }
    return schema;
  }
}
