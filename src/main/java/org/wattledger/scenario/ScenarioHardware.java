package org.wattledger.scenario;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.DEVICE_MODEL;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.ScenarioTables.ACTIVE_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.EMBODIED_RATIO;
import static org.wattledger.schema.ScenarioTables.HOST_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.IDLE_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.SCENARIO_ID;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.OrderedSums;
import org.wattledger.schema.Field;
import org.wattledger.schema.Unit;

/**
 * How other hardware compares with the devices that served a model at a site: one row per scenario
 * of other hardware, model and site. Where a model ran on several kinds of devices, each kind's
 * ratio counts by what it scales: idle energy, host energy, embodied emissions of the day.
 */
final class ScenarioHardware {

  private static final Field IDLE_BEFORE = amount("idle_before");
  private static final Field IDLE_AFTER = amount("idle_after");
  private static final Field HOST_BEFORE = amount("host_before");
  private static final Field HOST_AFTER = amount("host_after");
  private static final Field EMBODIED_BEFORE = amount("embodied_before");
  private static final Field EMBODIED_AFTER = amount("embodied_after");
  private static final String ORDERED = "ordered_rows";

  private ScenarioHardware() {}

  /**
   * @param modelDaily which devices served a model at a site
   * @param devices ratios by scenario and device model; every device model of the day must be there
   */
  static Dataset<Row> from(Dataset<Row> modelDaily, Dataset<Row> devices) {
    Column idleMj =
        known(IDLE_ENERGY_MJ)
            .plus(known(PROVISIONED_IDLE_ENERGY_MJ))
            .plus(known(UNATTRIBUTED_ENERGY_MJ));
    Dataset<Row> ratios = devices.withColumnRenamed(DEVICE_MODEL.name(), "compared_device_model");
    Dataset<Row> compared =
        // One to many: a row of the day appears once per scenario.
        modelDaily
            .join(
                broadcast(ratios),
                DEVICE_MODEL.column().eqNullSafe(ratios.col("compared_device_model")))
            .withColumn(IDLE_BEFORE.name(), idleMj)
            .withColumn(IDLE_AFTER.name(), scaled(IDLE_BEFORE, IDLE_ENERGY_RATIO))
            .withColumn(HOST_BEFORE.name(), known(HOST_ENERGY_MJ))
            .withColumn(HOST_AFTER.name(), scaled(HOST_BEFORE, HOST_ENERGY_RATIO))
            .withColumn(EMBODIED_BEFORE.name(), EMBODIED_EMISSIONS_GCO2E.column())
            .withColumn(EMBODIED_AFTER.name(), scaled(EMBODIED_BEFORE, EMBODIED_RATIO));
    Dataset<Row> collected =
        compared
            .groupBy(SCENARIO_ID.column(), MODEL_ID.column(), SITE_ID.column())
            .agg(
                max(ACTIVE_ENERGY_RATIO.column()).as(ACTIVE_ENERGY_RATIO.name()),
                OrderedSums.collect(
                        List.of(DEVICE_MODEL),
                        List.of(
                            IDLE_BEFORE,
                            IDLE_AFTER,
                            HOST_BEFORE,
                            HOST_AFTER,
                            EMBODIED_BEFORE,
                            EMBODIED_AFTER))
                    .as(ORDERED));
    OrderedSums sums = OrderedSums.of(collected.col(ORDERED));
    return collected.select(
        SCENARIO_ID.column(),
        MODEL_ID.column(),
        SITE_ID.column(),
        ACTIVE_ENERGY_RATIO.column(),
        ratio(sums, IDLE_AFTER, IDLE_BEFORE).as(IDLE_ENERGY_RATIO.name()),
        ratio(sums, HOST_AFTER, HOST_BEFORE).as(HOST_ENERGY_RATIO.name()),
        ratio(sums, EMBODIED_AFTER, EMBODIED_BEFORE).as(EMBODIED_RATIO.name()));
  }

  /** An amount of nothing needs no ratio. */
  private static Column scaled(Field before, Field ratio) {
    return when(before.column().equalTo(lit(0.0)), lit(0.0))
        .otherwise(before.column().multiply(ratio.column()));
  }

  private static Column ratio(OrderedSums sums, Field after, Field before) {
    return try_divide(sums.sum(after), sums.sum(before));
  }

  private static Column known(Field mj) {
    return coalesce(mj.column(), lit(0L)).cast(DataTypes.DoubleType);
  }

  private static Field amount(String name) {
    return Field.amount(name, Unit.NONE, "Amount before or after the change of hardware");
  }
}
