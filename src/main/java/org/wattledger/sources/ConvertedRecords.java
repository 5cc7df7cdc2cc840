package org.wattledger.sources;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;

/** Records whose values the expressions of a mapping yield, row by row. */
final class ConvertedRecords implements SourceRecords {

  private static final int MOST_ROWS = 4096;

  private final SourceKind kind;
  private final String source;
  private final boolean isOfDay;
  private final Dataset<Row> rows;

  /** {@code rows} as {@link SourceRows} yields them. */
  ConvertedRecords(SourceConfig source, boolean isOfDay, Dataset<Row> rows) {
    this.kind = source.kind();
    this.source = source.name();
    this.isOfDay = isOfDay;
    this.rows = rows;
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind ofKind = kind;
    String name = source;
    boolean ofDay = isOfDay;
    List<String> columns = List.of(rows.columns());
    int first = columns.indexOf(CanonicalTables.SOURCE.name());
    return rows.queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(
            task -> {
              Map<String, TextRule> rules = Map.of(CanonicalTables.USER_ID.name(), hiddenUser);
              return pass.over(
                  new Batches(task, new RecordColumns(ofKind, name, ofDay, rules), first));
            });
  }

  private static final class Batches extends RowBatches {
    private final RecordColumns into;

    private final ValueColumns values;

    /** Ordinals after those of the canonical columns, in the order of {@link SourceRows}. */
    private final int file;

    private final RecordColumns.Faults faults = RecordColumns.Faults.of(MOST_ROWS);
    private int count;
    private long firstRecordId;

    Batches(Iterator<InternalRow> rows, RecordColumns into, int source) {
      super(rows, source + 1, source + 3);
      this.into = into;
      this.values = new ValueColumns(into.table().fields(), into);
      this.file = source + 1;
    }

    @Override
    void begin(InternalRow first) {
      into.reserve(MOST_ROWS);
      firstRecordId = first.getLong(file + 3);
      count = 0;
    }

    @Override
    boolean isFull() {
      return count == MOST_ROWS;
    }

    @Override
    RecordColumns filled(UTF8String ofFile, long blockStart) {
      into.forEachText(cells -> cells.settle(count));
      return into.filled(count, ofFile.toString(), blockStart, firstRecordId, faults);
    }

    @Override
    void add(InternalRow row) {
      int at = count++;
      values.set(at, row);
      UTF8String malformed = row.isNullAt(file + 4) ? null : row.getUTF8String(file + 4).clone();
      faults.set(at, malformed, row.getBoolean(file + 5), row.getByte(file + 6));
    }
  }
}
