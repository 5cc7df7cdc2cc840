package org.wattledger.pipeline;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.io.CompressionCodec$;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.Platform;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.config.PrivacyConfig;
import org.wattledger.config.SinkConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.fleet.FleetGenerator;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.fleet.MeterForTrace;
import org.wattledger.fleet.TracePlan;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.publication.DurableFiles;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.session.LocalFiles;
import org.wattledger.session.SideBySide;
import org.wattledger.session.SmallDay;
import org.wattledger.session.SparkPath;
import org.wattledger.staging.StagingWindow;
import scala.Option;

/**
 * The Spark session of a process. What spark-submit or the user sets is kept, except what the
 * numbers depend on: UTC, ANSI arithmetic and microsecond timestamps are not negotiable.
 */
public final class Engine implements AutoCloseable {

  /** Names and values that Spark masks wherever it shows them: event log, UI, plans, logs. */
  private static final String SECRETS =
      "(?i)secret|passw(or)?d|passphrase|token|credential|authorization"
          + "|(access|account|api|private|user)[._-]?key|://[^/@\\s]*@";

  private static final long LEAST_REGION_BYTES = 1 << 20;

  private final SparkSession session;
  private final Optional<Supplier<Reference>> reference;

  private Engine(SparkSession session, Optional<Supplier<Reference>> reference) {
    this.session = session;
    this.reference = reference;
  }

  /**
   * An engine that knows what the configuration needs of it. While it starts, the reference tables
   * are read.
   */
  public static Engine open(WattledgerConfig config) {
    return open(
        Optional.of(config.sink()),
        Optional.of(
            SideBySide.begun(() -> ReferenceCatalog.load(DayFacts.source(config.reference())))));
  }

  public static Engine open() {
    return open(Optional.empty(), Optional.empty());
  }

  private static Engine open(Optional<SinkConfig> sink, Optional<Supplier<Reference>> reference) {
    SparkConf conf = settings();
    SideBySide.begun(() -> loadCodecs(conf));
    sink.ifPresent(used -> TableFormatSink.configure(used, conf));
    // The builder of the common interface looks for this one by reflection of Scala's, which takes
    // longer than many a query.
    return new Engine(
        org.apache.spark.sql.classic.SparkSession.builder().config(conf).getOrCreate(), reference);
  }

  /**
   * Of columns, and of what goes from task to task: native code that lies in their jars, for which
   * the first tasks would wait. Whether that succeeds is seen there.
   */
  private static Void loadCodecs(SparkConf conf) throws IOException {
    ColumnFile.prepare();
    CompressionCodec$.MODULE$
        .createCodec(conf)
        .compressedOutputStream(OutputStream.nullOutputStream())
        .close();
    return null;
  }

