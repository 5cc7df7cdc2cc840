package org.wattledger.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.RequestRecords;
import org.wattledger.sources.SourceRows;
import org.wattledger.sources.TextRule;
import org.wattledger.staging.RequestJudge;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.StagedRequests;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKey;
import scala.Tuple2;

/**
 * The request logs of a day on scratch storage, by one job: tasks read, judge and write records and
 * count them by block, then ranges of the id hashes tell which occur more than once.
 */
final class RequestIngestion {

  private final SparkSession session;
  private final RequestScratch scratch;
  private final RequestJudge judge;
  private final List<Log> logs = new ArrayList<>();
  private long inputBytes;

  private record Log(String source, RequestRecords records, TextRule hiddenUser) {}

  /** {@code session} reads the raw files; {@code directory} takes the staged ones. */
  RequestIngestion(SparkSession session, String directory, StagingWindow window) {
    this.session = session;
    this.scratch = RequestScratch.in(session, directory);
    this.judge = new RequestJudge(window);
  }

  /** Adds the files of one source. */
  void add(SourceConfig source, InputFiles inputs, Optional<UserKey> userKey) {
    TextRule hiddenUser = userKey.<TextRule>map(key -> key).orElse(user -> null);
    for (RequestRecords records : SourceRows.requests(session, source, inputs)) {
      logs.add(new Log(source.name(), records, hiddenUser));
    }
    inputBytes += inputs.files().stream().mapToLong(InputFile::sizeBytes).sum();
  }

  /** Reads what was added. */
  StagedRequestRows run() throws IOException {
    RequestScratch.Shape accepted = RequestScratch.Shape.of(session, StagedRequests.ACCEPTED);
    RequestFiles.Layout layout =
        new RequestFiles.Layout(
            scratch, accepted, RequestScratch.Shape.of(session, StagedRequests.REJECTED));
    List<RepeatedHashes.Found> found =
        logs.isEmpty()
            ? List.of()
            : SQLExecution.withSQLConfPropagated(
                (org.apache.spark.sql.classic.SparkSession) session, () -> found(layout));
    List<String> files = new ArrayList<>();
    List<BlockCount> blocks = new ArrayList<>();
    for (RepeatedHashes.Found part : found) {
      files.addAll(part.files());
      for (StagedPart.Done task : part.tasks()) {
        files.addAll(task.files());
        blocks.addAll(task.blocks());
      }
    }
    files.add(emptyFile(accepted));
    scratch.keep(files);
    long repeated = found.stream().mapToLong(RepeatedHashes.Found::hashes).sum();
    return new StagedRequestRows(session, scratch, RecordBlocks.of(blocks), repeated);
  }

  private List<RepeatedHashes.Found> found(RequestFiles.Layout layout) {
    IdRanges ranges = IdRanges.forInput(inputBytes);
    List<JavaRDD<Tuple2<Integer, StagedPart>>> parts = new ArrayList<>();
    for (Log log : logs) {
      RequestStaging staging = new RequestStaging(log.source, judge, layout, ranges);
      parts.add(log.records.map(log.hiddenUser, staging));
    }
    RepeatedHashes repeated =
        new RepeatedHashes(scratch, RequestScratch.Shape.of(session, StagedRequestRows.REPEATED));
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

  /** A day without accepted requests still has a table with its columns. */
  private String emptyFile(RequestScratch.Shape shape) throws IOException {
    String name =
        "%s/%s=0/none.parquet".formatted(RequestScratch.ACCEPTED, StagedColumns.START_HOUR.name());
    try (ColumnFile file = scratch.create(name, shape)) {
      file.finish(shape.footer());
    }
    return name;
  }
}
