package org.wattledger.sources;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.execution.datasources.PartitionedFile;

/** The records of some parts of CSV files in batches, each of one part. */
final class CsvLineBatches implements Iterator<RecordColumns> {

  private final LineParts lines;
  private final CsvLine line;
  private final CellBatch batch;

  /** Whether the line that {@link #lines} stands at is a record and still to be taken. */
  private boolean isAhead;

  private long recordId;
  private boolean isHeaderNext;

  CsvLineBatches(LineParts lines, CsvLine line, CellBatch batch) {
    this.lines = lines;
    this.line = line;
    this.batch = batch;
  }

  @Override
  public boolean hasNext() {
    while (!isAhead && lines.next()) {
      if (lines.isFirst()) {
        recordId = -1;
        isHeaderNext = lines.part().start() == 0;
      }
      if (!CsvLine.isBlank(lines.text(), lines.length())) {
        isAhead = !isHeaderNext;
        isHeaderNext = false;
      }
    }
    return isAhead;
  }

  @Override
  public RecordColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    PartitionedFile part = lines.part();
    String file = lines.file();
    long firstRecordId = recordId + 1;
    batch.begin();
    while (!batch.isFull() && hasNext() && lines.part() == part) {
      add();
      recordId++;
      isAhead = false;
    }
    return batch.filled(file, part.start(), firstRecordId);
  }

  private void add() {
    try {
      if (line.read(lines.text(), lines.length())) {
        batch.add(line);
      } else {
        batch.addMalformed(line.malformed(), line.malformed().length);
      }
    } catch (Exception failure) {
      throw lines.unreadable(failure);
    }
  }
}
