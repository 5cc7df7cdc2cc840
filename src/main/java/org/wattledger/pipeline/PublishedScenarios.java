package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PublishedDay;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceSource;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.ScenarioTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/** Scenarios on the load of published days, for somebody who asks; writes nothing. */
public final class PublishedScenarios {

  /** A row of {@code scenario_daily}; null: unknown. */
  public record Line(
      LocalDate usageDate,
      String scenarioId,
      String scenarioKind,
      String modelId,
      String siteId,
      Double itEnergyWh,
      Double facilityEnergyWh,
      Double locationEmissionsGco2e,
      Double embodiedEmissionsGco2e,
      Double onsiteWaterL,
      Double offsiteWaterL,
      Double energyCost,
      String energyCostCurrency,
      Double baselineEnergyWh,
      Double baselineEmissionsGco2e,
      Double baselineEmbodiedEmissionsGco2e) {}

  private final WattledgerConfig config;
  private final Path warehouse;
  private final Reference reference;

  private PublishedScenarios(WattledgerConfig config) {
    this.config = config;
    this.warehouse = Warehouse.directory(config.warehouse());
    this.reference =
        ReferenceCatalog.load(
            new ReferenceSource(config.reference().directory(), config.reference().versions()));
  }

  /** Those of the configuration; reads the reference tables, and needs no engine. */
  public static PublishedScenarios of(WattledgerConfig config) {
    return new PublishedScenarios(config);
  }

  /** What the scenarios name and the reference tables lack on a day. */
  public List<String> problems(LocalDate day) {
    return ScenarioDay.problems(config, reference, day);
  }

  /**
   * Why the scenarios of a day may not fit what was published.
   *
   * @throws RunFailure INPUT if the day is not published
   */
  public List<String> warnings(LocalDate day) {
    List<String> warnings = new ArrayList<>();
    PublishedDay published = published(day);
    if (!published.referenceVersion().equals(reference.version())) {
      warnings.add(
          "%s was published with reference %s; what a scenario changes is taken from %s"
              .formatted(day, published.referenceVersion(), reference.version()));
    }
    return warnings;
  }

  /**
   * Every scenario of the configuration, by scenario in its order, then by model and site.
   *
   * @throws RunFailure INPUT if the day is not published
   */
  public List<Line> lines(Engine engine, LocalDate day) {
    published(day);
    SparkSession session = engine.session();
    List<Row> rows =
        ScenarioDay.rows(
                config,
                reference,
                day,
                read(session, OutputTables.MODEL_HOURLY, day),
                read(session, OutputTables.MODEL_DAILY, day))
            .stream()
            .sorted(new KeyOrder(OutputTables.SCENARIO_DAILY))
            .toList();
    List<Line> lines = new ArrayList<>();
    config
        .scenarios()
        .forEach(
            scenario ->
                rows.stream()
                    .filter(row -> scenario.name().equals(text(row, ScenarioTables.SCENARIO_ID)))
                    .map(row -> line(day, row))
                    .forEach(lines::add));
    return lines;
  }

  private PublishedDay published(LocalDate day) {
    return PublishedDay.read(warehouse, day)
        .orElseThrow(
            () ->
                new RunFailure(
                    ExitCode.INPUT,
                    "%s is not published in %s".formatted(day, warehouse),
                    "publish it with run --date %s, or name the warehouse with --config"
                        .formatted(day)));
  }

  private List<Row> read(SparkSession session, Table table, LocalDate day) {
    return session
        .read()
        .schema(table.schema())
        .parquet(SparkPath.of(warehouse.resolve(table.name()).resolve("dt=" + day)))
        .collectAsList();
  }

  private static Line line(LocalDate day, Row row) {
    return new Line(
        day,
        text(row, ScenarioTables.SCENARIO_ID),
        text(row, ScenarioTables.SCENARIO_KIND),
        text(row, OutputTables.MODEL_ID),
        text(row, OutputTables.SITE_ID),
        amount(row, Measures.IT_ENERGY_WH),
        amount(row, Measures.FACILITY_ENERGY_WH),
        amount(row, Measures.LOCATION_EMISSIONS_GCO2E),
        amount(row, Measures.EMBODIED_EMISSIONS_GCO2E),
        amount(row, Measures.ONSITE_WATER_L),
        amount(row, Measures.OFFSITE_WATER_L),
        amount(row, Measures.ENERGY_COST),
        text(row, Measures.ENERGY_COST_CURRENCY),
        amount(row, ScenarioTables.BASELINE_ENERGY_WH),
        amount(row, ScenarioTables.BASELINE_EMISSIONS_GCO2E),
        amount(row, ScenarioTables.BASELINE_EMBODIED_EMISSIONS_GCO2E));
  }

  private static String text(Row row, Field field) {
    return row.getAs(field.name());
  }

  private static Double amount(Row row, Field field) {
    return row.getAs(field.name());
  }
}
