package org.wattledger.sources;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.PartitionedFileUtil$;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.FilePartition$;
import org.apache.spark.sql.execution.datasources.FileStatusWithMetadata;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** Files of text, cut into tasks as a query of Spark's would cut them, without a query. */
final class FileTasks {

  private final SparkSession session;
  private final List<FilePartition> partitions;
  private final FileOpening opening;

  /** What a task does with its parts of files. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(Iterator<PartitionedFile> parts, Configuration hadoop) throws Exception;
  }

  private FileTasks(SparkSession session, List<FilePartition> partitions, FileOpening opening) {
    this.session = session;
    this.partitions = partitions;
    this.opening = opening;
  }

  /**
   * Plans the reading of files.
   *
   * @param isWhole whether a file is always one task's, as one that is compressed mostly is
   * @param hadoop tells how the files are looked at here, and {@code opening} how tasks open them
   */
  static FileTasks of(
      SparkSession session,
      List<InputFile> files,
      boolean isWhole,
      Configuration hadoop,
      FileOpening opening)
      throws IOException {
    List<FileStatusWithMetadata> located = new ArrayList<>();
    for (InputFile file : files) {
      located.add(new FileStatusWithMetadata(located(file, hadoop), Map$.MODULE$.empty()));
    }
    PartitionDirectory all =
        new PartitionDirectory(InternalRow.empty(), ExpressionTrees.scalaSeq(located));
    long mostBytes =
        FilePartition$.MODULE$.maxSplitBytes(session, ExpressionTrees.scalaSeq(List.of(all)));
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<PartitionedFile> parts = new ArrayList<>();
    for (FileStatusWithMetadata file : located) {
      boolean isCut = !isWhole && isSplittable(codecs.getCodec(file.getPath()));
      parts.addAll(
          CollectionConverters.asJava(
              PartitionedFileUtil$.MODULE$.splitFiles(
                  file, file.getPath(), isCut, mostBytes, InternalRow.empty())));
    }
    parts.sort(Comparator.comparingLong(PartitionedFile::length).reversed());
    Seq<FilePartition> packed =
        FilePartition$.MODULE$.getFilePartitions(
            session, ExpressionTrees.scalaSeq(parts), mostBytes);
    return new FileTasks(session, CollectionConverters.asJava(packed), opening);
  }

  /** With the hosts that hold its blocks. */
  private static LocatedFileStatus located(InputFile file, Configuration hadoop)
      throws IOException {
    Path path = new Path(file.path());
    FileSystem files = path.getFileSystem(hadoop);
    FileStatus status = files.getFileStatus(path);
    return new LocatedFileStatus(status, files.getFileBlockLocations(status, 0, status.getLen()));
  }

  private static boolean isSplittable(CompressionCodec codec) {
    return codec == null || codec instanceof SplittableCompressionCodec;
  }

  /** Runs a pass over the parts, lazily: a task for each partition, near its files. */
  <T> JavaRDD<T> map(Pass<T> pass) {
    FileOpening ofTasks = opening;
    List<Tuple2<FilePartition, Seq<String>>> placed = new ArrayList<>();
    for (FilePartition partition : partitions) {
      List<String> hosts = Arrays.asList(partition.preferredLocations());
      placed.add(new Tuple2<>(partition, ExpressionTrees.scalaSeq(hosts)));
    }
    ClassTag<FilePartition> tag = ClassTag.apply(FilePartition.class);
    return session
        .sparkContext()
        .makeRDD(ExpressionTrees.scalaSeq(placed), tag)
        .toJavaRDD()
        .mapPartitions(
            task -> pass.over(List.of(task.next().files()).iterator(), ofTasks.settings()));
  }
}
