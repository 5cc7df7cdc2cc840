package org.wattledger.pipeline;

import static org.wattledger.config.SourceKind.PLACEMENTS;
import static org.wattledger.config.SourceKind.REQUESTS;
import static org.wattledger.config.SourceKind.TELEMETRY;
import static org.wattledger.config.SourceKind.TRAINING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.pipeline.RecordBlocks.SourceFile;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Table;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.SourceRows;
import org.wattledger.staging.StagedPlacements;
import org.wattledger.staging.StagedTelemetry;
import org.wattledger.staging.StagedTraining;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKey;
import org.wattledger.staging.Verdict;

/**
 * From raw files to canonical rows on scratch storage: every raw file is read once, every record is
 * counted, and what later steps need is taken from the scratch.
 */
public final class Ingestion {

  private static final String READ_FAILED = "FAILED_READ_FILE";

  private final SparkSession session;
  private final String scratch;
  private final Optional<byte[]> userKey;
  private final int mostRepeatedHashes;

  /**
   * @param scratch empty or new directory, local or distributed; the caller deletes it after use
   * @param userKey the site's key for user ids, at least 32 bytes; needed if some source maps them
   */
  public Ingestion(SparkSession session, String scratch, Optional<byte[]> userKey) {
    this(session, scratch, userKey, RepeatedRequests.MOST_HASHES);
  }

  Ingestion(
      SparkSession session, String scratch, Optional<byte[]> userKey, int mostRepeatedHashes) {
    this.session = session;
    this.scratch = scratch;
    this.userKey = userKey;
    this.mostRepeatedHashes = mostRepeatedHashes;
  }

  /**
   * Ingests the day.
   *
   * @throws org.wattledger.sources.InputMissing if a source has no file for the day
   * @throws InputUnreadable if a file cannot be read to its end
   * @throws org.wattledger.sources.MappingInvalid if a mapping cannot be used
   * @throws org.wattledger.staging.UserKeyMissing if user ids are mapped without a key
   */
  public Ingested ingest(List<SourceConfig> sources, StagingWindow window) {
    checkNames(sources);
    // Before anything is read: a missing key is known at once.
    sources.stream()
        .filter(source -> source.kind() == REQUESTS)
        .forEach(source -> UserKey.of(source, userKey));
    SparkSession reading = IngestSession.of(session);
    Map<SourceKind, StagedFiles> staged = new EnumMap<>(SourceKind.class);
    for (SourceKind kind : kinds(sources)) {
      staged.put(kind, new StagedFiles(reading, directory(kind), judged(kind)));
    }
    Map<SourceKind, Set<SourceFile>> files = new EnumMap<>(SourceKind.class);
    StagedRequestRows requests = stage(reading, sources, window, staged, files);
    Map<SourceKind, RecordBlocks> blocks = new EnumMap<>(SourceKind.class);
    blocks.put(REQUESTS, requests.blocks());
    staged.forEach((kind, rows) -> blocks.put(kind, RecordBlocks.of(rows.rows(reading))));
    InputBooks books = new InputBooks(files, blocks);
    Map<SourceKind, Dataset<Row>> rejected = new EnumMap<>(SourceKind.class);
    rejected.put(REQUESTS, requests.rejected(session));
    staged.forEach((kind, rows) -> rejected.put(kind, rows.rows(session, Verdict.REJECTED)));
    RepeatedRequests repeated = RepeatedRequests.among(requests, scratch, mostRepeatedHashes);
    RepeatedJobRows jobs =
        staged.containsKey(TRAINING)
            ? RepeatedJobRows.among(staged.get(TRAINING).rows(session, Verdict.ACCEPTED))
            : RepeatedJobRows.NONE;
    return new Ingested(
        repeated.requestsDir(),
        repeated.winnersDir(),
        repeated.idHashes(),
        staged.get(TELEMETRY).acceptedDirectory(),
        blocks
            .get(TELEMETRY)
            .withPositions(staged.get(TELEMETRY).rows(session, Verdict.ACCEPTED))
            .select(CanonicalTables.STAGED_TELEMETRY.columns()),
        books.rejected(rejected),
        books.counts(Map.of(REQUESTS, repeated.losersByFile(), TRAINING, jobs.losersByFile())),
        staged
            .get(PLACEMENTS)
            .rows(session, Verdict.ACCEPTED)
            .select(CanonicalTables.PLACEMENTS.columns()),
        jobs.rows());
  }

  /**
   * Kinds that are staged row by row; {@link RequestIngestion} stages the requests. Training is
   * rare: without a source of it nothing is staged for it.
   */
  private static List<SourceKind> kinds(List<SourceConfig> sources) {
    boolean hasTraining = sources.stream().anyMatch(source -> source.kind() == TRAINING);
    return Arrays.stream(SourceKind.values())
        .filter(kind -> kind != REQUESTS && (kind != TRAINING || hasTraining))
        .toList();
  }

