package org.wattledger.sources;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.util.TaskCompletionListener;

/** The samples in the files of one task, each file from its beginning to its end. */
final class PrometheusFiles implements Iterator<PrometheusSample>, Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SNIFFED_BYTES = 1 << 12;

  private final Iterator<String> paths;
  private final Configuration hadoop;
  private final PrometheusLabels labels;
  private String path;
  private String pathAhead;
  private InputStream in;
  private PrometheusReader reader;
  private PrometheusSample ahead;

  PrometheusFiles(Iterator<String> paths, Configuration hadoop, PrometheusLabels labels) {
    this.paths = paths;
    this.hadoop = hadoop;
    this.labels = labels;
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
  }

  @Override
  public boolean hasNext() {
    try {
      while (ahead == null && (reader != null || open())) {
        ahead = reader.next();
        if (ahead == null) {
          close();
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(
          "A file cannot be read",
          QueryExecutionErrors.cannotReadFilesError(
              failure, new Path(pathAhead).toUri().toString()));
    }
    return ahead != null;
  }

  @Override
  public PrometheusSample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    PrometheusSample next = ahead;
    ahead = null;
    path = pathAhead;
    return next;
  }

  /** The file of the last sample. */
  String path() {
    return path;
  }

  /** The file of the next sample, once {@link #hasNext} is true. */
  String pathAhead() {
    return pathAhead;
  }

  private boolean open() throws IOException {
    if (!paths.hasNext()) {
      return false;
    }
    pathAhead = paths.next();
    Path next = new Path(pathAhead);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(next);
    in = next.getFileSystem(hadoop).open(next);
    BufferedInputStream text =
        new BufferedInputStream(codec == null ? in : codec.createInputStream(in), BUFFER_BYTES);
    in = text;
    text.mark(SNIFFED_BYTES);
    byte[] beginning = text.readNBytes(SNIFFED_BYTES);
    text.reset();
    text.skipNBytes(PrometheusBeginning.bytesBefore(beginning));
    reader =
        PrometheusBeginning.isJson(beginning)
            ? new PrometheusJson(text, labels)
            : new PrometheusText(text, labels);
    return true;
  }

  @Override
  public void close() {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      in = null;
      reader = null;
    }
  }
}
