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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.storage.StorageLevel;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.attribution.Attribution;
import org.wattledger.attribution.Placement;
import org.wattledger.attribution.RequestInput;
import org.wattledger.attribution.RequestSink;
import org.wattledger.config.AttributionConfig;
import org.wattledger.config.Secret;
import org.wattledger.config.SourceKind;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.footprint.Footprint;
import org.wattledger.footprint.IdleByUse;
import org.wattledger.footprint.Ledger;
import org.wattledger.marts.EnergyBalance;
import org.wattledger.marts.ModelDaily;
import org.wattledger.marts.ModelHourly;
import org.wattledger.marts.Provenance;
import org.wattledger.marts.QueryDaily;
import org.wattledger.marts.TeamDaily;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quality.Check;
import org.wattledger.quality.EnergyBooks;
import org.wattledger.reference.Reference;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.SiteFactorColumns;
import org.wattledger.schema.Table;
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
  private Dataset<Row> ledger;
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
                facts.currencies()));
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
  }

  void writeTables() {
    journal.timed(
        "tables",
        () -> {
          Dataset<Row> poolHours = rows(attributed.poolHours(), AttributedTables.POOL_HOUR);
          Dataset<Row> provisions = rows(attributed.provisions(), AttributedTables.PROVISION);
          Dataset<Row> consumption =
              session.createDataFrame(
                  attributed.consumption(), AttributedTables.CONSUMPTION.schema());
          Dataset<Row> queryConsumption =
              session.createDataFrame(
                  attributed.queryConsumption(), AttributedTables.CONSUMPTION.schema());
          Dataset<Row> histograms =
              session.createDataFrame(
                  attributed.histograms(), AttributedTables.QUERY_HISTOGRAM.schema());
          Dataset<Row> deviceHours =
              session.createDataFrame(
                  attributed.deviceHours(), dayless(OutputTables.DEVICE_HOURLY).schema());
          Dataset<Row> used =
              Ledger.ofRequests(consumption, poolHours).persist(StorageLevel.MEMORY_AND_DISK());
          ledger = Ledger.from(used, poolHours, provisions).persist(StorageLevel.MEMORY_AND_DISK());
          tables.adopt(
              OutputTables.REQUEST_FOOTPRINT,
              attributed.requestFiles().stream().map(RequestSink.WrittenFile::name).toList());
          // The first mart computes the ledger; the others find it in memory.
          write(OutputTables.MODEL_DAILY, ModelDaily.from(ledger, this::priced, provenance));
          used.unpersist();
          SideBySide.run(
              List.of(
                  () ->
                      write(
                          OutputTables.QUERY_DAILY,
                          QueryDaily.from(
                              ledger,
                              Ledger.ofRequests(queryConsumption, poolHours),
                              this::priced,
                              histograms,
                              facts.webSearchWh(),
                              provenance)),
                  () -> {
                    write(OutputTables.TEAM_DAILY, teamDaily());
                    write(OutputTables.TRAINING_JOB, training.jobs(ledger, this::priced));
                    write(
                        OutputTables.MODEL_LIFETIME,
                        training.lifetimes(
                            tables.read(OutputTables.TEAM_DAILY),
                            tables.read(OutputTables.TRAINING_JOB)));
                  },
                  () ->
                      write(
                          OutputTables.MODEL_HOURLY,
                          ModelHourly.from(ledger, this::priced, provenance)),
                  () ->
                      write(
                          OutputTables.ENERGY_BALANCE,
                          EnergyBalance.from(ledger, provisions, poolHours, provenance)),
                  () ->
                      write(
                          OutputTables.DEVICE_HOURLY,
                          deviceHours.withColumn(OutputTables.USAGE_DATE.name(), lit(day))),
                  () -> write(OutputTables.REJECTED, rejected()),
                  () -> tables.writeEmpty(OutputTables.SCENARIO_DAILY),
                  () -> tables.writeEmpty(OutputTables.RESTATEMENT)));
          return null;
        });
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
              new DayChecks(config.quality(), counts, attributed, ledger)
                  .checks(balance, this::priced));
          checks.addAll(DayChecks.rungs(siteFactors.rungs()));
          checks.addAll(training.checks());
          write(OutputTables.DATA_QUALITY, DayChecks.rows(session, day, checks));
          ledger.unpersist();
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

  private Dataset<Row> priced(Dataset<Row> sums) {
    SiteFactors factors = attributed.factors();
    return new Footprint(
            rows(siteFactors.rows(factors), SiteFactorColumns.SITE_INTERVAL),
            factors.cleanestGramsPerKwh(),
            factors.dirtiestGramsPerKwh())
        .of(sums);
  }

  private Dataset<Row> teamDaily() {
    Dataset<Row> charged =
        config.attribution().idleTeams() == AttributionConfig.IdleTeams.BY_USE
            ? IdleByUse.spread(ledger)
            : ledger;
    return TeamDaily.from(
        charged,
        this::priced,
        rows(
            facts.costCenters(),
            new Table(
                "cost_centers",
                "one row per team",
                List.of(OutputTables.TEAM_ID),
                List.of(OutputTables.TEAM_ID, OutputTables.COST_CENTER))),
        provenance);
  }

  private Dataset<Row> rejected() {
    List<Row> refused =
        attributed.refusedReadings().stream()
            .map(
                reading ->
                    RowFactory.create(
                        reading.source(),
                        reading.file(),
                        reading.position(),
                        reading.reason(),
                        null))
            .toList();
    Table dayless = dayless(OutputTables.REJECTED);
    return ingested
        .rejected()
        .select(dayless.columns())
        .unionByName(rows(refused, dayless))
        .withColumn(OutputTables.USAGE_DATE.name(), lit(day));
  }

  private void write(Table table, Dataset<Row> rows) {
    tables.writeOne(table, rows);
  }

  private Dataset<Row> rows(List<Row> rows, Table table) {
    return session.createDataFrame(rows, table.schema());
  }

  private static Table dayless(Table table) {
    List<Field> fields =
        table.fields().stream().filter(field -> !field.equals(OutputTables.USAGE_DATE)).toList();
    return new Table(table.name(), table.grain(), List.of(), fields);
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
