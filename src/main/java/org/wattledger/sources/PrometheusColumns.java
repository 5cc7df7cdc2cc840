package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * What becomes of Prometheus samples. Columns that name only the metric and labels are the same for
 * all samples of a series; so is the condition, if it names no more.
 *
 * @param ofSeries columns that a series has once
 * @param ofSamples columns that each sample has
 * @param isMeter whether a blank of DCGM says nothing
 */
record PrometheusColumns(Part ofSeries, Part ofSamples, boolean isMeter) implements Serializable {

  private static final Set<String> OF_SAMPLE =
      Set.of(PrometheusRecords.TIMESTAMP, PrometheusRecords.VALUE);

  /**
   * Some canonical columns.
   *
   * @param expressions over metric, labels, timestamp, value, and whether it is a record; they
   *     yield the columns, then the {@linkplain BoundMapping#FAULTS faults}
   */
  record Part(ArrayList<String> names, CellExpressions expressions) implements Serializable {}

  /** Empty if something is to be known of each sample that no sample tells. */
  static Optional<PrometheusColumns> of(
      SparkSession session, SourceConfig source, Mapping mapping, List<String> labels) {
    if (mapping.cells().stream().anyMatch(RawRecords::isAboutFile)) {
      return Optional.empty();
    }
    List<Field> ofSeries = new ArrayList<>();
    List<Field> ofSamples = new ArrayList<>();
    for (Field field : SourceRows.canonicalTable(source.kind()).fields()) {
      Expression expression = mapping.columns().get(field.name());
      if (expression != null) {
        (isOfSeries(expression) ? ofSeries : ofSamples).add(field);
      }
    }
    boolean isFilterOfSeries = mapping.where().filter(PrometheusColumns::isOfSeries).isPresent();
    Mapping unfiltered = mapping.withoutCondition();
    Dataset<Row> cells = CellExpressions.cells(session, cells(labels));
    try {
      return Optional.of(
          new PrometheusColumns(
              part(source, isFilterOfSeries ? mapping : unfiltered, cells, ofSeries),
              part(source, isFilterOfSeries ? unfiltered : mapping, cells, ofSamples),
              source.kind() == SourceKind.TELEMETRY));
    } catch (MappingInvalid | IllegalArgumentException unfit) {
      // Whoever binds the whole mapping tells of all its problems.
      return Optional.empty();
    }
  }

  /** A cell as expressions see it; null: it says nothing. */
  UTF8String input(UTF8String raw) {
    if (raw == null) {
      return null;
    }
    return isMeter ? CanonicalText.sayingSomethingOfMeter(raw) : CanonicalText.sayingSomething(raw);
  }

  private static Part part(
      SourceConfig source, Mapping mapping, Dataset<Row> cells, List<Field> fields) {
    return new Part(
        new ArrayList<>(fields.stream().map(Field::name).toList()),
        CellExpressions.of(BoundMapping.rows(source, mapping, cells, fields, List.of())));
  }

  private static StructType cells(List<String> labels) {
    StructType schema = new StructType().add(PrometheusRecords.METRIC, DataTypes.StringType);
    for (String label : labels) {
      schema =
          schema.add(
              Mapping.cellName(List.of(PrometheusRecords.LABELS, label)), DataTypes.StringType);
    }
    return schema
        .add(PrometheusRecords.TIMESTAMP, DataTypes.TimestampType)
        .add(PrometheusRecords.VALUE, DataTypes.StringType)
        .add(RawCells.IS_RECORD, DataTypes.BooleanType);
  }

  private static boolean isOfSeries(Expression expression) {
    Set<String> names =
        ExpressionTrees.nodes(expression).stream()
            .filter(UnresolvedAttribute.class::isInstance)
            .map(node -> ((UnresolvedAttribute) node).nameParts().head())
            .collect(Collectors.toSet());
    return names.stream().noneMatch(OF_SAMPLE::contains);
  }
}
