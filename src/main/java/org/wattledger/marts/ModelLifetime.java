package org.wattledger.marts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.CanonicalTables.JOB_ID;
import static org.wattledger.schema.CanonicalTables.OPERATION;
import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.REQUESTS;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.TEAM_ID;
import static org.wattledger.schema.OutputTables.USAGE_DATE;
import static org.wattledger.schema.Studies.BREAK_EVEN_QUERIES;
import static org.wattledger.schema.Studies.INFERENCE_EMISSIONS_GCO2E;
import static org.wattledger.schema.Studies.INFERENCE_ENERGY_WH;
import static org.wattledger.schema.Studies.INFERENCE_REQUESTS;
import static org.wattledger.schema.Studies.INFERENCE_TO_TRAINING_RATIO;
import static org.wattledger.schema.Studies.TRAINING_EMISSIONS_GCO2E;
import static org.wattledger.schema.Studies.TRAINING_ENERGY_WH;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.columns.FormulaColumns;
import org.wattledger.columns.OrderedSums;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
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
          List.of(JOB_ID, SITE_ID),
          List.of(
              MODEL_ID,
              JOB_ID,
              SITE_ID,
              FACILITY_ENERGY_WH,
              LOCATION_EMISSIONS_GCO2E,
              EMBODIED_EMISSIONS_GCO2E));

  private static final String DAYS = "ordered_days";
  private static final List<Field> AMOUNTS =
      List.of(FACILITY_ENERGY_WH, LOCATION_EMISSIONS_GCO2E, EMBODIED_EMISSIONS_GCO2E);
  private static final String UNATTRIBUTED = "(unattributed)";

  private ModelLifetime() {}

  /**
   * @param teamDays rows of {@code team_daily} of every day up to this one
   * @param trainingDays rows of {@code training_job} of every day up to this one
   * @param earlier rows of {@link #EARLIER_TRAINING}
   */
  public static Dataset<Row> from(
      Dataset<Row> teamDays,
      Dataset<Row> trainingDays,
      Dataset<Row> earlier,
      Provenance provenance) {
    Dataset<Row> rows =
        inference(teamDays)
            // One to one: both sides have one row per model.
            .join(training(trainingDays, earlier), new String[] {MODEL_ID.name()}, "full_outer")
            .filter(MODEL_ID.column().notEqual(UNATTRIBUTED));
    Column requests = INFERENCE_REQUESTS.column();
    return MeasureSums.finish(
        orNothing(rows)
            .withColumn(
                INFERENCE_TO_TRAINING_RATIO.name(),
                FormulaColumns.inferenceToTrainingRatio(
                    INFERENCE_ENERGY_WH.column(), TRAINING_ENERGY_WH.column()))
            .withColumn(
                BREAK_EVEN_QUERIES.name(),
                FormulaColumns.breakEvenQueries(
                    TRAINING_ENERGY_WH.column(),
                    try_divide(INFERENCE_ENERGY_WH.column(), requests))),
        OutputTables.MODEL_LIFETIME,
        provenance);
  }

  /** The books of inference are complete: a model that is not in them was not served. */
  private static Dataset<Row> orNothing(Dataset<Row> rows) {
    Column isServed = INFERENCE_REQUESTS.column().isNotNull();
    return rows.withColumn(
            INFERENCE_ENERGY_WH.name(), when(isServed, INFERENCE_ENERGY_WH.column()).otherwise(0.0))
        .withColumn(
            INFERENCE_EMISSIONS_GCO2E.name(),
            when(isServed, INFERENCE_EMISSIONS_GCO2E.column()).otherwise(0.0))
        .withColumn(INFERENCE_REQUESTS.name(), coalesce(INFERENCE_REQUESTS.column(), lit(0L)));
  }

  private static Dataset<Row> inference(Dataset<Row> teamDays) {
    Dataset<Row> days =
        totals(
            teamDays.filter(
                not(OPERATION.column().eqNullSafe(AttributedTables.TRAINING_OPERATION))),
            List.of(MODEL_ID, USAGE_DATE),
            List.of(TEAM_ID, OPERATION, SITE_ID),
            sum(REQUESTS.column()).as(REQUESTS.name()));
    Dataset<Row> models =
        totals(
            days,
            List.of(MODEL_ID),
            List.of(USAGE_DATE),
            sum(REQUESTS.column()).as(REQUESTS.name()));
    return models.select(
        MODEL_ID.column(),
        REQUESTS.column().as(INFERENCE_REQUESTS.name()),
        FACILITY_ENERGY_WH.column().as(INFERENCE_ENERGY_WH.name()),
        emissions().as(INFERENCE_EMISSIONS_GCO2E.name()));
  }

  private static Dataset<Row> training(Dataset<Row> trainingDays, Dataset<Row> earlier) {
    List<Column> columns = new ArrayList<>(List.of(EARLIER_TRAINING.columns()));
    columns.add(USAGE_DATE.column());
    Dataset<Row> all =
        trainingDays
            .select(columns.toArray(Column[]::new))
            .unionByName(earlier.withColumn(USAGE_DATE.name(), lit(null).cast(USAGE_DATE.type())));
    return totals(all, List.of(MODEL_ID), List.of(USAGE_DATE, JOB_ID, SITE_ID))
        .select(
            MODEL_ID.column(),
            FACILITY_ENERGY_WH.column().as(TRAINING_ENERGY_WH.name()),
            emissions().as(TRAINING_EMISSIONS_GCO2E.name()));
  }

  private static Dataset<Row> totals(
      Dataset<Row> rows, List<Field> keys, List<Field> order, Column... more) {
    Dataset<Row> collected =
        rows.groupBy(keys.stream().map(Field::column).toArray(Column[]::new))
            .agg(OrderedSums.collect(order, AMOUNTS).as(DAYS), more);
    OrderedSums ordered = OrderedSums.of(collected.col(DAYS));
    for (Field amount : AMOUNTS) {
      collected = collected.withColumn(amount.name(), ordered.sum(amount));
    }
    return collected.drop(DAYS);
  }

  private static Column emissions() {
    return LOCATION_EMISSIONS_GCO2E.column().plus(EMBODIED_EMISSIONS_GCO2E.column());
  }
}
