package org.wattledger.scenario;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.ENERGY_COST;
import static org.wattledger.schema.Measures.ENERGY_COST_CURRENCY;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IT_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.METHOD_VERSION;
import static org.wattledger.schema.Measures.MODELLED_ENERGY_MJ;
import static org.wattledger.schema.Measures.OFFSITE_WATER_L;
import static org.wattledger.schema.Measures.ONSITE_WATER_L;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.REFERENCE_VERSION;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.MODEL_ID;
import static org.wattledger.schema.OutputTables.SCENARIO_DAILY;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.USAGE_DATE;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;
import static org.wattledger.schema.ScenarioTables.BASELINE_EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.ScenarioTables.BASELINE_EMISSIONS_GCO2E;
import static org.wattledger.schema.ScenarioTables.BASELINE_ENERGY_WH;
import static org.wattledger.schema.ScenarioTables.SCENARIO_ID;
import static org.wattledger.schema.ScenarioTables.SCENARIO_KIND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.columns.OrderedSums;
import org.wattledger.schema.Field;

/**
 * One row per scenario, model, site and day: what the same load would have emitted under other
 * circumstances. Each hour of a model at a site keeps its own effective factors as far as the
 * scenario leaves them alone, so one that changes nothing repeats what was published. Rows of
 * {@code (unattributed)} take part: sums over a scenario's rows are those of the fleet.
 */
public final class ScenarioDaily {

  /** What a scenario changes, and beside it what was published; summed over the hours. */
  private static final List<Field> AMOUNTS =
      List.of(
          IT_ENERGY_WH,
          FACILITY_ENERGY_WH,
          LOCATION_EMISSIONS_GCO2E,
          EMBODIED_EMISSIONS_GCO2E,
          ONSITE_WATER_L,
          OFFSITE_WATER_L,
          ENERGY_COST,
          BASELINE_ENERGY_WH,
          BASELINE_EMISSIONS_GCO2E,
          BASELINE_EMBODIED_EMISSIONS_GCO2E);

  private static final List<Field> BY_ENERGY =
      List.of(
          IT_ENERGY_WH,
          FACILITY_ENERGY_WH,
          LOCATION_EMISSIONS_GCO2E,
          ONSITE_WATER_L,
          OFFSITE_WATER_L,
          ENERGY_COST);

  private static final List<Field> METERED =
      List.of(
          ACTIVE_ENERGY_MJ,
          IDLE_ENERGY_MJ,
          PROVISIONED_IDLE_ENERGY_MJ,
          UNATTRIBUTED_ENERGY_MJ,
          MODELLED_ENERGY_MJ);

  private static final String KNOWN_MJ = "known_mj";
  private static final String UNKNOWN_HOURS = "unknown_hours";
  private static final String LEAST_CURRENCY = "least_currency";
  private static final String ORDERED = "ordered_rows";

  private ScenarioDaily() {}

  /**
   * @param modelHourly a day's rows of the published table
   * @param modelDaily the same day's; it names the devices
   * @param scenarioHours {@code SCENARIO_HOUR}, for every site of the day
   * @param scenarioDevices {@code SCENARIO_DEVICE}, for every device model of the day
   */
  public static Dataset<Row> from(
      Dataset<Row> modelHourly,
      Dataset<Row> modelDaily,
      Dataset<Row> scenarioHours,
      Dataset<Row> scenarioDevices) {
    Dataset<Row> hardware = ScenarioHardware.from(modelDaily, scenarioDevices);
    Dataset<Row> rows =
        withoutUnmeteredHours(modelHourly)
            // One to many: an hour of a model at a site appears once per scenario.
            .join(broadcast(scenarioHours), names(SITE_ID, USAGE_HOUR))
            // Many to one: ratios hold for the day; there are none but for other hardware.
            .join(broadcast(hardware), names(SCENARIO_ID, MODEL_ID, SITE_ID), "left");
    return summed(OtherCircumstances.applied(withBaseline(rows)));
  }

  /**
   * Requests without any meter have no energy of their own: beside metered hours they add nothing,
   * as in the daily tables; a day of nothing else stays unknown.
   */
  private static Dataset<Row> withoutUnmeteredHours(Dataset<Row> modelHourly) {
    Column energyMj = METERED.stream().map(ScenarioDaily::known).reduce(Column::plus).orElseThrow();
    Column isUnmetered = IT_ENERGY_WH.column().isNull().and(energyMj.equalTo(lit(0L)));
    Dataset<Row> rows =
        modelHourly
            .withColumn(KNOWN_MJ, energyMj)
            .withColumn(UNKNOWN_HOURS, when(isUnmetered, lit(1L)).otherwise(lit(0L)));
    Column hasEnergy = rows.col(UNKNOWN_HOURS).equalTo(lit(0L));
    for (Field amount : BY_ENERGY) {
      rows = rows.withColumn(amount.name(), when(hasEnergy, amount.column()).otherwise(lit(0.0)));
    }
    return rows;
  }

  private static Dataset<Row> withBaseline(Dataset<Row> rows) {
    return rows.withColumn(BASELINE_ENERGY_WH.name(), FACILITY_ENERGY_WH.column())
        .withColumn(BASELINE_EMISSIONS_GCO2E.name(), LOCATION_EMISSIONS_GCO2E.column())
        .withColumn(BASELINE_EMBODIED_EMISSIONS_GCO2E.name(), EMBODIED_EMISSIONS_GCO2E.column());
  }

  private static Dataset<Row> summed(Dataset<Row> rows) {
    Dataset<Row> collected =
        rows.groupBy(
                USAGE_DATE.column(),
                SCENARIO_ID.column(),
                SCENARIO_KIND.column(),
                MODEL_ID.column(),
                SITE_ID.column())
            .agg(
                OrderedSums.collect(List.of(USAGE_HOUR), AMOUNTS).as(ORDERED),
                sum(col(KNOWN_MJ)).as(KNOWN_MJ),
                sum(col(UNKNOWN_HOURS)).as(UNKNOWN_HOURS),
                min(ENERGY_COST_CURRENCY.column()).as(LEAST_CURRENCY),
                max(ENERGY_COST_CURRENCY.column()).as(ENERGY_COST_CURRENCY.name()),
                max(METHOD_VERSION.column()).as(METHOD_VERSION.name()),
                max(REFERENCE_VERSION.column()).as(REFERENCE_VERSION.name()));
    OrderedSums sums = OrderedSums.of(collected.col(ORDERED));
    Column isUnknown = col(KNOWN_MJ).equalTo(lit(0L)).and(col(UNKNOWN_HOURS).gt(lit(0L)));
    Column isOneCurrency = ENERGY_COST_CURRENCY.column().eqNullSafe(col(LEAST_CURRENCY));
    List<Column> columns = new ArrayList<>();
    for (Field field : SCENARIO_DAILY.fields()) {
      Column value = field.column();
      if (AMOUNTS.contains(field)) {
        value = when(isUnknown.equalTo(lit(false)), sums.sum(field));
      }
      if (field.equals(ENERGY_COST) || field.equals(ENERGY_COST_CURRENCY)) {
        // Amounts of different currencies have no sum.
        value = when(isOneCurrency, value);
      }
      columns.add(value.as(field.name()));
    }
    return collected.select(columns.toArray(Column[]::new));
  }

  /** An amount that no stage fills is none. */
  static Column known(Field mj) {
    return coalesce(mj.column(), lit(0L));
  }

  private static String[] names(Field... fields) {
    return Arrays.stream(fields).map(Field::name).toArray(String[]::new);
  }
}
