package org.wattledger.sources;

import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;
import scala.jdk.javaapi.CollectionConverters;

/**
 * CSV records whose mapping does no more than name columns. Spark's own reader parses them; their
 * cells go into batches without an expression in between. The values are those that {@link
 * SourceRows} yields.
 */
final class CsvRecords implements RequestRecords {

  private static final String FILE_PATH = "file_path";
  private static final String BLOCK_START = "file_block_start";

  private final SourceConfig source;
  private final RawRecords.Group group;
  private final ArrayList<MappedCell> columns;
  private final RDD<InternalRow> rows;
  private final Places places;

  /** Ordinals of what stands beside the cells of a row. */
  private record Places(int malformed, int filePath, int blockStart) implements Serializable {}

  private CsvRecords(
      SourceConfig source,
      RawRecords.Group group,
      ArrayList<MappedCell> columns,
      RDD<InternalRow> rows,
      Places places) {
    this.source = source;
    this.group = group;
    this.columns = columns;
    this.rows = rows;
    this.places = places;
  }

  /** Empty if anything has to be computed or filtered. */
  static Optional<RequestRecords> of(
      SparkSession session, SourceConfig source, RawRecords.Group group, Mapping mapping) {
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
    return scan(group, names)
        .map(
            scan -> {
              Map<String, Integer> ordinals = ordinals(scan);
              Map<String, CellConversion> conversions =
                  CellConversion.of(session, names.keySet(), source);
              ArrayList<MappedCell> columns = new ArrayList<>();
              names.forEach(
                  (field, name) ->
                      columns.add(
                          new MappedCell(
                              field.name(), ordinals.get(name), conversions.get(field.name()))));
              Places places =
                  new Places(
                      ordinals.get(RawRecords.MALFORMED_TEXT),
                      ordinals.get(FILE_PATH),
                      ordinals.get(BLOCK_START));
              return new CsvRecords(source, group, columns, scan.inputRDD(), places);
            });
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
    boolean isReserved = List.of(FILE_PATH, BLOCK_START, RawRecords.MALFORMED_TEXT).contains(name);
    boolean isColumn = known.stream().filter(name::equals).count() == 1;
    return isCell && isColumn && !isReserved ? Optional.of(name) : Optional.empty();
  }

  private static Optional<FileSourceScanExec> scan(
      RawRecords.Group group, Map<Field, String> names) {
    List<Column> columns = new ArrayList<>();
    names.values().stream()
        .distinct()
        .sorted()
        .forEach(name -> columns.add(functions.col(RawRecords.quoted(name))));
    columns.add(functions.col(RawRecords.MALFORMED_TEXT));
    columns.add(functions.col(RawRecords.FILE_METADATA + "." + FILE_PATH));
    columns.add(functions.col(RawRecords.FILE_METADATA + "." + BLOCK_START));
    SparkPlan plan =
        group.records().select(columns.toArray(Column[]::new)).queryExecution().executedPlan();
    List<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
    return leaves.size() == 1 && leaves.get(0) instanceof FileSourceScanExec scan
        ? Optional.of(scan)
        : Optional.empty();
  }

  private static Map<String, Integer> ordinals(FileSourceScanExec scan) {
    Map<String, Integer> ordinals = new HashMap<>();
    for (Attribute attribute : CollectionConverters.asJava(scan.output())) {
      ordinals.put(attribute.name(), ordinals.size());
    }
    return ordinals;
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind kind = source.kind();
    String name = source.name();
    boolean isOfDay = group.ofDay();
    FileNames fileNames = FileNames.of(group.files());
    ArrayList<MappedCell> ofCells = columns;
    Places ofRow = places;
    return rows.toJavaRDD()
        .mapPartitions(
            task -> {
              RequestColumns into =
                  new RequestColumns(kind, name, isOfDay, CanonicalText.rules(kind, hiddenUser));
              return pass.over(new Batches(task, new CellBatch(ofCells, into), ofRow, fileNames));
            });
  }

  /** The cells of a row. */
  private static final class RowCells implements RecordCells {
    private InternalRow row;

    @Override
    public boolean isAbsent(int cell) {
      return row.isNullAt(cell);
    }

    @Override
    public byte[] bytes(int cell) {
      UTF8String text = row.getUTF8String(cell);
      return text.getBaseObject() instanceof byte[] bytes ? bytes : text.getBytes();
    }

    @Override
    public int start(int cell) {
      UTF8String text = row.getUTF8String(cell);
      return text.getBaseObject() instanceof byte[]
          ? (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET)
          : 0;
    }

    @Override
    public int length(int cell) {
      return row.getUTF8String(cell).numBytes();
    }
  }

  /** Gathers consecutive rows of one block. */
  private static final class Batches implements Iterator<RequestColumns> {
    private final Iterator<InternalRow> rows;
    private final CellBatch batch;
    private final Places places;
    private final FileNames fileNames;
    private final RowCells cells = new RowCells();

    /** The first row of the next batch; the iterator has not moved on from it. */
    private InternalRow pending;

    private UTF8String path;
    private String fileName;
    private long nextRecordId;

    Batches(Iterator<InternalRow> rows, CellBatch batch, Places places, FileNames fileNames) {
      this.rows = rows;
      this.batch = batch;
      this.places = places;
      this.fileNames = fileNames;
    }

    @Override
    public boolean hasNext() {
      return pending != null || rows.hasNext();
    }

    @Override
    public RequestColumns next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      batch.begin();
      InternalRow row = pending == null ? rows.next() : pending;
      pending = null;
      nameFile(row.getUTF8String(places.filePath));
      long block = row.getLong(places.blockStart);
      long first = nextRecordId;
      add(row);
      while (!batch.isFull() && rows.hasNext()) {
        row = rows.next();
        if (row.getLong(places.blockStart) != block
            || !row.getUTF8String(places.filePath).equals(path)) {
          pending = row;
          break;
        }
        add(row);
      }
      nextRecordId += batch.rows();
      return batch.filled(fileName, block, first);
    }

    private void nameFile(UTF8String text) {
      if (!text.equals(path)) {
        path = text.clone();
        fileName = fileNames.of(new Path(URI.create(path.toString())));
      }
    }

    private void add(InternalRow row) {
      if (row.isNullAt(places.malformed)) {
        cells.row = row;
        batch.add(cells);
      } else {
        byte[] text = row.getUTF8String(places.malformed).getBytes();
        batch.addMalformed(text, text.length);
      }
    }
  }
}
