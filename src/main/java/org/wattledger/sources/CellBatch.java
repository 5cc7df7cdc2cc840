package org.wattledger.sources;

import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.Field;

/** A batch that is filled record by record from cells of text. */
final class CellBatch {

  static final int MOST_ROWS = 4096;

  private final RecordColumns into;
  private final int[] cellOf;
  private final int[] ordinals;
  private final CellConversion[] conversions;
  private final LongCells[] longs;
  private final DoubleCells[] doubles;
  private final TextCells[] texts;
  private final RecordColumns.Faults faults = RecordColumns.Faults.of(MOST_ROWS);
  private final RecordDigest digest = new RecordDigest();
  private int rows;

  /**
   * @param columns that are taken from the cells; the others are absent
   */
  CellBatch(List<MappedCell> columns, RecordColumns into) {
    this.into = into;
    this.cellOf = columns.stream().mapToInt(MappedCell::cell).toArray();
    this.conversions = columns.stream().map(MappedCell::conversion).toArray(CellConversion[]::new);
    List<Field> fields = columns.stream().map(column -> into.table().field(column.name())).toList();
    this.ordinals = fields.stream().mapToInt(into.table().fields()::indexOf).toArray();
    this.longs = fields.stream().map(into::longs).toArray(LongCells[]::new);
    this.doubles = fields.stream().map(into::doubles).toArray(DoubleCells[]::new);
    this.texts = fields.stream().map(into::texts).toArray(TextCells[]::new);
    // What no cell is taken for stays as it is now.
    into.readAbsent(MOST_ROWS);
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == MOST_ROWS;
  }

  /** Makes room for records; to be called once before the first of a batch. */
  void begin() {
    into.forEachText(column -> column.reserve(MOST_ROWS));
  }

  /** Adds a record that parses. */
  void add(RecordCells cells) {
    byte fault = CellFault.NONE;
    for (int column = 0; column < cellOf.length; column++) {
      int cell = cellOf[column];
      CellConversion conversion = conversions[column];
      if (cells.isAbsent(cell)) {
        setAbsent(column);
      } else if (conversion == null) {
        texts[column].set(rows, cells.bytes(cell), cells.start(cell), cells.length(cell));
      } else {
        convert(column, cells);
        if (conversion.isWrongType()) {
          fault = CellFault.first(fault, CellFault.wrongType(ordinals[column]));
        } else if (conversion.isNonFinite()) {
          fault = CellFault.first(fault, CellFault.nonFinite(ordinals[column]));
        }
      }
    }
    faults.set(rows++, null, true, fault);
  }

  /** Adds a record none of whose columns is a cell. */
  void addRecord() {
    faults.set(rows++, null, true, CellFault.NONE);
  }

  /** Adds a record that does not parse; only the digest of its text is kept. */
  void addMalformed(byte[] text, int length) {
    digest.add(text, length);
    addNone(UTF8String.fromBytes(digest.digits()));
  }

  /**
   * Adds what is no record.
   *
   * @param malformedDigest null: it leads to none, and counts as filtered
   */
  void addNone(UTF8String malformedDigest) {
    for (int column = 0; column < cellOf.length; column++) {
      setAbsent(column);
    }
    faults.set(rows++, malformedDigest, false, CellFault.NONE);
  }

  /** What expressions found in the record that was added last, beside what its cells tell. */
  void addFaults(boolean isKept, byte cellFault) {
    faults.add(rows - 1, isKept, cellFault);
  }

  /** Ends the batch; the next one begins empty. */
  RecordColumns filled(String file, long blockStart, long firstRecordId) {
    int count = rows;
    rows = 0;
    into.forEachText(column -> column.settle(count));
    return into.filled(count, file, blockStart, firstRecordId, faults);
  }

  private void convert(int column, RecordCells cells) {
    int cell = cellOf[column];
    byte[] bytes = cells.bytes(cell);
    if (longs[column] != null) {
      longs[column].values()[rows] =
          conversions[column].whole(bytes, cells.start(cell), cells.length(cell));
    } else {
      doubles[column].values()[rows] =
          conversions[column].real(bytes, cells.start(cell), cells.length(cell));
    }
  }

  private void setAbsent(int column) {
    if (texts[column] != null) {
      texts[column].setAbsent(rows);
    } else if (longs[column] != null) {
      longs[column].setAbsent(rows);
    } else {
      doubles[column].setAbsent(rows);
    }
  }
}
