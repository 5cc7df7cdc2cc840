package org.wattledger.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FileScanRDD;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * JSON lines whose mapping does no more than name members of the record. They go from the parser
 * into batches without a row or an expression in between; the values are those that {@link
 * SourceRows} yields. Files are cut into tasks as Spark's own reader cuts them.
 */
final class JsonRecords implements RequestRecords {

  private final SparkSession session;
  private final SourceConfig source;
  private final RawRecords.Group group;
  private final List<FilePartition> partitions;
  private final ArrayList<List<String>> paths;
  private final ArrayList<MappedCell> columns;
  private final Configuration hadoop;

  private JsonRecords(
      SparkSession session,
      SourceConfig source,
      RawRecords.Group group,
      List<FilePartition> partitions,
      ArrayList<List<String>> paths,
      ArrayList<MappedCell> columns,
      Configuration hadoop) {
    this.session = session;
    this.source = source;
    this.group = group;
    this.partitions = partitions;
    this.paths = paths;
    this.columns = columns;
    this.hadoop = hadoop;
  }

  /**
   * Empty if anything has to be computed or filtered, or if the source reads JSON by options or a
   * schema of its own.
   *
   * @param hadoop tells how the files are opened
   */
  static Optional<RequestRecords> of(
      SparkSession session,
      SourceConfig source,
      RawRecords.Group group,
      Mapping mapping,
      Configuration hadoop) {
    if (!source.format().equals("json")
        || source.where().isPresent()
        || source.schema().isPresent()
        || !source.options().isEmpty()) {
      return Optional.empty();
    }
    ArrayList<List<String>> paths = new ArrayList<>();
    ArrayList<MappedCell> columns = new ArrayList<>();
    List<Field> mapped = new ArrayList<>();
    for (Field field : SourceRows.canonicalTable(source.kind()).fields()) {
      Expression expression = mapping.columns().get(field.name());
      if (expression == null) {
        continue;
      }
      Optional<List<String>> path = plainPath(expression, mapping);
      if (path.isEmpty()) {
        return Optional.empty();
      }
      if (!paths.contains(path.get())) {
        paths.add(path.get());
      }
      mapped.add(field);
      columns.add(new MappedCell(field.name(), paths.indexOf(path.get()), null));
    }
    Map<String, CellConversion> conversions = CellConversion.of(session, mapped, source);
    columns.replaceAll(column -> column.converted(conversions.get(column.name())));
    return partitions(group)
        .map(
            partitions ->
                new JsonRecords(session, source, group, partitions, paths, columns, hadoop));
  }

  private static Optional<List<String>> plainPath(Expression expression, Mapping mapping) {
    if (!(expression instanceof UnresolvedAttribute attribute)) {
      return Optional.empty();
    }
    String name = attribute.nameParts().head();
    List<List<String>> paths =
        mapping.cells().stream().filter(path -> Mapping.cellName(path).equals(name)).toList();
    return paths.size() == 1 && !RawRecords.isAboutFile(paths.get(0))
        ? Optional.of(List.copyOf(paths.get(0)))
        : Optional.empty();
  }

  private static Optional<List<FilePartition>> partitions(RawRecords.Group group) {
    SparkPlan plan =
        group.records().drop(RawRecords.MALFORMED_TEXT).queryExecution().executedPlan();
    List<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
    return leaves.size() == 1
            && leaves.get(0) instanceof FileSourceScanExec scan
            && scan.inputRDD() instanceof FileScanRDD files
        ? Optional.of(CollectionConverters.asJava(files.filePartitions()))
        : Optional.empty();
  }

  @Override
  public <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass) {
    SourceKind kind = source.kind();
    String name = source.name();
    boolean isOfDay = group.ofDay();
    ArrayList<List<String>> ofRecords = paths;
    ArrayList<MappedCell> ofCells = columns;
    FileNames fileNames = FileNames.of(group.files());
    JSONOptions options =
        new JSONOptions(Map$.MODULE$.<String, String>empty(), "UTC", RawRecords.MALFORMED_TEXT);
    Broadcast<SerializableConfiguration> opening =
        SerializableConfiguration.broadcast(session.sparkContext(), hadoop);
    return placed()
        .mapPartitions(
            partition -> {
              JsonBatches batches =
                  new JsonBatches(
                      List.of(partition.next().files()).iterator(),
                      new JsonCells(options.buildJsonFactory(), ofRecords),
                      new CellBatch(
                          ofCells,
                          new RequestColumns(
                              kind, name, isOfDay, CanonicalText.rules(kind, hiddenUser))),
                      fileNames,
                      opening.value().value());
              TaskContext.get()
                  .addTaskCompletionListener((TaskCompletionListener) ended -> batches.close());
              return pass.over(batches);
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
