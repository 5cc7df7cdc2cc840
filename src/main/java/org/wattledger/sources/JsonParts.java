package org.wattledger.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.unsafe.types.UTF8String;

/** The records in some parts of JSON files, one after the other. */
final class JsonParts {

  private final LineParts lines;
  private final JsonLine line;
  private final RecordDigest digest = new RecordDigest();

  private boolean isInLine;
  private JsonLine.Found found;
  private long recordId;

  JsonParts(LineParts lines, JsonLine line) {
    this.lines = lines;
    this.line = line;
  }

  /** Moves to the next record; false: there is none. */
  boolean next() {
    try {
      do {
        if (!isInLine && !beginLine()) {
          return false;
        }
        found = line.next();
        isInLine = found != JsonLine.Found.NOTHING;
      } while (!isInLine);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    recordId++;
    return true;
  }

  /** What the record is. */
  JsonLine.Found found() {
    return found;
  }

  JsonCells cells() {
    return line.cells();
  }

  /** The text of a cell, valid until the next record; null: absent. */
  UTF8String text(int cell) {
    JsonCells cells = line.cells();
    return found != JsonLine.Found.RECORD || cells.isAbsent(cell)
        ? null
        : UTF8String.fromBytes(cells.bytes(cell), cells.start(cell), cells.length(cell));
  }

  /** The part that holds the record. */
  PartitionedFile part() {
    return lines.part();
  }

  /** The file of the record as it is shown. */
  String file() {
    return lines.file();
  }

  /** Counts the records of the part from 0. */
  long recordId() {
    return recordId;
  }

  /** Digest of the line, if the record is malformed; else null. */
  UTF8String malformedDigest() {
    if (found != JsonLine.Found.MALFORMED) {
      return null;
    }
    digest.add(lines.text(), lines.length());
    return UTF8String.fromBytes(digest.digits());
  }

  private boolean beginLine() throws IOException {
    if (!lines.next()) {
      return false;
    }
    if (lines.isFirst()) {
      recordId = -1;
    }
    line.begin(lines.text(), lines.length());
    return true;
  }
}
