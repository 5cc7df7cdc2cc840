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
import org.wattledger.schema.Field;

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

    /** The column of a batch that takes each canonical column of a row; the others are null. */
    private final LongCells[] longs;

    private final DoubleCells[] doubles;
    private final TextCells[] texts;

    /** Ordinals after those of the canonical columns, in the order of {@link SourceRows}. */
    private final int file;

    private final RecordColumns.Faults faults = RecordColumns.Faults.of(MOST_ROWS);
    private int count;
    private long firstRecordId;

    Batches(Iterator<InternalRow> rows, RecordColumns into, int source) {
      super(rows, source + 1, source + 3);
      this.into = into;
      List<Field> fields = into.table().fields();
      this.longs = fields.stream().map(into::longs).toArray(LongCells[]::new);
      this.doubles = fields.stream().map(into::doubles).toArray(DoubleCells[]::new);
      this.texts = fields.stream().map(into::texts).toArray(TextCells[]::new);
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
      for (int ordinal = 0; ordinal < longs.length; ordinal++) {
        boolean isNull = row.isNullAt(ordinal);
        if (texts[ordinal] != null) {
          texts[ordinal].set(at, isNull ? null : row.getUTF8String(ordinal));
        } else if (doubles[ordinal] != null) {
          doubles[ordinal].set(at, isNull ? DoubleCells.ABSENT : row.getDouble(ordinal));
        } else if (isNull) {
          longs[ordinal].setAbsent(at);
        } else {
          longs[ordinal].set(at, row.getLong(ordinal));
        }
      }
      UTF8String malformed = row.isNullAt(file + 4) ? null : row.getUTF8String(file + 4).clone();
      faults.set(at, malformed, row.getBoolean(file + 5), row.getByte(file + 6));
    }
  }
}
