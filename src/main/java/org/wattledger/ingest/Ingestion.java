package org.wattledger.ingest;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.session.SideBySide;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.staging.StagingWindow;
import org.wattledger.staging.UserKey;

/**
 * From raw files to canonical rows on scratch storage: every raw file is read once, every record is
 * counted, and what later steps need is taken from the scratch.
 */
public final class Ingestion {

  /** Below, to open a file for each hour takes longer than to read all of them. */
  private static final long APART_FROM_BYTES = 8 << 20;

  private final SparkSession session;
  private final String scratch;
  private final PrivacyConfig privacy;
  private final RepeatedRequests.Limits repeats;
  private final long apartFromBytes;

  /**
   * @param scratch empty or new directory, local or distributed; the caller deletes it after use
   * @param privacy with a key of at least 32 bytes, if some source maps user ids
   */
  public Ingestion(SparkSession session, String scratch, PrivacyConfig privacy) {
    this(session, scratch, privacy, RepeatedRequests.Limits.STANDARD, APART_FROM_BYTES);
  }

  Ingestion(
      SparkSession session,
      String scratch,
      PrivacyConfig privacy,
      RepeatedRequests.Limits repeats,
      long apartFromBytes) {
    this.session = session;
    this.scratch = scratch;
    this.privacy = privacy;
    this.repeats = repeats;
    this.apartFromBytes = apartFromBytes;
  }

  /**
   * Looks up the files of the day and ingests it.
   *
   * @throws org.wattledger.sources.InputMissing if a source has no file for the day
   * @throws InputUnreadable if a file cannot be read to its end
   * @throws org.wattledger.sources.MappingInvalid if a mapping cannot be used
   * @throws org.wattledger.staging.UserKeyMissing if user ids are mapped without a key
   */
  public Ingested ingest(List<SourceConfig> sources, StagingWindow window) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    return ingest(sources, window, source -> InputFiles.of(source, window.day(), hadoop));
  }

  /**
   * Ingests the day; throws as the other does.
   *
   * @param files of a source, for several sources at the same time
   */
  public Ingested ingest(
      List<SourceConfig> sources, StagingWindow window, Function<SourceConfig, InputFiles> files) {
    checkNames(sources);
    // Before anything is read: a missing key is known at once.
    sources.stream()
        .filter(source -> source.kind() == REQUESTS)
        .forEach(source -> UserKey.of(source, privacy));
    SparkSession reading = IngestSession.of(session);
    Map<SourceKind, Set<SourceFile>> known = new EnumMap<>(SourceKind.class);
    Map<SourceKind, StagedRows> staged = stage(reading, sources, window, files, known);
    Map<SourceKind, RecordBlocks> blocks = new EnumMap<>(SourceKind.class);
    staged.forEach((kind, rows) -> blocks.put(kind, rows.blocks()));
    InputBooks books = new InputBooks(known, blocks);
    RepeatedRequests repeated = repeated(staged.get(REQUESTS));
    RepeatedJobRows jobs =
        staged.containsKey(TRAINING)
            ? RepeatedJobRows.among(few(staged.get(TRAINING)))
            : RepeatedJobRows.NONE;
    return new Ingested(
        repeated.requestsDir(),
        repeated.winnersDir(),
        repeated.idHashes(),
        staged.get(TELEMETRY).acceptedDirectory(),
        new StagedTelemetry(session, staged.get(TELEMETRY)),
        () ->
            RefusedRows.of(
                JavaSparkContext.fromSparkContext(session.sparkContext()), staged.values()),
        books.counts(Map.of(REQUESTS, repeated.losersByFile(), TRAINING, jobs.losersByFile())),
        staged.values().stream().flatMap(rows -> rows.columns().stream()).toList(),
        books.times(),
        CanonicalRows.of(CanonicalTables.PLACEMENTS, few(staged.get(PLACEMENTS))),
        jobs.rows());
  }

  /** Placements and jobs grow with devices, not with requests. */
  private List<Object[]> few(StagedRows staged) {
    try {
      return staged.acceptedCells();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read from the scratch directory " + scratch, failure);
    }
  }

  /** Training is rare: without a source of it nothing is staged for it. */
  private static List<SourceKind> kinds(List<SourceConfig> sources) {
    boolean hasTraining = sources.stream().anyMatch(source -> source.kind() == TRAINING);
    return Arrays.stream(SourceKind.values())
        .filter(kind -> kind != TRAINING || hasTraining)
        .toList();
  }

  private Map<SourceKind, StagedRows> stage(
      SparkSession reading,
      List<SourceConfig> sources,
      StagingWindow window,
      Function<SourceConfig, InputFiles> files,
      Map<SourceKind, Set<SourceFile>> knownByKind) {
    List<SourceKind> kinds = kinds(sources);
    StagingJob job = new StagingJob(reading, scratch, kinds, window, apartFromBytes);
    List<Runnable> planned = new ArrayList<>();
    for (SourceKind kind : kinds) {
      Set<SourceFile> known = new TreeSet<>();
      knownByKind.put(kind, known);
      List<SourceConfig> ofKind = sources.stream().filter(source -> source.kind() == kind).toList();
      planned.add(() -> ofKind.forEach(source -> add(source, files, job, known)));
    }
    SideBySide.run(planned);
    return run(job);
  }

  private void add(
      SourceConfig source,
      Function<SourceConfig, InputFiles> files,
      StagingJob job,
      Set<SourceFile> known) {
    InputFiles inputs = files.apply(source);
    inputs.files().forEach(file -> known.add(new SourceFile(source.name(), file.name())));
    try {
      job.add(source, inputs, UserKey.of(source, privacy));
    } catch (Exception failure) {
      throw SourceFailure.told(source.name(), failure);
    }
  }

  private Map<SourceKind, StagedRows> run(StagingJob job) {
    try {
      return job.run();
    } catch (IOException failure) {
      throw scratchFailure(failure);
    } catch (Exception failure) {
      // Spark throws checked exceptions without declaring them.
      throw SourceFailure.told(SourceFailure.source(failure), failure);
    }
  }

  private RepeatedRequests repeated(StagedRows requests) {
    try {
      return RepeatedRequests.among(requests, scratch, repeats);
    } catch (IOException failure) {
      throw scratchFailure(failure);
    }
  }

  private UncheckedIOException scratchFailure(IOException failure) {
    return new UncheckedIOException("Cannot write to the scratch directory " + scratch, failure);
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
}
