package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.Attribution;
import org.wattledger.attribution.RequestInput;
import org.wattledger.attribution.RequestSink;
import org.wattledger.attribution.RequestTracing;
import org.wattledger.config.AttributionConfig;
import org.wattledger.config.SharingRule;
import org.wattledger.config.SourceKind;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.ingest.Ingested;
import org.wattledger.marts.Provenance;
import org.wattledger.marts.TrainingJobs;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Reference;
import org.wattledger.session.SideBySide;
import org.wattledger.session.SparkPath;
import org.wattledger.staging.StagedRecords;

/** Attribution of an ingested day with all that configuration and reference tables say of it. */
final class DayAttribution {

  private static final long NANOS_PER_MICRO = 1_000;

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final AttributionConfig settings;
  private final LocalDate day;
  private final Ingested ingested;
  private final Path scratch;
  private final Attribution.Stages stages;
  private final DayFacts facts;
  private final Duration interval;
  private final TrainingRecords jobs;
  private final SiteFactorsOfDay siteFactors;

  /** {@code scratch} takes the curves of the day. */
  DayAttribution(
      SparkSession session,
      WattledgerConfig config,
      Reference reference,
      LocalDate day,
      Ingested ingested,
      Path scratch,
      Attribution.Stages stages) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.settings = config.attribution();
    this.day = day;
    this.ingested = ingested;
    this.scratch = scratch;
    this.stages = stages;
    this.facts = new DayFacts(reference, day);
    this.interval = facts.interval(settings.slot());
    this.jobs = new TrainingRecords(ingested.training(), reference, day);
    Provenance provenance =
        new Provenance(day, NightlyPipeline.METHOD_VERSION, reference.version());
    this.siteFactors =
        new SiteFactorsOfDay(
            reference,
            day,
            interval,
            metered ->
                new TrainingJobs(jobs.stretches(metered), interval, provenance).modelledMj());
  }

  /** The whole day; its rows go into {@code rows}. */
  AttributedDay attributed(RequestSink.Factory rows) {
    return attribution(rows)
        .of(
            requests(),
            MeterChunks.of(ingested.telemetry()),
            PlacementRows.of(ingested.placements()),
            jobs.devices());
  }

  /** The same day, for single requests; only their rows go into {@code rows}. */
  RequestTracing tracing(RequestSink.Factory rows) {
    return attribution(rows)
        .tracing(
            requests(),
            MeterChunks.of(ingested.telemetry()),
            PlacementRows.of(ingested.placements()),
            jobs.devices());
  }

  /** Known after the day was attributed or traced. */
  SiteFactorsOfDay siteFactors() {
    return siteFactors;
  }

  TrainingRecords jobs() {
    return jobs;
  }

  SlotGrid grid() {
    return new SlotGrid(TimeRange.ofDay(day).startUs(), micros(settings.slot()), micros(interval));
  }

  Duration interval() {
    return interval;
  }

  SharingRule rule() {
    return settings.rule();
  }

  private Attribution attribution(RequestSink.Factory rows) {
    return new Attribution(
        spark,
        stages,
        new Attribution.Settings(
            grid(),
            RequestWork.Rule.valueOf(settings.rule().name()),
            new MeterRules(
                settings.maxGap().map(DayAttribution::micros).orElse(MeterRules.AUTO),
                micros(settings.lookaround()))),
        facts.forAttribution(siteFactors),
        new FileCurveStore(SparkPath.of(scratch.resolve("curves"))),
        rows);
  }

  private RequestInput requests() {
    return new RequestInput(
        requests(ingested.requestsDir()),
        ingested.winnersDir().map(this::requests),
        spark.broadcast(ingested.repeatedIdHashes()));
  }

  /** A part of the same requests, in rows of their own. */
  RequestInput only(String directory) {
    return new RequestInput(requests(directory), Optional.empty(), spark.broadcast(new long[0]));
  }

  private Supplier<Dataset<Row>> requests(String directory) {
    return SideBySide.once(
        () ->
            session
                .read()
                .schema(StagedRecords.accepted(SourceKind.REQUESTS).schema())
                .parquet(directory));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / NANOS_PER_MICRO;
  }
}
