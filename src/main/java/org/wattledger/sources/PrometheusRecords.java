package org.wattledger.sources;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files of Prometheus samples as raw records, one row per sample: {@code metric}, {@code
 * labels.NAME} for the labels that a mapping names, {@code timestamp}, {@code value} as text. JSON
 * answers and text exposition are told apart by how the file begins.
 *
 * <p>A file is read by one task from its beginning to its end: labels are parsed once for a series,
 * and a series may be as long as the file.
 */
final class PrometheusRecords {

  static final String METRIC = "metric";
  static final String LABELS = "labels";
  static final String TIMESTAMP = "timestamp";
  static final String VALUE = "value";
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

  /** Names of the labels that are taken, in the order in which a series has them. */
  List<String> labels() {
    return labels;
  }

  Dataset<Row> of(List<InputFile> files) {
    return ((org.apache.spark.sql.classic.SparkSession) session)
        .internalCreateDataFrame(map(files, Rows::new).rdd(), schema(), false);
  }

  /** What is done with the samples of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(PrometheusFiles files) throws Exception;
  }

  /** Runs a pass over the samples of files, lazily. */
  <T> JavaRDD<T> map(List<InputFile> files, Pass<T> pass) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> opening =
        SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
    PrometheusLabels wanted = new PrometheusLabels(labels);
    ArrayList<ArrayList<String>> tasks = tasks(files);
    return spark
        .parallelize(tasks, Math.max(1, tasks.size()))
        .flatMap(
            paths ->
                pass.over(new PrometheusFiles(paths.iterator(), opening.value().value(), wanted)));
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
  private static final class Rows implements Iterator<InternalRow> {
    private final PrometheusFiles files;
    private String path;
    private InternalRow file;

    Rows(PrometheusFiles files) {
      this.files = files;
    }

    @Override
    public boolean hasNext() {
      return files.hasNext();
    }

    @Override
    public InternalRow next() {
      PrometheusSample sample = files.next();
      if (!files.path().equals(path)) {
        path = files.path();
        file = file(path);
      }
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

    private static InternalRow file(String path) {
      Path named = new Path(path);
      return new GenericInternalRow(
          new Object[] {
            UTF8String.fromString(named.toUri().toString()),
            UTF8String.fromString(named.getName()),
            0L
          });
    }
  }
}
