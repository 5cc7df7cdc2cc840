package org.wattledger.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.util.SerializableConfiguration;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.SourceRecords;
import org.wattledger.sources.SourceRows;
import org.wattledger.sources.TextRule;
import org.wattledger.staging.RecordJudge;
import org.wattledger.staging.StagedRecords;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKey;
import scala.Tuple2;

/**
 * The sources of a day on scratch storage, by one job: tasks read, judge and write records and
 * count them by block, then ranges of the id hashes of requests tell which occur more than once.
 */
final class StagingJob {

  private final SparkSession session;
  private final long apartFromBytes;
  private final Broadcast<SerializableConfiguration> opening;
  private final Map<SourceKind, OfKind> kinds = new EnumMap<>(SourceKind.class);

  /** Sources of different kinds may be added at the same time. */
  private record OfKind(RecordJudge judge, TaskFiles.Layout layout, List<Log> logs) {}

  private record Log(
      SourceConfig source, SourceRecords records, TextRule hiddenUser, long bytesOfRequests) {}

  /**
   * A job without sources yet.
   *
   * @param session reads the raw files
   * @param directory takes the staged ones, in a folder for each of the kinds
   * @param apartFromBytes size of the request logs from which on each hour has its own files
   */
  StagingJob(
      SparkSession session,
      String directory,
      Collection<SourceKind> ofKinds,
      StagingWindow window,
      long apartFromBytes) {
    this.session = session;
    this.apartFromBytes = apartFromBytes;
    this.opening = SourceRows.opening(session);
    Scratch.Shape rejected = Scratch.Shape.of(session, StagedRecords.REJECTED);
    for (SourceKind kind : ofKinds) {
      Scratch scratch =
          new Scratch(directory + "/" + kind.name().toLowerCase(Locale.ROOT), opening);
      Scratch.Shape accepted = Scratch.Shape.of(session, StagedRecords.accepted(kind));
      kinds.put(
          kind,
          new OfKind(
              RecordJudge.of(kind, window),
              new TaskFiles.Layout(kind, scratch, accepted, rejected, true),
              new ArrayList<>()));
    }
  }

  /** Adds the files of one source. */
  void add(SourceConfig source, InputFiles inputs, Optional<UserKey> userKey) {
    TextRule hiddenUser = userKey.<TextRule>map(key -> key).orElse(user -> null);
    long bytes =
        source.kind() == SourceKind.REQUESTS
            ? inputs.files().stream().mapToLong(InputFile::sizeBytes).sum()
            : 0;
    for (SourceRecords records : SourceRows.batches(session, source, inputs, opening)) {
      kinds.get(source.kind()).logs.add(new Log(source, records, hiddenUser, bytes));
      bytes = 0;
    }
  }

  /** Reads what was added. */
  Map<SourceKind, StagedRows> run() throws IOException {
    boolean isEmpty = kinds.values().stream().allMatch(kind -> kind.logs.isEmpty());
    List<RepeatedHashes.Found> found =
        isEmpty
            ? List.of()
            : SQLExecution.withSQLConfPropagated(
                (org.apache.spark.sql.classic.SparkSession) session, this::found);
    Map<SourceKind, StagedRows> staged = new EnumMap<>(SourceKind.class);
    for (SourceKind kind : kinds.keySet()) {
      staged.put(kind, staged(kind, found));
    }
    return staged;
  }

  private StagedRows staged(SourceKind kind, List<RepeatedHashes.Found> found) throws IOException {
    TaskFiles.Layout layout = kinds.get(kind).layout;
    List<String> files = new ArrayList<>();
    List<BlockCount> blocks = new ArrayList<>();
    Map<String, ColumnCounts> columns = new TreeMap<>();
    long repeated = 0;
    List<long[]> few = new ArrayList<>();
    for (RepeatedHashes.Found part : found) {
      if (kind == SourceKind.REQUESTS) {
        files.addAll(part.files());
        repeated += part.hashes();
        few.add(part.few());
      }
      for (StagedPart.Done task : part.tasks()) {
        if (task.kind() == kind) {
          files.addAll(task.files());
          blocks.addAll(task.blocks());
          add(task.columns(), columns);
        }
      }
    }
    files.add(emptyFile(layout));
    layout.scratch().keep(files);
    return new StagedRows(
        kind,
        session,
        layout.scratch(),
        RecordBlocks.of(blocks),
        List.copyOf(columns.values()),
        List.copyOf(files),
        repeated,
        few.stream().flatMapToLong(LongStream::of).sorted().limit(RepeatedHashes.FEW).toArray());
  }

  private static void add(ColumnCounts ofTask, Map<String, ColumnCounts> bySource) {
    bySource
        .computeIfAbsent(
            ofTask.source(), source -> new ColumnCounts(ofTask.kind(), source, ofTask.columns()))
        .add(ofTask);
  }

  private List<RepeatedHashes.Found> found() {
    long requestBytes =
        kinds.values().stream()
            .flatMap(kind -> kind.logs.stream())
            .mapToLong(Log::bytesOfRequests)
            .sum();
    IdRanges ranges = IdRanges.forInput(requestBytes);
    List<JavaRDD<Tuple2<Integer, StagedPart>>> parts = new ArrayList<>();
    for (OfKind kind : kinds.values()) {
      TaskFiles.Layout layout = kind.layout.apart(requestBytes >= apartFromBytes);
      for (Log log : kind.logs) {
        ArrayList<String> columns = new ArrayList<>(log.source.columns().keySet());
        RecordStaging staging =
            new RecordStaging(log.source.name(), columns, kind.judge, layout, ranges);
        parts.add(log.records.map(log.hiddenUser, staging));
      }
    }
    Scratch scratch = kinds.get(SourceKind.REQUESTS).layout.scratch();
    RepeatedHashes repeated =
        new RepeatedHashes(scratch, Scratch.Shape.of(session, StagedRows.REPEATED));
    return JavaPairRDD.fromJavaRDD(union(parts))
        .partitionBy(ranges)
        .mapPartitions(repeated::in)
        .collect();
  }

  @SuppressWarnings("unchecked")
  private static <T> JavaRDD<T> union(List<JavaRDD<T>> parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(parts.get(0).context());
    return context.union(parts.toArray(new JavaRDD[0]));
  }

  /** A day without accepted records still has a table with its columns. */
  private static String emptyFile(TaskFiles.Layout layout) throws IOException {
    String name = layout.folder(0) + "/none.parquet";
    try (ColumnFile file = layout.scratch().create(name, layout.accepted())) {
      file.finish(layout.accepted().footer());
    }
    return name;
  }
}
