package org.wattledger.sources;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/** The records of some parts of JSON files in batches, each of one part. */
final class JsonBatches implements Iterator<RequestColumns> {

  private static final int MOST_ROWS = 4096;

  private final JsonParts records;
  private final int[] cellOf;
  private final CellConversion[] conversions;
  private final RequestColumns into;
  private final LongCells[] longs;
  private final TextCells[] texts;
  private final Computed computed;
  private final RequestColumns.Faults faults = RequestColumns.Faults.of(MOST_ROWS);

  /** Whether the record that {@link #records} stands at is still to be taken. */
  private boolean isAhead;

  /**
   * @param columns that are taken from the cells; the others are absent
   */
  JsonBatches(JsonParts records, JsonColumns columns, RequestColumns into) {
    this.records = records;
    List<JsonColumns.Plain> plain = columns.plain();
    this.cellOf = plain.stream().mapToInt(JsonColumns.Plain::cell).toArray();
    this.conversions =
        plain.stream().map(JsonColumns.Plain::conversion).toArray(CellConversion[]::new);
    this.into = into;
    this.longs = longs(plain.stream().map(JsonColumns.Plain::name).toList(), into);
    this.texts = texts(plain.stream().map(JsonColumns.Plain::name).toList(), into);
    this.computed = columns.expressions() == null ? null : new Computed(columns);
    // What no cell is taken for stays as it is now.
    into.forEachLong(column -> column.readAbsent(MOST_ROWS));
    into.forEachText(column -> column.readAbsent(MOST_ROWS));
  }

  @Override
  public boolean hasNext() {
    isAhead = isAhead || records.next();
    return isAhead;
  }

  @Override
  public RequestColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    PartitionedFile part = records.part();
    String file = records.file();
    long firstRecordId = records.recordId();
    into.forEachText(column -> column.reserve(MOST_ROWS));
    int rows = 0;
    while (rows < MOST_ROWS && hasNext() && records.part() == part) {
      add(rows++);
      isAhead = false;
    }
    int size = rows;
    into.forEachText(column -> column.settle(size));
    return into.filled(rows, file, part.start(), firstRecordId, faults);
  }

  private void add(int row) {
    boolean isWrongType = false;
    boolean isNonFinite = false;
    JsonCells cells = records.cells();
    boolean isRecord = records.found() == JsonLine.Found.RECORD;
    for (int column = 0; column < cellOf.length; column++) {
      int cell = cellOf[column];
      CellConversion conversion = conversions[column];
      if (conversion == null) {
        texts[column].set(row, records.text(cell));
      } else if (!isRecord || cells.isAbsent(cell)) {
        longs[column].setAbsent(row);
      } else {
        longs[column].values()[row] =
            conversion.of(cells.bytes(cell), cells.start(cell), cells.length(cell));
        isWrongType |= conversion.isWrongType();
        isNonFinite |= conversion.isNonFinite();
      }
    }
    faults.set(row, records.malformedDigest(), isRecord, isWrongType, isNonFinite);
    if (computed != null) {
      computed.add(row);
    }
  }

  private static LongCells[] longs(List<String> names, RequestColumns into) {
    return fields(names).stream().map(into::longs).toArray(LongCells[]::new);
  }

  private static TextCells[] texts(List<String> names, RequestColumns into) {
    return fields(names).stream().map(into::texts).toArray(TextCells[]::new);
  }

  private static List<Field> fields(List<String> names) {
    return names.stream().map(CanonicalTables.REQUESTS::field).toList();
  }

  /** The columns that are expressions over cells. */
  private final class Computed {
    private final List<JsonColumns.Input> inputs;
    private final CellExpressions.Evaluation evaluation;
    private final GenericInternalRow row;
    private final LongCells[] longs;
    private final TextCells[] texts;

    Computed(JsonColumns columns) {
      this.inputs = columns.inputs();
      this.evaluation = columns.expressions().evaluation();
      this.row = new GenericInternalRow(inputs.size() + 1);
      this.longs = JsonBatches.longs(columns.computedNames(), into);
      this.texts = JsonBatches.texts(columns.computedNames(), into);
    }

    void add(int at) {
      for (int i = 0; i < inputs.size(); i++) {
        row.update(i, input(inputs.get(i)));
      }
      boolean isRecord = records.found() == JsonLine.Found.RECORD;
      row.update(inputs.size(), isRecord);
      InternalRow values = evaluation.of(row);
      for (int i = 0; i < longs.length; i++) {
        boolean isNull = values.isNullAt(i);
        if (longs[i] == null) {
          texts[i].set(at, isNull ? null : values.getUTF8String(i));
        } else if (isNull) {
          longs[i].setAbsent(at);
        } else {
          longs[i].set(at, values.getLong(i));
        }
      }
      faults.add(
          at,
          values.getBoolean(longs.length),
          values.getBoolean(longs.length + 1),
          values.getBoolean(longs.length + 2));
    }

    private Object input(JsonColumns.Input input) {
      if (RawRecords.isAboutFile(input.path())) {
        return RecordPlace.value(input.path(), records);
      }
      UTF8String text = records.text(input.cell());
      return text == null ? null : CanonicalText.sayingSomething(text);
    }
  }
}