  private StagedRequestRows stage(
      SparkSession reading,
      List<SourceConfig> sources,
      StagingWindow window,
      Map<SourceKind, StagedFiles> staged,
      Map<SourceKind, Set<SourceFile>> files) {
    RequestIngestion requests = new RequestIngestion(reading, directory(REQUESTS), window);
    AtomicReference<StagedRequestRows> requestRows = new AtomicReference<>();
    List<Runnable> kinds = new ArrayList<>();
    for (SourceKind kind : SourceKind.values()) {
      Set<SourceFile> known = new TreeSet<>();
      files.put(kind, known);
      List<SourceConfig> ofKind = sources.stream().filter(source -> source.kind() == kind).toList();
      // Sources of one kind write into one folder, one after the other.
      Consumer<SourceConfig> stage =
          kind == REQUESTS
              ? source -> add(source, window, requests, known)
              : source -> stage(reading, source, window, staged.get(kind), known);
      kinds.add(
          () -> {
            ofKind.forEach(stage);
            if (kind == REQUESTS) {
              requestRows.set(run(requests));
            }
          });
    }
    SideBySide.run(kinds);
    try {
      for (StagedFiles rows : staged.values()) {
        rows.close();
      }
    } catch (IOException failure) {
      throw scratchFailure(failure);
    }
    return requestRows.get();
  }

  private void add(
      SourceConfig source, StagingWindow window, RequestIngestion requests, Set<SourceFile> known) {
    InputFiles inputs = inputs(source, window, known);
    try {
      requests.add(source, inputs, UserKey.of(source, userKey));
    } catch (Exception failure) {
      throw readFailure(source.name(), failure);
    }
  }

  private StagedRequestRows run(RequestIngestion requests) {
    try {
      return requests.run();
    } catch (IOException failure) {
      throw scratchFailure(failure);
    } catch (Exception failure) {
      // Spark throws checked exceptions without declaring them.
      throw readFailure(SourceFailure.source(failure), failure);
    }
  }

  private void stage(
      SparkSession reading,
      SourceConfig source,
      StagingWindow window,
      StagedFiles staged,
      Set<SourceFile> known) {
    InputFiles inputs = inputs(source, window, known);
    try {
      judgedRows(reading, source, window, inputs).ifPresent(staged::add);
    } catch (Exception failure) {
      throw readFailure(source.name(), failure);
    }
  }

  private InputFiles inputs(SourceConfig source, StagingWindow window, Set<SourceFile> known) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    InputFiles inputs = InputFiles.of(source, window.day(), hadoop);
    for (InputFile file : inputs.files()) {
      known.add(new SourceFile(source.name(), file.name()));
    }
    return inputs;
  }

  private UncheckedIOException scratchFailure(IOException failure) {
    return new UncheckedIOException("Cannot write to the scratch directory " + scratch, failure);
  }

  private Optional<Dataset<Row>> judgedRows(
      SparkSession reading, SourceConfig source, StagingWindow window, InputFiles inputs) {
    return SourceRows.of(reading, source, inputs)
        .map(
            rows ->
                switch (source.kind()) {
                  case REQUESTS ->
                      throw new IllegalArgumentException("RequestIngestion stages requests");
                  case TELEMETRY -> StagedTelemetry.from(rows, window);
                  case PLACEMENTS -> StagedPlacements.from(rows, window);
                  case TRAINING -> StagedTraining.from(rows, window);
                });
  }

  private static RuntimeException readFailure(String source, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark
          && spark.getCondition() != null
          && spark.getCondition().startsWith(READ_FAILED)) {
        return new InputUnreadable(
            source,
            "%s The file is cut or corrupt: fetch it again, or move it away."
                .formatted(cause.getMessage()),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(
            "Staging source \"%s\" failed: %s".formatted(source, failure.getMessage()), failure);
  }

  /** Records are found again by source and file, so a name must mean one source. */
  private static void checkNames(List<SourceConfig> sources) {
    Set<String> names = new HashSet<>();
    for (SourceConfig source : sources) {
      if (!names.add(source.kind() + " " + source.name())) {
        throw new IllegalArgumentException(
            "Two %s sources are called \"%s\"; give each its own name"
                .formatted(source.kind(), source.name()));
      }
    }
  }

  private String directory(SourceKind kind) {
    return scratch + "/" + kind.name().toLowerCase(Locale.ROOT);
  }

  private static Table judged(SourceKind kind) {
    return switch (kind) {
      case REQUESTS -> throw new IllegalArgumentException("RequestIngestion stages requests");
      case TELEMETRY -> StagedTelemetry.TABLE;
      case PLACEMENTS -> StagedPlacements.TABLE;
      case TRAINING -> StagedTraining.TABLE;
    };
  }
}
