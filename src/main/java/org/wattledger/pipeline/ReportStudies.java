package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.report.SmallTeams;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.ScenarioTables;
import org.wattledger.schema.Studies;

/** What-if, and training beside inference. */
final class ReportStudies {

  private static final int MOST_JOBS = 500;
  private static final int MOST_MODELS = 2_000;

  private ReportStudies() {}

  /** One row per scenario, the lowest emissions first; nothing of a partly unknown scenario. */
  static ReportTable scenarios(Dataset<Row> scenarioDaily) {
    List<List<Object>> rows = new ArrayList<>();
    scenarioDaily
        .groupBy(ScenarioTables.SCENARIO_ID.column())
        .agg(
            min(ScenarioTables.SCENARIO_KIND.column()),
            sum(Measures.FACILITY_ENERGY_WH.column()),
            sum(Measures.LOCATION_EMISSIONS_GCO2E.column()),
            sum(ScenarioTables.BASELINE_EMISSIONS_GCO2E.column()),
            sum(Measures.EMBODIED_EMISSIONS_GCO2E.column()),
            sum(Measures.ONSITE_WATER_L.column()),
            sum(Measures.OFFSITE_WATER_L.column()),
            countDistinct(OutputTables.USAGE_DATE.column()))
        .collectAsList()
        .forEach(row -> rows.add(ReportRows.withChange(ReportRows.cells(row), 4, 3)));
    rows.sort(
        Comparator.comparingDouble(
                (List<Object> row) -> row.get(3) == null ? Double.MAX_VALUE : (Double) row.get(3))
            .thenComparing(row -> (String) row.get(0)));
    ReportColumns columns =
        new ReportColumns()
            .text("scenario", "Scenario", ScenarioTables.SCENARIO_ID.name())
            .text("kind", "Kind", ScenarioTables.SCENARIO_KIND.name())
            .derived("facility", "Facility", Quantity.ENERGY_WH, Measures.FACILITY_ENERGY_WH.name())
            .derived(
                "location",
                "Location-based",
                Quantity.EMISSIONS_G,
                Measures.LOCATION_EMISSIONS_GCO2E.name())
            .derived(
                "published",
                "As published",
                Quantity.EMISSIONS_G,
                ScenarioTables.BASELINE_EMISSIONS_GCO2E.name())
            .derived(
                "change",
                "Change",
                Quantity.SHARE,
                "location_emissions_gco2e / baseline_emissions_gco2e - 1")
            .derived(
                "embodied",
                "Embodied",
                Quantity.EMISSIONS_G,
                Measures.EMBODIED_EMISSIONS_GCO2E.name())
            .derived("onsite", "Water on site", Quantity.WATER_L, Measures.ONSITE_WATER_L.name())
            .detail()
            .derived("offsite", "Water off site", Quantity.WATER_L, Measures.OFFSITE_WATER_L.name())
            .detail()
            .derived("days", "Days", Quantity.COUNT, "published days that hold the scenario");
    return new ReportTable(
        "scenarios", "The same load under other circumstances", columns.columns(), rows, false);
  }

