package org.wattledger.sources;

import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;

/**
 * Records whose mapping does no more than name Parquet columns that have their canonical types
 * already. They go from Spark's columnar reader into batches without a row in between; the values
 * are those that {@link SourceRows} yields.
 */
final class PlainRecords implements SourceRecords {

  private final SourceConfig source;
  private final boolean isOfDay;
  private final FileScan scan;
  private final HashMap<String, String> rawNames;
  private final FileNames fileNames;

  private PlainRecords(
      SourceConfig source,
      RawRecords.Group group,
      FileScan scan,
      HashMap<String, String> rawNames) {
    this.source = source;
    this.isOfDay = group.ofDay();
    this.scan = scan;
    this.rawNames = rawNames;
    this.fileNames = FileNames.of(group.files());
  }

  /** Empty if anything has to be converted, moved in time or filtered. */
  static Optional<SourceRecords> of(SourceConfig source, RawRecords.Group group, Mapping mapping) {
    if (!source.format().equals("parquet")
        || source.where().isPresent()
        || !source.offset().isZero()) {
      return Optional.empty();
    }
    HashMap<String, String> rawNames = new HashMap<>();
    StructType schema = group.records().schema();
    for (Map.Entry<String, Expression> mapped : mapping.columns().entrySet()) {
      Field field = SourceRows.canonicalTable(source.kind()).field(mapped.getKey());
      Optional<String> name = plainName(mapped.getValue(), mapping, schema, field);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      rawNames.put(field.name(), name.get());
    }
    FileScan scan = FileScan.of(group.records(), rawNames.values());
    return scan != null && scan.leaf().supportsColumnar()
        ? Optional.of(new PlainRecords(source, group, scan, rawNames))
        : Optional.empty();
  }

  private static Optional<String> plainName(
      Expression expression, Mapping mapping, StructType schema, Field field) {
    if (!(expression instanceof UnresolvedAttribute attribute)) {
      return Optional.empty();
    }
    String name = attribute.nameParts().head();
    boolean isColumn =
        mapping.cells().contains(List.of(name)) && List.of(schema.fieldNames()).contains(name);
    return isColumn
            && !FileScan.isReserved(name)
            && schema.apply(name).dataType().equals(field.type())
        ? Optional.of(name)
        : Optional.empty();
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    HashMap<String, Integer> columns = new HashMap<>();
    rawNames.forEach((canonical, raw) -> columns.put(canonical, scan.ordinals().get(raw)));
    Reader reader =
        new Reader(
            source.kind(),
            source.name(),
            isOfDay,
            columns,
            scan.ordinals().get(FileScan.FILE_PATH),
            scan.ordinals().get(FileScan.BLOCK_START),
            fileNames,
            hiddenUser);
    return scan.leaf()
        .executeColumnar()
        .toJavaRDD()
        .mapPartitions(batches -> pass.over(reader.reading(batches)));
  }

  /**
   * Reads batches inside a task.
   *
   * @param columns ordinals by canonical name
   */
  private record Reader(
      SourceKind kind,
      String source,
      boolean isOfDay,
      HashMap<String, Integer> columns,
      int filePath,
      int blockStart,
      FileNames fileNames,
      TextRule hiddenUser)
      implements Serializable {

    Iterator<RecordColumns> reading(Iterator<ColumnarBatch> batches) {
      RecordColumns reused =
          new RecordColumns(kind, source, isOfDay, CanonicalText.rules(kind, hiddenUser));
      return new Iterator<>() {
        private long nextRecordId;

        @Override
        public boolean hasNext() {
          return batches.hasNext();
        }

        @Override
        public RecordColumns next() {
          RecordColumns read = read(batches.next(), reused, nextRecordId);
          nextRecordId += read.rows();
          return read;
        }
      };
    }

    private RecordColumns read(ColumnarBatch batch, RecordColumns into, long firstRecordId) {
      int rows = batch.numRows();
      byte[] cellFaults = null;
      into.reserve(rows);
      List<Field> fields = into.table().fields();
      for (int column = 0; column < fields.size(); column++) {
        Field field = fields.get(column);
        Integer ordinal = columns.get(field.name());
        LongCells longs = into.longs(field);
        DoubleCells doubles = into.doubles(field);
        if (doubles != null && ordinal != null) {
          cellFaults = cellFaults == null ? new byte[rows] : cellFaults;
          doubles.read(batch.column(ordinal), rows, cellFaults, CellFault.nonFinite(column));
        } else if (doubles != null) {
          doubles.readAbsent(rows);
        } else if (longs != null && ordinal != null) {
          longs.read(batch.column(ordinal), rows);
        } else if (longs != null) {
          longs.readAbsent(rows);
        } else if (ordinal != null) {
          into.texts(field).read(batch.column(ordinal), rows);
        } else {
          into.texts(field).readAbsent(rows);
        }
      }
      String path = batch.column(filePath).getUTF8String(0).toString();
      String file = fileNames.of(new Path(URI.create(path)));
      long block = batch.column(blockStart).getLong(0);
      RecordColumns.Faults faults =
          cellFaults == null ? RecordColumns.Faults.NONE : RecordColumns.Faults.ofCells(cellFaults);
      return into.filled(rows, file, block, firstRecordId, faults);
    }
  }
}
