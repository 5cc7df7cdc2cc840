package org.wattledger.sources;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.Field;

/** Expressions of a mapping bound to one set of cells, column by column. */
final class BoundMapping {

  /** Beside the canonical columns: see {@link SourceRows}. */
  static final List<String> FAULTS = List.of("is_kept", "cell_fault");

  private static final String VALUE = "__value_";
  private static final String KEPT = "__is_kept";

  private final SourceConfig source;
  private final Dataset<Row> cells;
  private final List<String> problems = new ArrayList<>();
  private final List<Column> mappedValues = new ArrayList<>();
  private final List<Column> canonicalValues = new ArrayList<>();
  private final List<When> wrongTypes = new ArrayList<>();
  private final List<When> nonFinites = new ArrayList<>();

  /** A condition under which a record has that fault. */
  private record When(Column condition, byte fault) {}

  private BoundMapping(SourceConfig source, Dataset<Row> cells) {
    this.source = source;
    this.cells = cells;
    for (String name : cells.columns()) {
      mappedValues.add(col(RawRecords.quoted(name)));
    }
  }

  /**
   * The fields as rows over the cells, then {@code besides}, then the {@linkplain #FAULTS faults}.
   *
   * @param besides columns over the cells
   * @throws MappingInvalid listing every expression that does not fit the cells or its field
   */
  static Dataset<Row> rows(
      SourceConfig source,
      Mapping mapping,
      Dataset<Row> cells,
      List<Field> fields,
      List<Column> besides) {
    BoundMapping bound = new BoundMapping(source, cells);
    for (Field field : fields) {
      Expression expression = mapping.columns().get(field.name());
      try {
        bound.add(field, expression);
      } catch (Exception problem) {
        bound.addProblem(field.name(), mapping.texts().get(field.name()), problem);
      }
    }
    try {
      bound.keepWhere(mapping.where());
    } catch (Exception problem) {
      bound.addProblem(Mapping.WHERE, source.where().orElse(""), problem);
    }
    if (!bound.problems.isEmpty()) {
      throw new MappingInvalid(source.name(), bound.problems);
    }
    return bound.rows(besides);
  }

  private void addProblem(String name, String text, Exception problem) {
    problems.add("%s = \"%s\": %s".formatted(name, text, Mapping.firstLine(problem)));
  }

  private void add(Field field, Expression expression) {
    if (expression == null) {
      canonicalValues.add(lit(null).cast(field.type()).as(field.name()));
      return;
    }
    MappedExpression mapped = MappedExpression.of(cells, expression, source.zone());
    Column value = col(VALUE + field.name());
    CanonicalValue converted = CanonicalValue.of(value, mapped.type(), field, source);
    Column isNonFinite = coalesce(converted.isNonFinite(), lit(false));
    mappedValues.add(mapped.value().as(VALUE + field.name()));
    canonicalValues.add(converted.value().as(field.name()));
    int ordinal = SourceRows.canonicalTable(source.kind()).fields().indexOf(field);
    byte wrongType = CellFault.wrongType(ordinal);
    nonFinites.add(new When(isNonFinite, CellFault.nonFinite(ordinal)));
    if (!field.type().equals(DataTypes.StringType)) {
      Column isLost = value.isNotNull().and(converted.value().isNull());
      wrongTypes.add(new When(isLost.and(not(isNonFinite)), wrongType));
    }
    if (mapped.raises().isPresent()) {
      Column isRaised = when(value.isNull(), mapped.raises().get()).otherwise(false);
      wrongTypes.add(new When(isRaised, wrongType));
    }
  }

  private void keepWhere(Optional<Expression> where) {
    Column isKept = col(RawCells.IS_RECORD);
    if (where.isPresent()) {
      MappedExpression condition = MappedExpression.of(cells, where.get(), source.zone());
      if (!condition.type().equals(DataTypes.BooleanType)) {
        throw new IllegalArgumentException("is no condition: " + condition.type().sql());
      }
      isKept = isKept.and(coalesce(condition.value(), lit(false)));
    }
    mappedValues.add(isKept.as(KEPT));
  }

  private Column cellFault() {
    Column first = when(lit(false), lit(CellFault.NONE));
    for (List<When> faults : List.of(wrongTypes, nonFinites)) {
      for (When fault : faults) {
        first = first.when(fault.condition(), lit(fault.fault()));
      }
    }
    return first.otherwise(lit(CellFault.NONE));
  }

  private Dataset<Row> rows(List<Column> besides) {
    List<Column> columns = new ArrayList<>(canonicalValues);
    columns.addAll(besides);
    columns.add(col(KEPT).as(FAULTS.get(0)));
    columns.add(cellFault().as(FAULTS.get(1)));
    return cells.select(mappedValues.toArray(Column[]::new)).select(columns.toArray(Column[]::new));
  }
}