  /** One row per training job, the largest first. */
  static ReportTable training(Dataset<Row> trainingJob, SmallTeams small) {
    List<List<Object>> rows = new ArrayList<>();
    trainingJob
        .groupBy(
            CanonicalTables.JOB_ID.column(),
            OutputTables.MODEL_ID.column(),
            OutputTables.TEAM_ID.column(),
            OutputTables.SITE_ID.column())
        .agg(
            max(OutputTables.DEVICE_MODEL.column()),
            max(Studies.JOB_DEVICES.column()),
            sum(Studies.JOB_DEVICE_TIME_H.column()),
            max(Studies.JOB_ENERGY_BASIS.column()),
            sum(Measures.ACTIVE_ENERGY_MJ.column()),
            sum(Measures.MODELLED_ENERGY_MJ.column()),
            sum(Measures.FACILITY_ENERGY_WH.column()).as("facility"),
            sum(Measures.LOCATION_EMISSIONS_GCO2E.column()),
            sum(Measures.EMBODIED_EMISSIONS_GCO2E.column()))
        .orderBy(
            org.apache.spark.sql.functions.col("facility").desc_nulls_last(),
            CanonicalTables.JOB_ID.column())
        .limit(MOST_JOBS)
        .collectAsList()
        .forEach(
            row -> {
              List<Object> cells = ReportRows.cells(row);
              cells.set(2, small.shown((String) cells.get(2)));
              if (SmallTeams.ROW.equals(cells.get(2))) {
                cells.set(0, "(job of a small team)");
              }
              rows.add(cells);
            });
    ReportColumns columns =
        new ReportColumns()
            .text("job", "Job", CanonicalTables.JOB_ID.name())
            .text("model", "Model", OutputTables.MODEL_ID.name())
            .text("team", "Team", OutputTables.TEAM_ID.name())
            .text("site", "Site", OutputTables.SITE_ID.name())
            .text("device", "Device", OutputTables.DEVICE_MODEL.name())
            .detail()
            .derived("devices", "Devices", Quantity.NUMBER, "devices, the most at one time")
            .derived("time", "Device time", Quantity.HOURS, Studies.JOB_DEVICE_TIME_H.name())
            .text("basis", "Basis", Studies.JOB_ENERGY_BASIS.name())
            .detail()
            .derived("active", "Metered", Quantity.ENERGY_MJ, Measures.ACTIVE_ENERGY_MJ.name())
            .derived("modelled", "Modelled", Quantity.ENERGY_MJ, Measures.MODELLED_ENERGY_MJ.name())
            .derived("facility", "Facility", Quantity.ENERGY_WH, Measures.FACILITY_ENERGY_WH.name())
            .derived(
                "location",
                "Location-based",
                Quantity.EMISSIONS_G,
                Measures.LOCATION_EMISSIONS_GCO2E.name())
            .derived(
                "embodied",
                "Embodied",
                Quantity.EMISSIONS_G,
                Measures.EMBODIED_EMISSIONS_GCO2E.name());
    return new ReportTable(
        "training", "Training jobs that ran in the range", columns.columns(), rows, true);
  }

  /** One row per model that has training or inference so far, the largest first. */
  static ReportTable lifetimes(Dataset<Row> modelLifetime) {
    List<List<Object>> rows =
        ReportRows.first(
            modelLifetime
                .select(
                    OutputTables.MODEL_ID.column(),
                    Studies.INFERENCE_REQUESTS.column(),
                    Studies.TRAINING_ENERGY_WH.column(),
                    Studies.INFERENCE_ENERGY_WH.column(),
                    Studies.INFERENCE_TO_TRAINING_RATIO.column(),
                    Studies.BREAK_EVEN_QUERIES.column(),
                    Studies.TRAINING_EMISSIONS_GCO2E.column(),
                    Studies.INFERENCE_EMISSIONS_GCO2E.column())
                .orderBy(
                    coalesce(Studies.TRAINING_ENERGY_WH.column(), lit(0))
                        .plus(coalesce(Studies.INFERENCE_ENERGY_WH.column(), lit(0)))
                        .desc(),
                    OutputTables.MODEL_ID.column()),
            MOST_MODELS);
    ReportColumns columns =
        new ReportColumns()
            .text("model", "Model", OutputTables.MODEL_ID.name())
            .derived("requests", "Requests", Quantity.COUNT, Studies.INFERENCE_REQUESTS.name())
            .derived("training", "Training", Quantity.ENERGY_WH, Studies.TRAINING_ENERGY_WH.name())
            .derived(
                "inference", "Inference", Quantity.ENERGY_WH, Studies.INFERENCE_ENERGY_WH.name())
            .derived(
                "ratio",
                "Inference by training",
                Quantity.RATIO,
                Studies.INFERENCE_TO_TRAINING_RATIO.name())
            .derived(
                "even", "Break-even queries", Quantity.NUMBER, Studies.BREAK_EVEN_QUERIES.name())
            .derived(
                "training_g",
                "Training",
                Quantity.EMISSIONS_G,
                Studies.TRAINING_EMISSIONS_GCO2E.name())
            .derived(
                "inference_g",
                "Inference",
                Quantity.EMISSIONS_G,
                Studies.INFERENCE_EMISSIONS_GCO2E.name());
    return new ReportTable(
        "lifetimes",
        "Training beside inference since the first published day",
        columns.columns(),
        rows,
        false);
  }
}
