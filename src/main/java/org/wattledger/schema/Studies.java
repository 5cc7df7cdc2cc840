package org.wattledger.schema;

import static org.wattledger.schema.Field.amount;
import static org.wattledger.schema.Field.count;
import static org.wattledger.schema.Field.instant;
import static org.wattledger.schema.Field.text;

import java.util.List;

/**
 * Published tables that look beyond one day's serving: training, what-if, and corrections. They are
 * methods, because their columns belong to {@link OutputTables}, which lists them.
 */
public final class Studies {

  public static final Field JOB_ENERGY_BASIS =
      text(
          "energy_basis",
          "Weakest of the job's parts: METERED, STATED_ENERGY (in the job's record), STATED_POWER"
              + " (device time x watts of the record), RATED (device time x maximum of the hardware"
              + " table); null: nothing is known of a part");
  public static final Field JOB_DEVICES =
      count("devices", "Accelerators of the job on the day, the most at one time");
  public static final Field JOB_DEVICE_TIME_H =
      amount("device_time_h", Unit.HOURS, "Accelerator time of the job on the day");
  public static final Field INFERENCE_REQUESTS =
      count("inference_requests", "Requests since the first published day");
  public static final Field TRAINING_ENERGY_WH =
      amount(
          "training_energy_wh",
          Unit.WATT_HOURS,
          "Facility energy of its training; null: none is listed, or not known");
  public static final Field INFERENCE_ENERGY_WH =
      amount(
          "inference_energy_wh",
          Unit.WATT_HOURS,
          "Facility energy of its inference, provisioned idle included");
  public static final Field TRAINING_EMISSIONS_GCO2E =
      amount(
          "training_emissions_gco2e",
          Unit.GRAMS_CO2E,
          "Location-based and embodied emissions of its training");
  public static final Field INFERENCE_EMISSIONS_GCO2E =
      amount(
          "inference_emissions_gco2e",
          Unit.GRAMS_CO2E,
          "Location-based and embodied emissions of its inference");
  public static final Field INFERENCE_TO_TRAINING_RATIO =
      amount(
          "inference_to_training_ratio", Unit.RATIO, "Energy of inference in energies of training");
  public static final Field BREAK_EVEN_QUERIES =
      amount(
          "break_even_queries",
          Unit.COUNT,
          "Queries whose energy equals the training's, at the mean so far");

  public static final Field JOB_STARTED_AT = instant("started_at", "When the job began");
  public static final Field JOB_ENDED_AT =
      instant("ended_at", "When the job ended; null: still running");
  public static final Field OLD_VALUE =
      amount("old_value", Unit.NONE, "Total as it was published, in the measure's unit");
  public static final Field NEW_VALUE =
      amount("new_value", Unit.NONE, "Total as it is now, in the measure's unit");
  public static final Field TABLE_NAME = text("table_name", "Restated table").required();
  private static final Field MEASURE = text("measure", "Restated column").required();
  public static final Field RUN_ID = text("run_id", "Run that restated the day").required();
  public static final Field PUBLISHED_AT =
      instant("published_at", "When the restatement was published");

  private Studies() {}

  static Table trainingJob() {
    return new Table(
        "training_job",
        "one row per training job, site and day on which it ran",
        List.of(OutputTables.USAGE_DATE, CanonicalTables.JOB_ID, OutputTables.SITE_ID),
        OutputTables.fields(
            List.of(
                OutputTables.USAGE_DATE,
                CanonicalTables.JOB_ID,
                OutputTables.MODEL_ID,
                OutputTables.TEAM_ID,
                OutputTables.SITE_ID,
                OutputTables.DEVICE_MODEL,
                JOB_STARTED_AT,
                JOB_ENDED_AT,
                JOB_ENERGY_BASIS,
                JOB_DEVICES,
                JOB_DEVICE_TIME_H,
                Measures.ACTIVE_ENERGY_MJ),
            Measures.BESIDE_LEDGER,
            Measures.FOOTPRINT,
            Measures.PROVENANCE));
  }

  static Table modelLifetime() {
    return new Table(
        "model_lifetime",
        "one row per model: its training beside its inference up to and including the day",
        List.of(OutputTables.USAGE_DATE, OutputTables.MODEL_ID),
        List.of(
            OutputTables.USAGE_DATE,
            OutputTables.MODEL_ID,
            INFERENCE_REQUESTS,
            TRAINING_ENERGY_WH,
            INFERENCE_ENERGY_WH,
            TRAINING_EMISSIONS_GCO2E,
            INFERENCE_EMISSIONS_GCO2E,
            INFERENCE_TO_TRAINING_RATIO,
            BREAK_EVEN_QUERIES,
            Measures.METHOD_VERSION,
            Measures.REFERENCE_VERSION));
  }

  static Table scenarioDaily() {
    return new Table(
        "scenario_daily",
        "one row per scenario, model, site and day: the same load under other circumstances",
        List.of(
            OutputTables.USAGE_DATE,
            ScenarioTables.SCENARIO_ID,
            OutputTables.MODEL_ID,
            OutputTables.SITE_ID),
        List.of(
            OutputTables.USAGE_DATE,
            ScenarioTables.SCENARIO_ID,
            ScenarioTables.SCENARIO_KIND,
            OutputTables.MODEL_ID,
            OutputTables.SITE_ID,
            Measures.IT_ENERGY_WH,
            Measures.FACILITY_ENERGY_WH,
            Measures.LOCATION_EMISSIONS_GCO2E,
            Measures.EMBODIED_EMISSIONS_GCO2E,
            Measures.ONSITE_WATER_L,
            Measures.OFFSITE_WATER_L,
            Measures.ENERGY_COST,
            ScenarioTables.BASELINE_ENERGY_WH,
            ScenarioTables.BASELINE_EMISSIONS_GCO2E,
            ScenarioTables.BASELINE_EMBODIED_EMISSIONS_GCO2E,
            Measures.ENERGY_COST_CURRENCY,
            Measures.METHOD_VERSION,
            Measures.REFERENCE_VERSION));
  }

  static Table restatement() {
    return new Table(
        "restatement",
        "one row per measure of a table whose total a later run changed",
        List.of(OutputTables.USAGE_DATE, TABLE_NAME, MEASURE, RUN_ID),
        List.of(
            OutputTables.USAGE_DATE,
            TABLE_NAME,
            MEASURE,
            OLD_VALUE,
            NEW_VALUE,
            text("reason", "Late input, new method or new reference version"),
            RUN_ID,
            PUBLISHED_AT));
  }
}
