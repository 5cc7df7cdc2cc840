package org.wattledger.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;

/** The tables as documents: Markdown for people, JSON for programs, DDL for databases. */
public final class DataDictionary {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final String PAGE =
      """
      <!-- Generated from org.wattledger.schema; a test compares it. To write it anew:
           mvn test -Dtest=DataDictionaryTest -Dwattledger.dictionary.write=true -->
      # Data dictionary

      All instants are UTC with microseconds; `usage_date` is a UTC day. Energy of the ledger is in
      whole millijoules, so it adds up exactly; Wh, grams, litres and cost follow from it. Null means
      unknown, never zero. A published file lies at `<warehouse>/<table>/dt=<usage_date>/`.

      # Published tables

      %s
      # Views

      What `views.sql` and an export yield, in formats of others.

      %s
      # Input tables

      What a mapping in the configuration may name.

      %s""";

  private final List<Table> tables;
  private final List<Table> views;

  private DataDictionary(List<Table> tables, List<Table> views) {
    this.tables = List.copyOf(tables);
    this.views = List.copyOf(views);
  }

  public static DataDictionary of(List<Table> tables) {
    return new DataDictionary(tables, List.of());
  }

  /** The published tables and the views over them. */
  public static DataDictionary warehouse() {
    return new DataDictionary(
        OutputTables.PUBLISHED, PublishedView.ALL.stream().map(PublishedView::table).toList());
  }

  /** A table as a footer of its files tells it: {@code {name, grain, key, columns}}, one line. */
  public static String footer(Table table) {
    ObjectNode node = JSON.createObjectNode();
    describe(table, node);
    return node.toString();
  }

  /** The whole page {@code docs/data-dictionary.md}: published tables, views, inputs. */
  public static String page() {
    DataDictionary inputs =
        of(
            List.of(
                CanonicalTables.REQUESTS, CanonicalTables.TELEMETRY, CanonicalTables.PLACEMENTS));
    return PAGE.formatted(
        of(OutputTables.ALL).markdown(),
        of(PublishedView.ALL.stream().map(PublishedView::table).toList()).markdown(),
        inputs.markdown());
  }

  /** One section per table: grain, key, and a line per column. */
  public String markdown() {
    return tables.stream().map(DataDictionary::markdown).collect(Collectors.joining("\n"));
  }

  /**
   * {@code {"tables": [{name, grain, key, columns: [{name, type, unit, nullable, doc}]}]}}, and
   * {@code views} of the same form where there are some.
   */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("tables");
    tables.forEach(table -> describe(table, list.addObject()));
    if (!views.isEmpty()) {
      ArrayNode more = root.putArray("views");
      views.forEach(view -> describe(view, more.addObject()));
    }
    try {
      return JSON.writeValueAsString(root).replace(System.lineSeparator(), "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The dictionary of " + tables.size() + " tables", e);
    }
  }

  /** One CREATE TABLE per table, with the meaning of each column as its comment. */
  public String ddl(DdlDialect dialect) {
    return tables.stream().map(dialect::createTable).collect(Collectors.joining("\n"));
  }

  private static String markdown(Table table) {
    String lines =
        table.fields().stream().map(DataDictionary::line).collect(Collectors.joining("\n"));
    return """
        ## %s
        Grain: %s.
        Key: %s.

        | column | type | unit | null? | meaning |
        |---|---|---|---|---|
        %s
        """
        .formatted(table.name(), table.grain(), keyNames(table), lines);
  }

  private static String keyNames(Table table) {
    return table.keys().stream()
        .map(key -> "`" + key.name() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String line(Field field) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            field.name(),
            typeName(field.type()),
            field.unit().symbol(),
            field.nullable() ? "yes" : "no",
            field.doc().replace("|", "\\|"));
  }

  private static void describe(Table table, ObjectNode node) {
    node.put("name", table.name()).put("grain", table.grain());
    ArrayNode key = node.putArray("key");
    table.keys().forEach(field -> key.add(field.name()));
    ArrayNode columns = node.putArray("columns");
    for (Field field : table.fields()) {
      columns
          .addObject()
          .put("name", field.name())
          .put("type", typeName(field.type()))
          .put("unit", field.unit().symbol())
          .put("nullable", field.nullable())
          .put("doc", field.doc());
    }
  }

  private static String typeName(DataType type) {
    return type.sql().toUpperCase(Locale.ROOT);
  }
}
