package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;

/**
 * What becomes of the cells of JSON records.
 *
 * @param plain canonical columns that are a cell
 * @param computedNames canonical columns that expressions yield, in order of their results
 * @param inputs the cells that the expressions are over
 * @param expressions for the computed columns, then for the {@linkplain BoundMapping#FAULTS
 *     faults}; null: nothing is computed or filtered
 * @param isMeter whether a blank of DCGM says nothing
 */
record JsonColumns(
    ArrayList<MappedCell> plain,
    ArrayList<String> computedNames,
    ArrayList<Input> inputs,
    CellExpressions expressions,
    boolean isMeter)
    implements Serializable {

  /** A cell that expressions name. */
  record Input(List<String> path, int cell) implements Serializable {}

  /** For the records of a source. */
  static JsonColumns of(
      SparkSession session, SourceConfig source, Mapping mapping, JsonPaths paths) {
    ArrayList<MappedCell> plain = new ArrayList<>();
    List<Field> computed = new ArrayList<>();
    for (Field field : SourceRows.canonicalTable(source.kind()).fields()) {
      Expression expression = mapping.columns().get(field.name());
      if (expression == null) {
        continue;
      }
      int cell = plainCell(expression, paths);
      if (cell < 0) {
        computed.add(field);
      } else {
        plain.add(new MappedCell(field.name(), cell, CellConversion.of(field, source)));
      }
    }
    boolean isMeter = source.kind() == SourceKind.TELEMETRY;
    ArrayList<String> names = new ArrayList<>(computed.stream().map(Field::name).toList());
    if (computed.isEmpty() && mapping.where().isEmpty()) {
      return new JsonColumns(plain, names, new ArrayList<>(), null, isMeter);
    }
    ArrayList<Input> inputs = inputs(mapping, computed, paths);
    StructType schema = new StructType();
    for (Input input : inputs) {
      boolean isAboutFile = RawRecords.isAboutFile(input.path);
      schema =
          schema.add(
              Mapping.cellName(input.path),
              isAboutFile ? RecordPlace.type(input.path) : DataTypes.StringType);
    }
    Dataset<Row> cells =
        CellExpressions.cells(session, schema.add(RawCells.IS_RECORD, DataTypes.BooleanType));
    Dataset<Row> rows = BoundMapping.rows(source, mapping, cells, computed, List.of());
    return new JsonColumns(plain, names, inputs, CellExpressions.of(rows), isMeter);
  }

  /** The text of a cell as expressions see it; null: it says nothing. */
  UTF8String input(UTF8String raw) {
    return isMeter ? CanonicalText.sayingSomethingOfMeter(raw) : CanonicalText.sayingSomething(raw);
  }

  /** The cell that an expression is, or -1. */
  private static int plainCell(Expression expression, JsonPaths paths) {
    Optional<String> name = nameOf(expression);
    List<List<String>> named =
        paths.cells().stream()
            .filter(path -> name.filter(Mapping.cellName(path)::equals).isPresent())
            .toList();
    return named.size() == 1 && !RawRecords.isAboutFile(named.get(0))
        ? paths.cells().indexOf(named.get(0))
        : -1;
  }

  private static ArrayList<Input> inputs(Mapping mapping, List<Field> computed, JsonPaths paths) {
    Set<String> names = new HashSet<>();
    for (Field field : computed) {
      addNames(mapping.columns().get(field.name()), names);
    }
    mapping.where().ifPresent(where -> addNames(where, names));
    ArrayList<Input> inputs = new ArrayList<>();
    for (int cell = 0; cell < paths.cells().size(); cell++) {
      List<String> path = paths.cells().get(cell);
      if (names.contains(Mapping.cellName(path))) {
        inputs.add(new Input(path, cell));
      }
    }
    return inputs;
  }

  private static void addNames(Expression expression, Set<String> names) {
    ExpressionTrees.nodes(expression).forEach(node -> nameOf(node).ifPresent(names::add));
  }

  private static Optional<String> nameOf(Expression node) {
    return node instanceof UnresolvedAttribute attribute
        ? Optional.of(attribute.nameParts().head())
        : Optional.empty();
  }
}
