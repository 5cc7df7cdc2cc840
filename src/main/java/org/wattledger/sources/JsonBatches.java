package org.wattledger.sources;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;

/** The records of some parts of JSON files in batches, each of one part. */
final class JsonBatches implements Iterator<RequestColumns>, Closeable {

  private final Iterator<PartitionedFile> parts;
  private final JsonCells cells;
  private final CellBatch batch;
  private final FileNames fileNames;
  private final Configuration hadoop;

  /** The one that was opened last: the batch is of it. */
  private PartitionedFile part;

  private HadoopFileLinesReader lines;
  private Text line;
  private boolean isInLine;
  private long firstRecordId;

  JsonBatches(
      Iterator<PartitionedFile> parts,
      JsonCells cells,
      CellBatch batch,
      FileNames fileNames,
      Configuration hadoop) {
    this.parts = parts;
    this.cells = cells;
    this.batch = batch;
    this.fileNames = fileNames;
    this.hadoop = hadoop;
  }

  @Override
  public boolean hasNext() {
    while (batch.rows() == 0) {
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
    long first = firstRecordId;
    firstRecordId += batch.rows();
    return batch.filled(fileNames.of(part.toPath()), part.start(), first);
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
    batch.begin();
    try {
      while (!batch.isFull()) {
        if (!isInLine && !beginLine()) {
          close();
          return;
        }
        JsonCells.Found found = cells.next();
        isInLine = found != JsonCells.Found.NOTHING;
        if (found == JsonCells.Found.RECORD) {
          batch.add(cells);
        } else if (isInLine) {
          batch.addMalformed(line.getBytes(), line.getLength());
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
}
