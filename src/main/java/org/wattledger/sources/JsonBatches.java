package org.wattledger.sources;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/** The records of some parts of JSON files in batches, each of one part. */
final class JsonBatches implements Iterator<RequestColumns>, Closeable {

  private static final int MOST_ROWS = 4096;

  private final Iterator<PartitionedFile> parts;
  private final JsonCells cells;
  private final int[] cellOf;
  private final CellConversion[] conversions;
  private final FileNames fileNames;
  private final Configuration hadoop;
  private final RequestColumns into;
  private final LongCells[] longs;
  private final TextCells[] texts;
  private final RequestColumns.Faults faults = RequestColumns.Faults.of(MOST_ROWS);
  private final RecordDigest digest = new RecordDigest();

  /** The one that was opened last: the batch is of it. */
  private PartitionedFile part;

  private HadoopFileLinesReader lines;
  private Text line;
  private boolean isInLine;
  private int filled;
  private long firstRecordId;

  /**
   * @param columns that are taken from the cells; the others are absent
   */
  JsonBatches(
      Iterator<PartitionedFile> parts,
      JsonCells cells,
      List<JsonColumn> columns,
      FileNames fileNames,
      Configuration hadoop,
      RequestColumns into) {
    this.parts = parts;
    this.cells = cells;
    this.cellOf = columns.stream().mapToInt(JsonColumn::cell).toArray();
    this.conversions = columns.stream().map(JsonColumn::conversion).toArray(CellConversion[]::new);
    this.fileNames = fileNames;
    this.hadoop = hadoop;
    this.into = into;
    List<Field> fields =
        columns.stream().map(column -> CanonicalTables.REQUESTS.field(column.name())).toList();
    this.longs = fields.stream().map(into::longs).toArray(LongCells[]::new);
    this.texts = fields.stream().map(into::texts).toArray(TextCells[]::new);
    // What no cell is taken for stays as it is now.
    into.forEachLong(column -> column.readAbsent(MOST_ROWS));
    into.forEachText(column -> column.readAbsent(MOST_ROWS));
  }

  @Override
  public boolean hasNext() {
    while (filled == 0) {
      if (lines == null && !open()) {
        return false;
      }
      fill();
    }
    return true;
  }

  @Override
  public RequestColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int rows = filled;
    long first = firstRecordId;
    filled = 0;
    firstRecordId += rows;
    into.forEachText(column -> column.settle(rows));
    return into.filled(rows, fileNames.of(part.toPath()), part.start(), first, faults);
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }

  private boolean open() {
    if (!parts.hasNext()) {
      return false;
    }
    part = parts.next();
    try {
      lines = new HadoopFileLinesReader(part, hadoop);
    } catch (Exception failure) {
      throw unreadable(failure);
    }
    return true;
  }

  /** Reads until the batch is full or the part ends. */
  private void fill() {
    into.forEachText(column -> column.reserve(MOST_ROWS));
    try {
      while (filled < MOST_ROWS) {
        if (!isInLine && !beginLine()) {
          close();
          return;
        }
        JsonCells.Found found = cells.next();
        isInLine = found != JsonCells.Found.NOTHING;
        if (isInLine) {
          add(found == JsonCells.Found.RECORD, filled++);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean beginLine() throws IOException {
    try {
      if (!lines.hasNext()) {
        return false;
      }
      line = lines.next();
    } catch (Exception failure) {
      // Scala throws IOException without declaring it.
      throw unreadable(failure);
    }
    cells.begin(line.getBytes(), line.getLength());
    return true;
  }

  private IllegalStateException unreadable(Exception failure) {
    return new IllegalStateException(
        "A file cannot be read",
        QueryExecutionErrors.cannotReadFilesError(failure, part.urlEncodedPath()));
  }

  private void add(boolean isParsed, int row) {
    boolean isWrongType = false;
    boolean isNonFinite = false;
    for (int column = 0; column < cellOf.length; column++) {
      int cell = cellOf[column];
      boolean isAbsent = !isParsed || cells.isAbsent(cell);
      CellConversion conversion = conversions[column];
      if (conversion == null) {
        texts[column].set(row, isAbsent ? null : text(cell));
      } else if (isAbsent) {
        longs[column].setAbsent(row);
      } else {
        longs[column].values()[row] =
            conversion.of(cells.bytes(cell), cells.start(cell), cells.length(cell));
        isWrongType |= conversion.isWrongType();
        isNonFinite |= conversion.isNonFinite();
      }
    }
    faults.set(row, isParsed ? null : lineDigest(), true, isWrongType, isNonFinite);
  }

  private UTF8String text(int cell) {
    return UTF8String.fromBytes(cells.bytes(cell), cells.start(cell), cells.length(cell));
  }

  private UTF8String lineDigest() {
    digest.add(line.getBytes(), line.getLength());
    return UTF8String.fromBytes(digest.digits());
  }
}
