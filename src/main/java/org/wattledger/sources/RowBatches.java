package org.wattledger.sources;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Gathers consecutive rows of one block of a file into batches. */
abstract class RowBatches implements Iterator<RecordColumns> {

  private final Iterator<InternalRow> rows;
  private final int fileOrdinal;
  private final int blockOrdinal;

  /** The first row of the next batch; the iterator has not moved on from it. */
  private InternalRow pending;

  private UTF8String file;

  /** The ordinals say where a row tells its file and block. */
  RowBatches(Iterator<InternalRow> rows, int fileOrdinal, int blockOrdinal) {
    this.rows = rows;
    this.fileOrdinal = fileOrdinal;
    this.blockOrdinal = blockOrdinal;
  }

  /** Called before the first row of a batch is added. */
  abstract void begin(InternalRow first);

  abstract void add(InternalRow row);

  abstract boolean isFull();

  /** Ends the batch, whose rows are all of one block of one file. */
  abstract RecordColumns filled(UTF8String ofFile, long blockStart);

  @Override
  public final boolean hasNext() {
    return pending != null || rows.hasNext();
  }

  @Override
  public final RecordColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InternalRow row = pending == null ? rows.next() : pending;
    pending = null;
    if (!row.getUTF8String(fileOrdinal).equals(file)) {
      file = row.getUTF8String(fileOrdinal).clone();
    }
    long block = row.getLong(blockOrdinal);
    begin(row);
    add(row);
    while (!isFull() && rows.hasNext()) {
      row = rows.next();
      if (row.getLong(blockOrdinal) != block || !row.getUTF8String(fileOrdinal).equals(file)) {
        pending = row;
        break;
      }
      add(row);
    }
    return filled(file, block);
  }
}
