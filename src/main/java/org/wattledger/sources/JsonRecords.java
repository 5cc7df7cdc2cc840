package org.wattledger.sources;

import java.util.HashMap;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;

/**
 * Records in JSON files. Columns that only name a member go from the parser into batches without a
 * row or an expression in between; the others are computed from the cells that they name. The
 * values are those that {@link SourceRows} yields.
 */
final class JsonRecords implements SourceRecords {

  private final SourceConfig source;
  private final RawRecords.Group group;
  private final JsonScan scan;
  private final JsonColumns columns;

  private JsonRecords(SourceConfig source, RawRecords.Group group, JsonColumns columns) {
    this.source = source;
    this.group = group;
    this.scan = group.json().orElseThrow();
    this.columns = columns;
  }

  /**
   * Empty if the files are not JSON, or the source declares a schema of its own.
   *
   * @throws MappingInvalid listing every expression that does not fit
   */
  static Optional<SourceRecords> of(
      SparkSession session, SourceConfig source, RawRecords.Group group, Mapping mapping) {
    if (group.json().isEmpty() || source.schema().isPresent()) {
      return Optional.empty();
    }
    JsonPaths paths = group.json().get().paths();
    return Optional.of(
        new JsonRecords(source, group, JsonColumns.of(session, source, mapping, paths)));
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind kind = source.kind();
    String name = source.name();
    boolean isOfDay = group.ofDay();
    JsonColumns ofRecords = columns;
    HashMap<String, TextRule> rules = new HashMap<>(CanonicalText.rules(kind, hiddenUser));
    // Expressions yield what their columns hold; only the user is still to be hidden.
    columns.computedNames().forEach(computed -> rules.put(computed, TextRule.SAME));
    rules.computeIfPresent(
        CanonicalTables.USER_ID.name(), (user, rule) -> rule == TextRule.SAME ? hiddenUser : rule);
    return scan.map(
        records ->
            pass.over(
                new JsonBatches(
                    records, ofRecords, new RecordColumns(kind, name, isOfDay, rules))));
  }
}
