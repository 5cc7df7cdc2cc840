package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.ingest.IngestSession;
import org.wattledger.ingest.SourceFailure;
import org.wattledger.session.SmallDay;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.SourceRecords;
import org.wattledger.sources.SourceRows;
import org.wattledger.sources.TextRule;
import org.wattledger.staging.RecordJudge;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKey;
import org.wattledger.staging.UserKeyMissing;

/**
 * Reads the first records of the sources of a day, file after file, as a run reads and judges them.
 */
final class SampleReading {

  /** Stands for every user id where there is no key to hide it with. */
  private static final UTF8String HIDDEN = UTF8String.fromString("(hidden)");

  private final SparkSession session;
  private final StagingWindow window;
  private final PrivacyConfig privacy;
  private final long limit;

  /**
   * @param limit how many records of each source are looked at
   */
  SampleReading(SparkSession session, WattledgerConfig config, StagingWindow window, long limit) {
    this.session = IngestSession.of(SmallDay.queries(session, 0));
    this.window = window;
    this.privacy = config.privacy();
    this.limit = limit;
  }

  /**
   * Reads one source.
   *
   * @throws org.wattledger.sources.InputMissing if it has no file for the day
   * @throws org.wattledger.sources.InputUnreadable if a file cannot be read
   * @throws org.wattledger.sources.MappingInvalid if the mapping cannot be used
   */
  SourceSample of(SourceConfig source) {
    InputFiles inputs =
        InputFiles.of(source, window.day(), session.sparkContext().hadoopConfiguration());
    List<InputFile> ofDay = inputs.files().stream().filter(InputFile::ofDay).toList();
    List<String> warnings = new ArrayList<>();
    TextRule hiddenUser = hiddenUser(source, warnings);
    RecordSample sample = new RecordSample(source.kind());
    for (InputFile file : ofDay) {
      if (sample.records() == limit) {
        break;
      }
      InputFiles one = new InputFiles(inputs.rootUri(), inputs.shownRoot(), List.of(file));
      try {
        add(source, one, hiddenUser, sample);
      } catch (Exception failure) {
        // Spark throws checked exceptions without declaring them.
        throw SourceFailure.told(source.name(), failure);
      }
    }
    return new SampleResult(source, window.day(), sample).told(ofDay.size(), warnings);
  }

  /** Adds records of one file, whose tasks are in the order of its blocks. */
  private void add(SourceConfig source, InputFiles file, TextRule hiddenUser, RecordSample into) {
    RecordJudge judge = RecordJudge.of(source.kind(), window);
    long before = into.records();
    for (SourceRecords records :
        SourceRows.batches(session, source, file, SourceRows.opening(session))) {
      int task = 0;
      int tasks;
      do {
        JavaRDD<RecordSample> sampled =
            records.map(
                hiddenUser,
                new RecordSampling(
                    source.name(),
                    source.kind(),
                    judge,
                    into.records() - before + 1,
                    limit - into.records()));
        tasks = sampled.getNumPartitions();
        int[] next = {task++};
        List<RecordSample> parts =
            tasks == 0
                ? List.of()
                : SQLExecution.withSQLConfPropagated(
                    (org.apache.spark.sql.classic.SparkSession) session,
                    () -> sampled.collectPartitions(next)[0]);
        parts.forEach(into::add);
      } while (task < tasks && into.records() < limit);
    }
  }

  private TextRule hiddenUser(SourceConfig source, List<String> warnings) {
    try {
      return UserKey.of(source, privacy).<TextRule>map(key -> key).orElse(user -> null);
    } catch (UserKeyMissing missing) {
      warnings.add(missing.getMessage());
      return user -> HIDDEN;
    }
  }
}
