package org.wattledger.sources;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.errors.QueryExecutionErrors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Files of Prometheus samples as raw records, one row per sample: {@code metric}, {@code
 * labels.NAME} for the labels that a mapping names, {@code timestamp}, {@code value} as text. JSON
 * answers and text exposition are told apart by how the file begins.
 *
 * <p>A file is read by one task from its beginning to its end: labels are parsed once for a series,
 * and a series may be as long as the file.
 */
final class PrometheusRecords {

  private static final String METRIC = "metric";
  static final String LABELS = "labels";
  private static final String TIMESTAMP = "timestamp";
  private static final String VALUE = "value";
  static final List<String> OF_EVERY_SAMPLE = List.of(METRIC, TIMESTAMP, VALUE);
  private static final StructType FILE_METADATA =
      new StructType()
          .add("file_path", DataTypes.StringType)
          .add("file_name", DataTypes.StringType)
          .add("file_block_start", DataTypes.LongType);

  private final SparkSession session;
  private final Configuration hadoop;
  private final List<String> labels;

  /**
   * @param cells that a mapping names
   * @throws IllegalArgumentException naming a cell that no sample has
   */
  PrometheusRecords(SparkSession session, Configuration hadoop, Set<List<String>> cells) {
    this.session = session;
    this.hadoop = hadoop;
    this.labels = labels(cells);
  }

  private static List<String> labels(Set<List<String>> cells) {
    Set<String> labels = new TreeSet<>();
    for (List<String> path : cells) {
      if (path.size() == 2 && path.get(0).equals(LABELS)) {
        labels.add(path.get(1));
      } else if (!RawRecords.isAboutFile(path)
          && !OF_EVERY_SAMPLE.contains(Mapping.cellName(path))) {
        throw new IllegalArgumentException(
            "%s is no part of a sample; name metric, timestamp, value or a label such as labels.gpu"
                .formatted(Mapping.cellName(path)));
      }
    }
    return List.copyOf(labels);
  }

  Dataset<Row> of(List<InputFile> files) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> opening =
        SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
    PrometheusLabels wanted = new PrometheusLabels(labels);
    ArrayList<ArrayList<String>> tasks = tasks(files);
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(
            spark
                .parallelize(tasks, Math.max(1, tasks.size()))
                .flatMap(paths -> new Rows(paths.iterator(), opening.value().value(), wanted))
                .rdd(),
            schema(),
            false);
  }

  /** Small files share a task, by the rules of Spark's own readers. */
  private ArrayList<ArrayList<String>> tasks(List<InputFile> files) {
    long openCost = bytes("spark.sql.files.openCostInBytes");
    long total = files.stream().mapToLong(file -> file.sizeBytes() + openCost).sum();
    long share = total / session.sparkContext().defaultParallelism();
    long most = Math.min(bytes("spark.sql.files.maxPartitionBytes"), Math.max(openCost, share));
    ArrayList<ArrayList<String>> tasks = new ArrayList<>();
    long left = 0;
    for (InputFile file : files) {
      long cost = file.sizeBytes() + openCost;
      if (tasks.isEmpty() || cost > left) {
        tasks.add(new ArrayList<>());
        left = most;
      }
      tasks.get(tasks.size() - 1).add(file.path());
      left -= cost;
    }
    return tasks;
  }

  private long bytes(String setting) {
    return JavaUtils.byteStringAsBytes(session.conf().get(setting));
  }

  private StructType schema() {
    StructType ofLabels = new StructType();
    for (String label : labels) {
      ofLabels = ofLabels.add(label, DataTypes.StringType);
    }
    return new StructType()
        .add(METRIC, DataTypes.StringType)
        .add(LABELS, ofLabels)
        .add(TIMESTAMP, DataTypes.TimestampType)
        .add(VALUE, DataTypes.StringType)
        .add(RawRecords.MALFORMED_TEXT, DataTypes.StringType)
        .add(RawRecords.FILE_METADATA, FILE_METADATA);
  }

  /** The rows of some files. */
  private static final class Rows implements Iterator<InternalRow>, Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SNIFFED_BYTES = 1 << 12;

    private final Iterator<String> paths;
    private final Configuration hadoop;
    private final PrometheusLabels labels;
    private String path;
    private InternalRow file;
    private InputStream in;
    private PrometheusReader reader;
    private InternalRow ahead;

    Rows(Iterator<String> paths, Configuration hadoop, PrometheusLabels labels) {
      this.paths = paths;
      this.hadoop = hadoop;
      this.labels = labels;
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }

    @Override
    public boolean hasNext() {
      try {
        while (ahead == null && (reader != null || open())) {
          PrometheusSample sample = reader.next();
          if (sample == null) {
            close();
          } else {
            ahead = row(sample);
          }
        }
      } catch (IOException failure) {
        throw new IllegalStateException(
            "A file cannot be read", QueryExecutionErrors.cannotReadFilesError(failure, path));
      }
      return ahead != null;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow next = ahead;
      ahead = null;
      return next;
    }

    private InternalRow row(PrometheusSample sample) {
      boolean hasTime = sample.timestampUs() != PrometheusSample.NO_TIME;
      return new GenericInternalRow(
          new Object[] {
            sample.isMalformed() ? null : sample.series().metric(),
            sample.isMalformed() ? null : sample.series().labels(),
            hasTime ? sample.timestampUs() : null,
            sample.value(),
            sample.malformed(),
            file
          });
    }

    private boolean open() throws IOException {
      if (!paths.hasNext()) {
        return false;
      }
      Path next = new Path(paths.next());
      path = next.toUri().toString();
      file =
          new GenericInternalRow(
              new Object[] {
                UTF8String.fromString(path), UTF8String.fromString(next.getName()), 0L
              });
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
      }
      in = null;
      reader = null;
    }
  }
}
