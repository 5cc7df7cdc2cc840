package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.HadoopFileWholeTextReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.OptionConverters;

/** The records in some parts of JSON files, one after the other. */
final class JsonParts implements Closeable {

  private final Iterator<PartitionedFile> parts;
  private final JsonLine line;
  private final FileNames fileNames;
  private final JSONOptions options;
  private final Optional<Charset> charset;
  private final Configuration hadoop;
  private final RecordDigest digest = new RecordDigest();

  private PartitionedFile part;
  private scala.collection.Iterator<Text> lines;
  private Closeable opened;
  private byte[] text;
  private int length;
  private boolean isInLine;
  private JsonLine.Found found;
  private long recordId;
  private String file;

  /** {@code hadoop} tells how the files are opened. */
  JsonParts(
      Iterator<PartitionedFile> parts,
      JsonLine line,
      FileNames fileNames,
      JSONOptions options,
      Configuration hadoop) {
    this.parts = parts;
    this.line = line;
    this.fileNames = fileNames;
    this.options = options;
    this.charset = OptionConverters.toJava(options.encoding()).map(Charset::forName);
    this.hadoop = hadoop;
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
    return part;
  }

  /** The file of the record as it is shown. */
  String file() {
    return file;
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
    digest.add(text, length);
    return UTF8String.fromBytes(digest.digits());
  }

  @Override
  public void close() {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      opened = null;
      lines = null;
    }
  }

  private boolean beginLine() throws IOException {
    try {
      while (lines == null || !lines.hasNext()) {
        close();
        if (!parts.hasNext()) {
          return false;
        }
        open(parts.next());
      }
      read(lines.next());
    } catch (Exception failure) {
      // Scala throws IOException without declaring it.
      throw new IllegalStateException(
          "A file cannot be read",
          QueryExecutionErrors.cannotReadFilesError(failure, part.urlEncodedPath()));
    }
    line.begin(text, length);
    return true;
  }

  private void open(PartitionedFile next) {
    part = next;
    file = fileNames.of(part.toPath());
    recordId = -1;
    if (options.multiLine()) {
      HadoopFileWholeTextReader whole = new HadoopFileWholeTextReader(part, hadoop);
      lines = whole;
      opened = whole;
    } else {
      HadoopFileLinesReader each =
          new HadoopFileLinesReader(part, options.lineSeparatorInRead(), hadoop);
      lines = each;
      opened = each;
    }
  }

  private void read(Text raw) {
    if (charset.isEmpty()) {
      text = raw.getBytes();
      length = raw.getLength();
    } else {
      text = new String(raw.getBytes(), 0, raw.getLength(), charset.get()).getBytes(UTF_8);
      length = text.length;
    }
  }
}
