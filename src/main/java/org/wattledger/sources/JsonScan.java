package org.wattledger.sources;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * JSON files whose records are read by {@link JsonLine}. They are cut into tasks as Spark cuts
 * files of text.
 */
final class JsonScan {

  private final SparkSession session;
  private final List<FilePartition> partitions;
  private final FileNames fileNames;
  private final JsonPaths paths;
  private final JSONOptions options;
  private final Configuration hadoop;

  /** What is done with the records of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(JsonParts records) throws Exception;
  }

  private JsonScan(
      SparkSession session,
      List<FilePartition> partitions,
      FileNames fileNames,
      JsonPaths paths,
      JSONOptions options,
      Configuration hadoop) {
    this.session = session;
    this.partitions = partitions;
    this.fileNames = fileNames;
    this.paths = paths;
    this.options = options;
    this.hadoop = hadoop;
  }

  /**
   * Plans the reading of files.
   *
   * @param options those of Spark's JSON reader
   * @param locations of the files, as Spark's readers take them
   * @param paths of the cells that are taken
   * @param hadoop tells how the files are opened
   */
  static JsonScan of(
      SparkSession session,
      Map<String, String> options,
      List<InputFile> files,
      String[] locations,
      JsonPaths paths,
      Configuration hadoop) {
    JSONOptions json =
        new JSONOptions(
            scala.collection.immutable.Map.from(CollectionConverters.asScala(options)),
            "UTC",
            RawRecords.MALFORMED_TEXT);
    requireLines(json);
    Dataset<Row> lines =
        session
            .read()
            .format("text")
            .options(options)
            .option("wholetext", json.multiLine())
            .load(locations);
    return new JsonScan(session, partitions(lines), FileNames.of(files), paths, json, hadoop);
  }

  /** Where a line's end is no single byte, Spark's lines must be told what parts them. */
  private static void requireLines(JSONOptions options) {
    if (options.multiLine() || options.encoding().isEmpty()) {
      return;
    }
    Charset charset = Charset.forName(options.encoding().get());
    int lineEndBytes = "\n".getBytes(charset).length;
    int pairBytes = "\n\n".getBytes(charset).length;
    boolean writesMark = pairBytes != 2 * lineEndBytes;
    if (writesMark || lineEndBytes > 1 && options.lineSeparator().isEmpty()) {
      throw new IllegalArgumentException(
          ("options: lines in %s are not found; name the order of bytes (UTF-16LE, UTF-16BE) and"
                  + " lineSep, or set multiLine = true if each file is one document")
              .formatted(charset));
    }
  }

  private static List<FilePartition> partitions(Dataset<Row> lines) {
    List<SparkPlan> leaves =
        CollectionConverters.asJava(lines.queryExecution().executedPlan().collectLeaves());
    if (leaves.size() == 1
        && leaves.get(0) instanceof FileSourceScanExec scan
        && scan.inputRDD() instanceof FileScanRDD files) {
      return CollectionConverters.asJava(files.filePartitions());
    }
    throw new IllegalStateException("Spark plans files of text in another way: " + leaves);
  }

  SparkSession session() {
    return session;
  }

  /** The cells that are taken of each record. */
  JsonPaths paths() {
    return paths;
  }

  /** Those under which records are read. */
  JSONOptions options() {
    return options;
  }

  /** Runs a pass over the records, lazily. */
  <T> JavaRDD<T> map(Pass<T> pass) {
    JsonPaths ofRecords = paths;
    JSONOptions opening = options;
    FileNames names = fileNames;
    Broadcast<SerializableConfiguration> files =
        SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
    return placed()
        .mapPartitions(
            partition -> {
              JsonParts records =
                  new JsonParts(
                      List.of(partition.next().files()).iterator(),
                      new JsonLine(opening.buildJsonFactory(), ofRecords),
                      names,
                      opening,
                      files.value().value());
              TaskContext.get()
                  .addTaskCompletionListener((TaskCompletionListener) ended -> records.close());
              return pass.over(records);
            });
  }

  /** A task for each partition, near its files. */
  private JavaRDD<FilePartition> placed() {
    List<Tuple2<FilePartition, Seq<String>>> placed = new ArrayList<>();
    for (FilePartition partition : partitions) {
      List<String> hosts = Arrays.asList(partition.preferredLocations());
      placed.add(new Tuple2<>(partition, ExpressionTrees.scalaSeq(hosts)));
    }
    ClassTag<FilePartition> tag = ClassTag.apply(FilePartition.class);
    return session.sparkContext().makeRDD(ExpressionTrees.scalaSeq(placed), tag).toJavaRDD();
  }
}
