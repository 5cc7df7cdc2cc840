package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.Attribution;
import org.wattledger.attribution.Placement;
import org.wattledger.attribution.RequestInput;
import org.wattledger.attribution.RequestSink;
import org.wattledger.config.AttributionConfig;
import org.wattledger.config.Secret;
import org.wattledger.config.SourceKind;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.marts.Provenance;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quality.Check;
import org.wattledger.quality.EnergyBooks;
import org.wattledger.reference.Reference;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.staging.StagingWindow;

/** The stages of one day in their order; each leaves what the next needs. */
final class DayWalk {

  private static final long MICROS = 1_000;

  private final SparkSession session;
  private final WattledgerConfig config;
  private final LocalDate day;
  private final StagedTables tables;
  private final Path scratch;
  private final RunJournal journal;
  private final Reference reference;
  private final DayFacts facts;
  private final SiteFactorsOfDay siteFactors;
  private final Duration interval;
  private final Provenance provenance;

  private Ingested ingested;
  private AttributedDay attributed;
  private TrainingStudy training;
  private DayTables dayTables;
  private List<SourceCount> counts;
  private Reconciliation balance;

  DayWalk(
      SparkSession session,
      WattledgerConfig config,
      Reference reference,
      LocalDate day,
      StagedTables tables,
      Path scratch,
      RunJournal journal) {
    this.session = session;
    this.config = config;
    this.day = day;
    this.tables = tables;
    this.scratch = scratch;
    this.journal = journal;
    this.reference = reference;
    this.facts = new DayFacts(reference, day);
    this.interval = facts.interval(config.attribution().slot());
    this.siteFactors = new SiteFactorsOfDay(reference, day, interval);
    this.provenance = new Provenance(day, NightlyPipeline.METHOD_VERSION, reference.version());
  }

  void ingest() {
    Optional<byte[]> userKey = config.privacy().userKey().map(Secret::reveal).map(DayWalk::utf8);
    StagingWindow window = new StagingWindow(day, config.attribution().lookaround());
    ingested =
        journal.timed(
            "ingest",
            () ->
                new Ingestion(session, scratch.resolve("canonical").toUri().toString(), userKey)
                    .ingest(config.sources(), window));
  }

  void attribute() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    RequestSink.Factory sinks =
        new ParquetRequestSink.Factory(
            tables.directory(OutputTables.REQUEST_FOOTPRINT).toUri().toString(),
            new SparkToParquetSchemaConverter(session.sessionState().conf())
                .convert(OutputTables.REQUEST_FOOTPRINT.schema())
                .toString(),
            OutputTables.REQUEST_FOOTPRINT.schema().json(),
            new RequestCells.Day(
                (int) day.toEpochDay(),
                provenance.methodVersion(),
                provenance.referenceVersion(),
                facts.currencies(interval)));
    Attribution attribution =
        new Attribution(
            spark,
            journal,
            settings(),
            facts.forAttribution(siteFactors),
            new FileCurveStore(scratch.resolve("curves").toUri().toString()),
            sinks);
    Broadcast<long[]> repeated = spark.broadcast(ingested.repeatedIdHashes());
    RequestInput requests =
        new RequestInput(
            session.read().parquet(ingested.requestsDir()),
            ingested.winnersDir().map(directory -> session.read().parquet(directory)),
            repeated);
    attributed =
        journal.timed(
            "attribute", () -> attribution.of(requests, ingested.telemetry(), placements()));
    training =
        new TrainingStudy(
            session,
            new TrainingRecords(ingested.training(), reference, day),
            device -> Optional.empty(),
            reference,
            new PublishedHistory(session, Warehouse.directory(config.warehouse()), day),
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
  }

  void writeTables() {
    journal.timed("tables", dayTables::write);
  }

