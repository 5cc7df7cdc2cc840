package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.RequestSink;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.ingest.SourceTimes;
import org.wattledger.marts.Provenance;
import org.wattledger.quality.Check;
import org.wattledger.quality.EnergyBooks;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Reference;
import org.wattledger.schema.OutputTables;
import org.wattledger.session.SparkPath;
import org.wattledger.sources.InputFiles;
import org.wattledger.staging.StagingWindow;

/** The stages of one day in their order; each leaves what the next needs. */
final class DayWalk {

  private static final long MICROS = 1_000;

  private final SparkSession session;
  private final Supplier<SparkSession> queries;
  private final WattledgerConfig config;
  private final LocalDate day;
  private final StagedTables tables;
  private final Path scratch;
  private final RunJournal journal;
  private final Reference reference;
  private final Duration interval;
  private final Provenance provenance;

  private Ingested ingested;
  private SiteFactorsOfDay siteFactors;
  private AttributedDay attributed;
  private TrainingStudy training;
  private DayTables dayTables;
  private List<SourceCount> counts;
  private Reconciliation balance;

  /**
   * A walk of one day.
   *
   * @param session for what grows with the rows of the day
   * @param queries for what is asked of published tables, whose rows are groups
   */
  DayWalk(
      SparkSession session,
      Supplier<SparkSession> queries,
      WattledgerConfig config,
      Reference reference,
      LocalDate day,
      StagedTables tables,
      Path scratch,
      RunJournal journal) {
    this.session = session;
    this.queries = queries;
    this.config = config;
    this.day = day;
    this.tables = tables;
    this.scratch = scratch;
    this.journal = journal;
    this.reference = reference;
    this.interval = new DayFacts(reference, day).interval(config.attribution().slot());
    this.provenance = new Provenance(day, NightlyPipeline.METHOD_VERSION, reference.version());
  }

  /** {@code files}: those of the sources, as they were fingerprinted. */
  void ingest(Map<SourceConfig, InputFiles> files) {
    StagingWindow window = new StagingWindow(day, config.attribution().lookaround());
    ingested =
        journal.timed(
            "ingest",
            () ->
                new Ingestion(session, SparkPath.of(scratch.resolve("canonical")), config.privacy())
                    .ingest(config.sources(), window, files::get));
  }

  /** How the records of the sources fill their columns. */
  List<ColumnCounts> columns() {
    return ingested.columns();
  }

  /** Leaves nothing but what was found wrong so far, for a day that ends here. */
  void writeChecks(List<Check> checks) {
    tables.writeOne(OutputTables.DATA_QUALITY, DayChecks.rows(day, checks));
  }

  void attribute() {
    DayAttribution attribution =
        new DayAttribution(session, config, reference, day, ingested, scratch, journal);
    attributed = journal.timed("attribute", () -> attribution.attributed(rows()));
    siteFactors = attribution.siteFactors();
    training =
        new TrainingStudy(
            attribution.jobs(),
            attribution.jobs().stretches(attributed.topology().jobSpans()),
            interval,
            reference,
            new PublishedHistory(queries, Warehouse.directory(config.warehouse()), day),
            provenance);
    requireWholeDay();
    counts = settledCounts();
    journal.counted(counts);
    dayTables =
        new DayTables(
            session,
            config,
            reference,
            tables,
            new DayTables.Findings(ingested, attributed, training),
            siteFactors,
            provenance);
    tables.adopt(
        OutputTables.REQUEST_FOOTPRINT,
        day,
        written(),
        attributed.requestFiles().stream().map(RequestSink.WrittenFile::name).toList());
  }

  private RequestSink.Factory rows() {
    return ParquetRequestSink.factory(
        session, SparkPath.of(written()), reference, provenance, interval);
  }

  /** Where tasks write request rows. */
  private Path written() {
    return scratch.resolve(OutputTables.REQUEST_FOOTPRINT.name());
  }

  void writeTables() {
    journal.timed("tables", dayTables::write);
  }

  /** What the day changes of what it showed before; nothing, if that was nothing. */
  void restate(Restatements restatements, Optional<String> reason) {
    List<Row> rows =
        journal.timed("restatements", () -> reason.map(restatements::rows).orElse(List.of()));
    tables.writeOne(OutputTables.RESTATEMENT, rows);
  }

  /**
   * Checks what is staged, as a reader will find it, and writes the table of checks.
   *
   * @param known checks that were made before
   */
  List<Check> audit(List<Check> known) {
    return journal.timed(
        "audit",
        () -> {
          EnergyBooks books =
              StagedBooks.of(JavaSparkContext.fromSparkContext(session.sparkContext()), tables);
          List<Check> checks = new ArrayList<>(books.checks());
          balance = Reconciliation.of(books);
          journal.balanced(balance);
          checks.addAll(
              new DayChecks(config.quality(), counts, attributed, dayTables.ledger())
                  .checks(balance, dayTables.pricing(), training.unmetered()));
          checks.addAll(DayChecks.silent(config.requests(), counts));
          checks.addAll(TimeChecks.of(ingested.times(), attributed.withoutEnds()));
          checks.addAll(
              DailyChange.since(Warehouse.directory(config.warehouse()), day, config.quality())
                  .checks(balance.measuredMj(), counts));
          checks.addAll(DayChecks.rungs(siteFactors.rungs()));
          checks.addAll(training.checks());
          checks.addAll(ClockChecks.againstMeters(config, attributed.clocks()));
          checks.addAll(known);
          writeChecks(checks);
          dayTables.ledger().close();
          return checks;
        });
  }

  /** The balance of the day's accelerators, once audited. */
  Reconciliation reconciliation() {
    return balance;
  }

  private void requireWholeDay() {
    if (!config.quality().requireCompleteDay() || config.telemetry().isEmpty()) {
      return;
    }
    Duration lag = config.quality().maxTelemetryLag();
    long dayEndUs = TimeRange.ofDay(day).endUs();
    if (attributed.lastSampleUs() < dayEndUs - lag.toNanos() / MICROS) {
      String last =
          attributed.lastSampleUs() == Long.MIN_VALUE
              ? "there is none"
              : "it is from "
                  + Instant.ofEpochMilli(Math.floorDiv(attributed.lastSampleUs(), MICROS));
      throw new RunFailure(
          ExitCode.INPUT,
          "Telemetry of %s has not reached the end of the day: of the last sample, %s"
              .formatted(day, last),
          suspectedTimes()
              .orElse(
                  "run again when the meters have arrived, or set quality.require-complete-day ="
                      + " false for a recording that is shorter than a day"));
    }
  }

  private Optional<String> suspectedTimes() {
    return ingested.times().stream()
        .filter(source -> source.misreadRecords() > 0)
        .map(SourceTimes::suspicion)
        .reduce((first, second) -> first + "; " + second);
  }

  /** What attribution found out about samples is settled in the counts of their files. */
  private List<SourceCount> settledCounts() {
    Map<AttributedDay.Origin, Long> refused = new HashMap<>();
    attributed
        .refusedReadings()
        .forEach(
            reading ->
                refused.merge(
                    new AttributedDay.Origin(reading.source(), reading.file()), 1L, Long::sum));
    return ingested.counts().stream()
        .map(
            count -> {
              AttributedDay.Origin origin = new AttributedDay.Origin(count.source(), count.file());
              boolean isMeter = count.kind() == SourceKind.TELEMETRY;
              return isMeter
                  ? count.settle(
                      refused.getOrDefault(origin, 0L),
                      attributed.telemetryRepeats().getOrDefault(origin, 0L))
                  : count;
            })
        .toList();
  }
}
