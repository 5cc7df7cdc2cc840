package org.wattledger.marts;

import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Studies;
import org.wattledger.schema.Table;

/**
 * One row per model that was trained or served: all of its training beside all of its inference, up
 * to and including the day. Inference is what the model's teams were charged and what was
 * provisioned for it, without training; whatever is unknown on one day is unknown of the whole.
 *
 * <p>The same inputs and the same published days give the same numbers. A day that is restated
 * shows in later days once these are run again.
 */
public final class ModelLifetime {

  /** Training before the first published day: facility energy and emissions, null if unknown. */
  public static final Table EARLIER_TRAINING =
      new Table(
          "earlier_training",
          "one row per job and site",
          List.of(CanonicalTables.JOB_ID, OutputTables.SITE_ID),
          List.of(
              OutputTables.MODEL_ID,
              CanonicalTables.JOB_ID,
              OutputTables.SITE_ID,
              FACILITY_ENERGY_WH,
              LOCATION_EMISSIONS_GCO2E,
              EMBODIED_EMISSIONS_GCO2E));

  private ModelLifetime() {}

  /** Training of a job at a site on a day; what lies before the first day has the empty one. */
  private record Trained(String day, String jobId, String siteId, LifetimeAmounts amounts) {
    static final Comparator<Trained> ORDER =
        Comparator.comparing(Trained::day)
            .thenComparing(Trained::jobId)
            .thenComparing(Trained::siteId);
  }

  /**
   * @param inferenceDays of every day up to this one
   * @param trainingDays rows of {@code training_job} of every day up to this one
   * @param earlier rows of {@link #EARLIER_TRAINING}
   */
  public static List<Row> rows(
      Collection<InferenceDay> inferenceDays,
      List<Row> trainingDays,
      List<Row> earlier,
      Provenance provenance) {
    Map<String, InferenceDay> inference = inference(inferenceDays);
    Map<String, LifetimeAmounts> training = training(trainingDays, earlier);
    TreeSet<String> models = new TreeSet<>(inference.keySet());
    models.addAll(training.keySet());
    models.remove(OutputTables.UNATTRIBUTED);
    MartRows mart = new MartRows(OutputTables.MODEL_LIFETIME, provenance);
    List<Row> rows = new ArrayList<>();
    for (String model : models) {
      // The books of inference are complete: a model that is not in them was not served.
      InferenceDay served =
          inference.getOrDefault(model, new InferenceDay(model, "", 0, LifetimeAmounts.NOTHING));
      LifetimeAmounts trained = training.getOrDefault(model, LifetimeAmounts.UNKNOWN);
      Map<String, Object> row = new HashMap<>();
      row.put(OutputTables.MODEL_ID.name(), model);
      row.put(Studies.INFERENCE_REQUESTS.name(), served.requests());
      put(row, Studies.INFERENCE_ENERGY_WH, served.amounts().facilityWh());
      put(row, Studies.INFERENCE_EMISSIONS_GCO2E, served.amounts().emissionsG());
      put(row, Studies.TRAINING_ENERGY_WH, trained.facilityWh());
      put(row, Studies.TRAINING_EMISSIONS_GCO2E, trained.emissionsG());
      putRatios(row, served, trained.facilityWh());
      rows.add(mart.row(row));
    }
    return rows;
  }

  private static void putRatios(Map<String, Object> row, InferenceDay served, double trainingWh) {
    double inferenceWh = served.amounts().facilityWh();
    put(
        row,
        Studies.INFERENCE_TO_TRAINING_RATIO,
        TrainingEnergy.inferenceToTrainingRatio(inferenceWh, trainingWh));
    double perQueryWh = served.requests() == 0 ? Double.NaN : inferenceWh / served.requests();
    put(row, Studies.BREAK_EVEN_QUERIES, TrainingEnergy.breakEvenQueries(trainingWh, perQueryWh));
  }

  /** All days of each model, added in their order. */
  private static Map<String, InferenceDay> inference(Collection<InferenceDay> days) {
    Map<String, InferenceDay> models = new HashMap<>();
    days.stream()
        .sorted(Comparator.comparing(InferenceDay::day))
        .forEach(
            day ->
                models.merge(
                    day.modelId(),
                    new InferenceDay(
                        day.modelId(),
                        day.day(),
                        day.requests(),
                        LifetimeAmounts.NOTHING.plus(day.amounts())),
                    InferenceDay::plus));
    return models;
  }

  /** All training of each model, added in the order of day, job and site. */
  private static Map<String, LifetimeAmounts> training(List<Row> days, List<Row> earlier) {
    Map<String, List<Trained>> models = new TreeMap<>();
    Columns ofEarlier = new Columns(EARLIER_TRAINING);
    for (Row row : earlier) {
      add(models, "", row, ofEarlier);
    }
    Columns ofDays = new Columns(OutputTables.TRAINING_JOB);
    for (Row row : days) {
      add(models, ofDays.text(row, OutputTables.USAGE_DATE), row, ofDays);
    }
    Map<String, LifetimeAmounts> sums = new HashMap<>();
    models.forEach(
        (model, trained) ->
            sums.put(
                model,
                trained.stream()
                    .sorted(Trained.ORDER)
                    .map(Trained::amounts)
                    .reduce(LifetimeAmounts.NOTHING, LifetimeAmounts::plus)));
    return sums;
  }

  private static void add(Map<String, List<Trained>> models, String day, Row row, Columns columns) {
    models
        .computeIfAbsent(columns.text(row, OutputTables.MODEL_ID), model -> new ArrayList<>())
        .add(
            new Trained(
                day,
                columns.text(row, CanonicalTables.JOB_ID),
                columns.text(row, OutputTables.SITE_ID),
                LifetimeAmounts.of(row, columns)));
  }

  private static void put(Map<String, Object> row, Field field, double amount) {
    if (!Double.isNaN(amount)) {
      row.put(field.name(), amount);
    }
  }
}
