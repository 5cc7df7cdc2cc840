package org.wattledger.sources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;

/**
 * CSV records whose mapping does no more than name columns. Spark's own reader parses them; their
 * cells go into batches without an expression in between. The values are those that {@link
 * SourceRows} yields.
 */
final class CsvRecords implements SourceRecords {

  private final SourceConfig source;
  private final RawRecords.Group group;
  private final ArrayList<MappedCell> columns;
  private final RDD<InternalRow> rows;
  private final HashMap<String, Integer> ordinals;

  private CsvRecords(
      SourceConfig source,
      RawRecords.Group group,
      ArrayList<MappedCell> columns,
      RDD<InternalRow> rows,
      HashMap<String, Integer> ordinals) {
    this.source = source;
    this.group = group;
    this.columns = columns;
    this.rows = rows;
    this.ordinals = ordinals;
  }

  /** Empty if anything has to be computed or filtered. */
  static Optional<SourceRecords> of(SourceConfig source, RawRecords.Group group, Mapping mapping) {
    if (!source.format().equals("csv") || source.where().isPresent()) {
      return Optional.empty();
    }
    Map<Field, String> names = new HashMap<>();
    List<String> known = List.of(group.records().schema().fieldNames());
    for (Map.Entry<String, Expression> mapped : mapping.columns().entrySet()) {
      Field field = SourceRows.canonicalTable(source.kind()).field(mapped.getKey());
      Optional<String> name = plainName(mapped.getValue(), mapping, known);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.put(field, name.get());
    }
    List<String> read = new ArrayList<>(names.values());
    read.add(RawRecords.MALFORMED_TEXT);
    FileScan scan = FileScan.of(group.records(), read);
    if (scan == null || !(scan.leaf() instanceof FileSourceScanExec files)) {
      return Optional.empty();
    }
    ArrayList<MappedCell> columns = new ArrayList<>();
    names.forEach(
        (field, name) ->
            columns.add(
                new MappedCell(
                    field.name(), scan.ordinals().get(name), CellConversion.of(field, source))));
    return Optional.of(new CsvRecords(source, group, columns, files.inputRDD(), scan.ordinals()));
  }

  private static Optional<String> plainName(
      Expression expression, Mapping mapping, List<String> known) {
    if (!(expression instanceof UnresolvedAttribute attribute)) {
      return Optional.empty();
    }
    String name = attribute.nameParts().head();
    boolean isCell =
        mapping.cells().stream()
                .filter(path -> Mapping.cellName(path).equals(name))
                .filter(path -> path.size() == 1 || !known.contains(path.get(0)))
                .count()
            == 1;
    boolean isReserved = FileScan.isReserved(name) || name.equals(RawRecords.MALFORMED_TEXT);
    boolean isColumn = known.stream().filter(name::equals).count() == 1;
    return isCell && isColumn && !isReserved ? Optional.of(name) : Optional.empty();
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind kind = source.kind();
    String name = source.name();
    boolean isOfDay = group.ofDay();
    FileNames fileNames = FileNames.of(group.files());
    ArrayList<MappedCell> ofCells = columns;
    HashMap<String, Integer> ofRow = ordinals;
    return rows.toJavaRDD()
        .mapPartitions(
            task -> {
              RecordColumns into =
                  new RecordColumns(kind, name, isOfDay, CanonicalText.rules(kind, hiddenUser));
              return pass.over(
                  new CsvBatches(task, new CellBatch(ofCells, into), ofRow, fileNames));
            });
  }
}
