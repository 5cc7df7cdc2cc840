package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;

/**
 * CSV records whose mapping does no more than name columns. Their cells go into batches without an
 * expression in between: from their lines under the usual options, else from the rows of Spark's
 * own reader. The values are those that {@link SourceRows} yields.
 */
final class CsvRecords implements SourceRecords {

  private final SourceConfig source;
  private final RawRecords.Group group;
  private final Batches batches;

  /** How the batches of a task are made of the cells of its columns. */
  private interface Batches {
    <T> JavaRDD<T> map(Into into, Pass<T> pass);
  }

  /** What the records of a task fill. */
  private interface Into extends Serializable {
    RecordColumns columns();
  }

  private CsvRecords(SourceConfig source, RawRecords.Group group, Batches batches) {
    this.source = source;
    this.group = group;
    this.batches = batches;
  }

  /** Empty if anything has to be computed or filtered. */
  static Optional<SourceRecords> of(SourceConfig source, RawRecords.Group group, Mapping mapping) {
    if (!source.format().equals("csv") || source.where().isPresent()) {
      return Optional.empty();
    }
    Map<Field, String> names = new HashMap<>();
    List<String> known =
        group
            .csv()
            .map(CsvScan::columns)
            .orElseGet(() -> List.of(group.records().schema().fieldNames()));
    for (Map.Entry<String, Expression> mapped : mapping.columns().entrySet()) {
      Field field = SourceRows.canonicalTable(source.kind()).field(mapped.getKey());
      Optional<String> name = plainName(mapped.getValue(), mapping, known);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.put(field, name.get());
    }
    return group
        .csv()
        .map(scan -> ofLines(source, scan, names))
        .or(() -> ofRows(source, group, names))
        .map(batches -> new CsvRecords(source, group, batches));
  }

  private static Batches ofLines(SourceConfig source, CsvScan scan, Map<Field, String> names) {
    ArrayList<MappedCell> columns = columns(source, names, scan.columns()::indexOf);
    return new Batches() {
      @Override
      public <T> JavaRDD<T> map(Into into, Pass<T> pass) {
        return mapped(scan, columns, into, pass);
      }
    };
  }

  private static <T> JavaRDD<T> mapped(
      CsvScan scan, ArrayList<MappedCell> columns, Into into, Pass<T> pass) {
    return scan.map(
        (lines, line) ->
            pass.over(new CsvLineBatches(lines, line, new CellBatch(columns, into.columns()))));
  }

  private static Optional<Batches> ofRows(
      SourceConfig source, RawRecords.Group group, Map<Field, String> names) {
    List<String> read = new ArrayList<>(names.values());
    read.add(RawRecords.MALFORMED_TEXT);
    FileScan scan = FileScan.of(group.records(), read);
    if (scan == null || !(scan.leaf() instanceof FileSourceScanExec files)) {
      return Optional.empty();
    }
    HashMap<String, Integer> ordinals = scan.ordinals();
    FileNames fileNames = FileNames.of(group.files());
    ArrayList<MappedCell> columns = columns(source, names, ordinals::get);
    return Optional.of(
        new Batches() {
          @Override
          public <T> JavaRDD<T> map(Into into, Pass<T> pass) {
            return mapped(files.inputRDD().toJavaRDD(), columns, ordinals, fileNames, into, pass);
          }
        });
  }

  private static <T> JavaRDD<T> mapped(
      JavaRDD<InternalRow> rows,
      ArrayList<MappedCell> columns,
      HashMap<String, Integer> ordinals,
      FileNames fileNames,
      Into into,
      Pass<T> pass) {
    return rows.mapPartitions(
        task ->
            pass.over(
                new CsvBatches(task, new CellBatch(columns, into.columns()), ordinals, fileNames)));
  }

  private static ArrayList<MappedCell> columns(
      SourceConfig source, Map<Field, String> names, ToIntFunction<String> cellOf) {
    ArrayList<MappedCell> columns = new ArrayList<>();
    names.forEach(
        (field, name) ->
            columns.add(
                new MappedCell(
                    field.name(), cellOf.applyAsInt(name), CellConversion.of(field, source))));
    return columns;
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
    return batches.map(
        () -> new RecordColumns(kind, name, isOfDay, CanonicalText.rules(kind, hiddenUser)), pass);
  }
}
