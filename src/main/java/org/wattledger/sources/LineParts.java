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
import org.apache.spark.TaskContext;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.HadoopFileWholeTextReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.util.TaskCompletionListener;
import scala.Option;

/** The lines in some parts of files, one after the other, in UTF-8. */
final class LineParts implements Closeable {

  private final Iterator<PartitionedFile> parts;
  private final FileNames fileNames;
  private final Format format;
  private final Configuration hadoop;

  private PartitionedFile part;
  private scala.collection.Iterator<Text> lines;
  private Closeable opened;
  private String file;
  private byte[] text;
  private int length;
  private long linesOfPart;

  /**
   * What parts the lines of a file.
   *
   * @param isWhole the file is one line
   * @param separator none: each of the usual ends of a line
   * @param charset empty: UTF-8
   */
  record Format(boolean isWhole, Option<byte[]> separator, Optional<Charset> charset) {}

  /**
   * Closed at the end of the task.
   *
   * @param hadoop tells how the files are opened
   */
  LineParts(
      Iterator<PartitionedFile> parts, FileNames fileNames, Format format, Configuration hadoop) {
    this.parts = parts;
    this.fileNames = fileNames;
    this.format = format;
    this.hadoop = hadoop;
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
  }

  /** Moves to the next line; false: there is none. */
  boolean next() {
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
      throw unreadable(failure);
    }
    linesOfPart++;
    return true;
  }

  /** What to throw if the part cannot be read. */
  IllegalStateException unreadable(Exception failure) {
    // Scala throws IOException without declaring it.
    return new IllegalStateException(
        "A file cannot be read",
        QueryExecutionErrors.cannotReadFilesError(failure, part.urlEncodedPath()));
  }

  /** The line's bytes from 0 to {@link #length}, valid until the next line. */
  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** The part that holds the line. */
  PartitionedFile part() {
    return part;
  }

  /** The file of the line as it is shown. */
  String file() {
    return file;
  }

  /** Whether the line is the first of its part. */
  boolean isFirst() {
    return linesOfPart == 1;
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

  private void open(PartitionedFile next) {
    part = next;
    file = fileNames.of(part.toPath());
    linesOfPart = 0;
    if (format.isWhole) {
      HadoopFileWholeTextReader whole = new HadoopFileWholeTextReader(part, hadoop);
      lines = whole;
      opened = whole;
    } else {
      HadoopFileLinesReader each = new HadoopFileLinesReader(part, format.separator, hadoop);
      lines = each;
      opened = each;
    }
  }

  private void read(Text raw) {
    if (format.charset.isEmpty()) {
      text = raw.getBytes();
      length = raw.getLength();
    } else {
      text = new String(raw.getBytes(), 0, raw.getLength(), format.charset.get()).getBytes(UTF_8);
      length = text.length;
    }
  }
}
