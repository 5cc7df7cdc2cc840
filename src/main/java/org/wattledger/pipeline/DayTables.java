package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.Pricing;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.footprint.Footprint;
import org.wattledger.ingest.Ingested;
import org.wattledger.marts.EnergyBalance;
import org.wattledger.marts.MarginalEnergy;
import org.wattledger.marts.ModelDaily;
import org.wattledger.marts.ModelHourly;
import org.wattledger.marts.Provenance;
import org.wattledger.marts.QueryDaily;
import org.wattledger.marts.TeamDaily;
import org.wattledger.reference.Reference;
import org.wattledger.schema.OutputTables;
import org.wattledger.session.SideBySide;

/** Writes the tables of an attributed day, staged, each from the ledger or from another table. */
final class DayTables {

  private final JavaSparkContext spark;
  private final WattledgerConfig config;
  private final Reference reference;
  private final StagedTables tables;
  private final Findings day;
  private final SiteFactorsOfDay siteFactors;
  private final Provenance provenance;

  private DayLedger ledger;
  private Pricing pricing;

  /** What the stages before found out. */
  record Findings(Ingested ingested, AttributedDay attributed, TrainingStudy training) {}

  DayTables(
      SparkSession session,
      WattledgerConfig config,
      Reference reference,
      StagedTables tables,
      Findings day,
      SiteFactorsOfDay siteFactors,
      Provenance provenance) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.config = config;
    this.reference = reference;
    this.tables = tables;
    this.day = day;
    this.siteFactors = siteFactors;
    this.provenance = provenance;
  }

  /** Every millijoule of the day, until somebody closes it; after {@link #write}. */
  DayLedger ledger() {
    return ledger;
  }

  /** What follows from the energy of the day's sites; after {@link #write}. */
  Pricing pricing() {
    return pricing;
  }

  Void write() {
    AttributedDay attributed = day.attributed();
    pricing = new Footprint(attributed.factors(), siteFactors.currencies());
    ledger = new DayLedger(spark, attributed);
    SideBySide.run(
        List.of(
            this::writeTeamsAndTraining,
            () -> tables.writeOne(OutputTables.QUERY_DAILY, queryDaily()),
            this::writeModelsAndScenarios,
            () ->
                tables.writeOne(
                    OutputTables.ENERGY_BALANCE,
                    EnergyBalance.rows(attributed.books(), ledger.all().byPool(), provenance)),
            () -> tables.writeOne(OutputTables.DEVICE_HOURLY, dated(attributed.deviceHours())),
            () -> tables.writeOne(OutputTables.REJECTED, rejected())));
    return null;
  }

  private void writeTeamsAndTraining() {
    JavaRDD<Row> teams = teamDaily().persist(StorageLevel.MEMORY_AND_DISK_SER());
    tables.writeOne(OutputTables.TEAM_DAILY, teams);
    List<Row> training =
        day.training().jobs(ledger.pools().trained(), ledger.books().names(), pricing);
    tables.writeOne(OutputTables.TRAINING_JOB, training);
    tables.writeOne(OutputTables.MODEL_LIFETIME, day.training().lifetimes(teams, training));
    teams.unpersist();
  }

  private void writeModelsAndScenarios() {
    DayNames names = ledger.books().names();
    KeyedSums byModel = ledger.all().byModel();
    List<Row> days = ModelDaily.rows(byModel, names, pricing, provenance);
    tables.writeOne(OutputTables.MODEL_DAILY, days);
    List<Row> hours =
        ModelHourly.rows(
            byModel,
            ledger.totals(ledger.pools().provisioned()).byModel(),
            names,
            pricing,
            provenance);
    tables.writeOne(OutputTables.MODEL_HOURLY, hours);
    tables.writeOne(
        OutputTables.SCENARIO_DAILY,
        ScenarioDay.rows(config, reference, provenance.day(), hours, days));
  }

  private List<Row> queryDaily() {
    DayNames names = ledger.books().names();
    Broadcast<QueryDaily> queries =
        spark.broadcast(
            new QueryDaily(
                names,
                pricing,
                MarginalEnergy.byModel(ledger.serving().byModel(), names),
                new DayFacts(reference, provenance.day()).webSearchWh(),
                provenance));
    return ledger
        .byClass()
        .flatMap(part -> queries.value().rows(part.ledger(), part.histograms()).iterator())
        .collect();
  }

  private JavaRDD<Row> teamDaily() {
    Broadcast<TeamDaily> teams =
        spark.broadcast(
            new TeamDaily(
                ledger.books().names(),
                pricing,
                new DayFacts(reference, provenance.day()).costCenters(),
                provenance));
    return ledger
        .ofTeams(config.attribution().idleTeams())
        .flatMap(part -> teams.value().rows(part).iterator());
  }

  private JavaRDD<Row> rejected() {
    List<Row> refused =
        day.attributed().refusedReadings().stream()
            .map(
                reading ->
                    RowFactory.create(
                        reading.source(),
                        reading.file(),
                        reading.position(),
                        reading.reason(),
                        null))
            .toList();
    JavaRDD<Row> rows = day.ingested().rejected().get();
    return dated(refused.isEmpty() ? rows : rows.union(spark.parallelize(refused, 1)));
  }

  /** Rows of a table whose first column is the day, from rows without it. */
  private JavaRDD<Row> dated(JavaRDD<Row> rows) {
    LocalDate date = provenance.day();
    return rows.map(
        row -> {
          Object[] cells = new Object[row.size() + 1];
          cells[0] = date;
          for (int i = 0; i < row.size(); i++) {
            cells[i + 1] = row.get(i);
          }
          return RowFactory.create(cells);
        });
  }
}