  /** What spark-submit set, and ours. */
  static SparkConf settings() {
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.master", "local[*]")
            .setIfMissing("spark.app.name", "wattledger")
            .setIfMissing("spark.ui.enabled", "false")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            .setIfMissing("spark.sql.parquet.compression.codec", "zstd")
            .setIfMissing("spark.redaction.regex", SECRETS)
            .set("spark.sql.session.timeZone", "UTC")
            .set("spark.sql.ansi.enabled", "true")
            .set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    if (conf.get("spark.master").startsWith("local")) {
      // Nothing outside this machine talks to an embedded engine.
      conf.setIfMissing("spark.buffer.pageSize", Long.toString(pageBytes()))
          // What is broadcast is small, and each begins a block of its own.
          .setIfMissing("spark.broadcast.blockSize", "256k")
          .setIfMissing("spark.driver.host", "127.0.0.1")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
          .setIfMissing("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
          .setIfMissing(
              "spark.sql.shuffle.partitions",
              Integer.toString(Runtime.getRuntime().availableProcessors()));
    }
    return conf;
  }

  /**
   * What an aggregation or a sort takes from the heap at a time. Spark takes a sixteenth of a
   * core's share, also for ten rows, and most of the time of a small query goes into clearing it.
   * An array of half a region of G1 or more gets whole regions to itself: one that fills a region,
   * header included, wastes none.
   */
  private static long pageBytes() {
    String region =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("G1HeapRegionSize")
            .getValue();
    return Math.max(LEAST_REGION_BYTES, Long.parseLong(region)) - Platform.LONG_ARRAY_OFFSET;
  }

  /** The nightly walk on this engine. */
  public NightlyPipeline nightly(WattledgerConfig config) {
    return reference
        .map(loaded -> new NightlyPipeline(session, config, loaded))
        .orElseGet(() -> new NightlyPipeline(session, config));
  }

  /** What a published day shows at first sight. */
  public DayOverview overview(WattledgerConfig config) {
    return new DayOverview(SmallDay.queries(session, 0), Warehouse.directory(config.warehouse()));
  }

  /** How the first records of each source of a day would come out. */
  public DaySample sample(WattledgerConfig config, LocalDate day, long records) {
    return DaySample.of(session, config, day, records);
  }

  /** How published numbers came to be. */
  public Explanations explanations(WattledgerConfig config) {
    return new Explanations(session, config);
  }

  /** What differs between two published days. */
  public List<PublishedDiff.Line> diff(PublishedDiff.Side before, PublishedDiff.Side now) {
    return PublishedDiff.of(SmallDay.queries(session, 0), before, now);
  }

  /** Takes user keys out of published days. */
  public UserErasure erasure(WattledgerConfig config, ErasedKeys keys, Instant now) {
    return new UserErasure(SmallDay.queries(session, 0), config, keys, now);
  }

  /** Published tables as other programs take them. */
  public PublishedExport export(WattledgerConfig config) {
    return new PublishedExport(session, Warehouse.directory(config.warehouse()));
  }

  /** Tasks of the jobs that run at a moment. */
  public record Tasks(int done, int all) {}

  /** Of the stages that the engine works on now. */
  public Tasks tasks() {
    SparkStatusTracker tracker = session.sparkContext().statusTracker();
    int done = 0;
    int all = 0;
    for (int stage : tracker.getActiveStageIds()) {
      Option<SparkStageInfo> found = tracker.getStageInfo(stage);
      if (found.isDefined()) {
        done += found.get().numCompletedTasks();
        all += found.get().numTasks();
      }
    }
    return new Tasks(done, all);
  }

  /** Writes the page about published days. */
  public PublishedReport.Written report(WattledgerConfig config, PublishedReport.Request request) {
    return PublishedReport.write(session, config, request);
  }

  SparkSession session() {
    return session;
  }

  /** Writes a synthetic fleet. */
  public void generate(FleetPlan plan) {
    FleetGenerator.generate(session, plan);
  }

  /**
   * Ingests a day and does nothing else, for measurements.
   *
   * @param folder receives the staged rows, which stay there; what it held is deleted
   */
  public void ingest(WattledgerConfig config, LocalDate day, Path folder) {
    DurableFiles.deleteQuietly(folder);
    new Ingestion(session, SparkPath.of(folder), config.privacy())
        .ingest(config.sources(), new StagingWindow(day, config.attribution().lookaround()));
  }

  /** Makes meters for the requests of a day that were recorded without any. */
  public void generateMeters(List<SourceConfig> requests, LocalDate day, TracePlan plan) {
    Path scratch = plan.out().resolve("_scratch");
    try {
      Ingested ingested =
          new Ingestion(session, SparkPath.of(scratch), PrivacyConfig.NONE)
              .ingest(requests, new StagingWindow(day, Duration.ofHours(1)));
      MeterForTrace.generate(session.read().parquet(ingested.requestsDir()), plan);
    } finally {
      DurableFiles.deleteQuietly(scratch);
    }
  }

  @Override
  public void close() {
    session.stop();
  }
}