  /** Checks what is staged, as a reader will find it, and writes the table of checks. */
  List<Check> audit() {
    return journal.timed(
        "audit",
        () -> {
          List<Check> checks =
              new ArrayList<>(
                  new EnergyBooks(tables.read(OutputTables.ENERGY_BALANCE))
                      .checks(
                          tables.read(OutputTables.DEVICE_HOURLY),
                          tables.read(OutputTables.REQUEST_FOOTPRINT),
                          tables.read(OutputTables.MODEL_DAILY),
                          tables.read(OutputTables.TEAM_DAILY)));
          balance = sumOfBooks();
          journal.balanced(balance);
          checks.addAll(
              new DayChecks(config.quality(), counts, attributed, dayTables.ledger())
                  .checks(balance, dayTables::priced));
          checks.addAll(DayChecks.rungs(siteFactors.rungs()));
          checks.addAll(training.checks());
          tables.writeOne(OutputTables.DATA_QUALITY, DayChecks.rows(session, day, checks));
          dayTables.ledger().unpersist();
          return checks;
        });
  }

  /** The balance of the day's accelerators, once audited. */
  Reconciliation reconciliation() {
    return balance;
  }

  private Reconciliation sumOfBooks() {
    Row sums =
        tables
            .read(OutputTables.ENERGY_BALANCE)
            .filter(OutputTables.DEVICE_KIND.column().equalTo("accelerator"))
            .agg(
                total(OutputTables.MEASURED_MJ),
                total(OutputTables.ESTIMATED_MJ),
                total(OutputTables.ACTIVE_MJ),
                total(OutputTables.SHARED_IDLE_MJ),
                total(OutputTables.PROVISIONED_IDLE_MJ),
                total(OutputTables.UNATTRIBUTED_MJ))
            .head();
    return new Reconciliation(
        sums.getLong(0),
        sums.getLong(1),
        sums.getLong(2),
        sums.getLong(3),
        sums.getLong(4),
        sums.getLong(5));
  }

  private Attribution.Settings settings() {
    AttributionConfig attribution = config.attribution();
    long dayStartUs = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
    return new Attribution.Settings(
        new SlotGrid(dayStartUs, micros(attribution.slot()), micros(interval)),
        RequestWork.Rule.valueOf(attribution.rule().name()),
        new MeterRules(
            attribution.maxGap().map(DayWalk::micros).orElse(MeterRules.AUTO),
            micros(attribution.lookaround())));
  }

  private List<Placement> placements() {
    List<Placement> placements = new ArrayList<>();
    for (Row row : ingested.placements().collectAsList()) {
      placements.add(
          new Placement(
              row.getAs(CanonicalTables.DEVICE_ID.name()),
              row.getAs(CanonicalTables.UNIT_ID.name()),
              row.getAs(CanonicalTables.MODEL_ID.name()),
              row.getAs(CanonicalTables.SITE_ID.name()),
              row.getAs(CanonicalTables.NODE_ID.name()),
              row.getAs(CanonicalTables.DEVICE_MODEL.name()),
              micros(row.getAs(CanonicalTables.VALID_FROM.name()), Long.MIN_VALUE),
              micros(row.getAs(CanonicalTables.VALID_TO.name()), Long.MAX_VALUE)));
    }
    return placements;
  }

  private void requireWholeDay() {
    if (!config.quality().requireCompleteDay() || config.telemetry().isEmpty()) {
      return;
    }
    Duration lag = config.quality().maxTelemetryLag();
    long dayEndUs = settings().grid().dayEndUs();
    if (attributed.lastSampleUs() < dayEndUs - micros(lag)) {
      String last =
          attributed.lastSampleUs() == Long.MIN_VALUE
              ? "there is none"
              : "it is from "
                  + Instant.ofEpochMilli(Math.floorDiv(attributed.lastSampleUs(), MICROS));
      throw new RunFailure(
          ExitCode.INPUT,
          "Telemetry of %s has not reached the end of the day: of the last sample, %s"
              .formatted(day, last),
          "run again when the meters have arrived, or set quality.require-complete-day = false for a"
              + " recording that is shorter than a day");
    }
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

  private static Column total(Field amount) {
    return coalesce(sum(amount.column()), lit(0L));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / MICROS;
  }

  private static long micros(Timestamp at, long otherwise) {
    return at == null ? otherwise : at.getTime() * MICROS + at.getNanos() / MICROS % MICROS;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
