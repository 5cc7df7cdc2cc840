package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.config.AttributionConfig;
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
import org.wattledger.physics.SiteFactors;
import org.wattledger.reference.Reference;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.SiteFactorColumns;
import org.wattledger.schema.Table;

/** Writes the tables of an attributed day, staged, each from the ledger or from another table. */
final class DayTables {

  private final SparkSession session;
  private final WattledgerConfig config;
  private final Reference reference;
  private final StagedTables tables;
  private final Findings day;
  private final SiteFactorsOfDay siteFactors;
  private final Provenance provenance;

  private Dataset<Row> ledger;

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
    this.session = session;
    this.config = config;
    this.reference = reference;
    this.tables = tables;
    this.day = day;
    this.siteFactors = siteFactors;
    this.provenance = provenance;
  }

  /** Every millijoule of the day, in memory until somebody unpersists it; after {@link #write}. */
  Dataset<Row> ledger() {
    return ledger;
  }

  Void write() {
    AttributedDay attributed = day.attributed();
    Dataset<Row> poolHours = rows(attributed.poolHours(), AttributedTables.POOL_HOUR);
    Dataset<Row> provisions = rows(attributed.provisions(), AttributedTables.PROVISION);
    Dataset<Row> used =
        Ledger.ofRequests(
                session.createDataFrame(
                    attributed.consumption(), AttributedTables.CONSUMPTION.schema()),
                poolHours)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> training = rows(attributed.training(), AttributedTables.TRAINING);
    ledger =
        Ledger.from(used, poolHours, provisions, training).persist(StorageLevel.MEMORY_AND_DISK());
    // The first mart computes the ledger; the others find it in memory.
    write(OutputTables.MODEL_DAILY, ModelDaily.from(ledger, this::priced, provenance));
    used.unpersist();
    SideBySide.run(
        List.of(
            () -> write(OutputTables.QUERY_DAILY, queryDaily(poolHours)),
            this::writeTeamsAndTraining,
            this::writeHoursAndScenarios,
            () ->
                write(
                    OutputTables.ENERGY_BALANCE,
                    EnergyBalance.from(ledger, provisions, poolHours, provenance)),
            () -> write(OutputTables.DEVICE_HOURLY, deviceHourly()),
            () -> write(OutputTables.REJECTED, rejected()),
            () -> tables.writeEmpty(OutputTables.RESTATEMENT)));
    return null;
  }

  /** Adds the amounts to sums of the ledger of one site and interval each. */
  Dataset<Row> priced(Dataset<Row> sums) {
    SiteFactors factors = day.attributed().factors();
    return new Footprint(
            rows(siteFactors.rows(factors), SiteFactorColumns.SITE_INTERVAL),
            factors.cleanestGramsPerKwh(),
            factors.dirtiestGramsPerKwh())
        .of(sums);
  }

  private void writeTeamsAndTraining() {
    write(OutputTables.TEAM_DAILY, teamDaily());
    write(OutputTables.TRAINING_JOB, day.training().jobs(ledger, this::priced));
    write(
        OutputTables.MODEL_LIFETIME,
        day.training()
            .lifetimes(
                tables.read(OutputTables.TEAM_DAILY), tables.read(OutputTables.TRAINING_JOB)));
  }

  private void writeHoursAndScenarios() {
    write(OutputTables.MODEL_HOURLY, ModelHourly.from(ledger, this::priced, provenance));
    if (config.scenarios().isEmpty()) {
      tables.writeEmpty(OutputTables.SCENARIO_DAILY);
    } else {
      write(
          OutputTables.SCENARIO_DAILY,
          ScenarioDay.scenarioDaily(
              session,
              config,
              reference,
              provenance.day(),
              tables.read(OutputTables.MODEL_HOURLY),
              tables.read(OutputTables.MODEL_DAILY)));
    }
  }

  private Dataset<Row> queryDaily(Dataset<Row> poolHours) {
    Dataset<Row> consumption =
        session.createDataFrame(
            day.attributed().queryConsumption(), AttributedTables.CONSUMPTION.schema());
    return QueryDaily.from(
        ledger,
        Ledger.ofRequests(consumption, poolHours),
        this::priced,
        session.createDataFrame(
            day.attributed().histograms(), AttributedTables.QUERY_HISTOGRAM.schema()),
        new DayFacts(reference, provenance.day()).webSearchWh(),
        provenance);
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
            new DayFacts(reference, provenance.day()).costCenters(),
            new Table(
                "cost_centers",
                "one row per team",
                List.of(OutputTables.TEAM_ID),
                List.of(OutputTables.TEAM_ID, OutputTables.COST_CENTER))),
        provenance);
  }

  private Dataset<Row> deviceHourly() {
    return dated(
        session.createDataFrame(
            day.attributed().deviceHours(), dayless(OutputTables.DEVICE_HOURLY).schema()));
  }

  private Dataset<Row> rejected() {
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
    Table dayless = dayless(OutputTables.REJECTED);
    return dated(
        day.ingested().rejected().select(dayless.columns()).unionByName(rows(refused, dayless)));
  }

  private Dataset<Row> dated(Dataset<Row> rows) {
    return rows.withColumn(OutputTables.USAGE_DATE.name(), lit(provenance.day()));
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
}
