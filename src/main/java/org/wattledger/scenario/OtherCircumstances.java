package org.wattledger.scenario;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.columns.ScenarioColumns.blended;
import static org.wattledger.columns.ScenarioColumns.facilityEnergyWh;
import static org.wattledger.columns.ScenarioColumns.partChangeWh;
import static org.wattledger.columns.ScenarioColumns.perKwh;
import static org.wattledger.scenario.ScenarioDaily.known;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.ENERGY_COST;
import static org.wattledger.schema.Measures.ENERGY_COST_CURRENCY;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IT_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.MODELLED_ENERGY_MJ;
import static org.wattledger.schema.Measures.OFFSITE_WATER_L;
import static org.wattledger.schema.Measures.ONSITE_WATER_L;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.ScenarioTables.ACTIVE_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.EMBODIED_RATIO;
import static org.wattledger.schema.ScenarioTables.HOST_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.IDLE_ENERGY_RATIO;
import static org.wattledger.schema.ScenarioTables.IS_OTHER_BUILDING;
import static org.wattledger.schema.ScenarioTables.IS_OTHER_PRICE;
import static org.wattledger.schema.ScenarioTables.OTHER_CURRENCY;
import static org.wattledger.schema.ScenarioTables.OTHER_EWIF_L_PER_KWH;
import static org.wattledger.schema.ScenarioTables.OTHER_GCO2E_PER_KWH;
import static org.wattledger.schema.ScenarioTables.OTHER_PRICE_PER_KWH;
import static org.wattledger.schema.ScenarioTables.OTHER_PUE_RATIO;
import static org.wattledger.schema.ScenarioTables.OTHER_WUE_L_PER_KWH;
import static org.wattledger.schema.ScenarioTables.REPLACED_RATIO;
import static org.wattledger.schema.ScenarioTables.SCENARIO_KIND;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.columns.ScenarioColumns;
import org.wattledger.config.ScenarioConfig;
import org.wattledger.schema.Field;

/**
 * Rows of model, site and hour as the scenario beside each has them: energy first, then everything
 * that follows from it. What a scenario leaves alone keeps the row's own effective factor.
 */
final class OtherCircumstances {

  private static final String CHANGE_WH = "change_wh";
  private static final String ENERGY_RATIO = "energy_ratio";
  private static final String PROVISIONED_TIME_RATIO = "provisioned_time_ratio";

  private OtherCircumstances() {}

  static Dataset<Row> applied(Dataset<Row> rows) {
    return withCost(withWater(withEmissions(withEnergy(rows))));
  }

  private static Dataset<Row> withEnergy(Dataset<Row> rows) {
    Column itEnergy = IT_ENERGY_WH.column();
    Column changed = ScenarioColumns.changedEnergyWh(itEnergy, col(CHANGE_WH));
    return rows.withColumn(
            PROVISIONED_TIME_RATIO,
            ScenarioColumns.provisionedTimeRatio(
                known(ACTIVE_ENERGY_MJ), known(IDLE_ENERGY_MJ), known(PROVISIONED_IDLE_ENERGY_MJ)))
        .withColumn(CHANGE_WH, changeWh())
        .withColumn(
            ENERGY_RATIO,
            when(col(CHANGE_WH).equalTo(lit(0.0)), lit(1.0))
                .otherwise(try_divide(changed, itEnergy)))
        .withColumn(IT_ENERGY_WH.name(), changed)
        .withColumn(
            FACILITY_ENERGY_WH.name(),
            when(IS_OTHER_BUILDING.column().equalTo(lit(false)), scaled(FACILITY_ENERGY_WH))
                .when(itEnergy.equalTo(lit(0.0)), lit(0.0))
                .otherwise(facilityEnergyWh(itEnergy, OTHER_PUE_RATIO.column())));
  }

  private static Dataset<Row> withEmissions(Dataset<Row> rows) {
    return rows.withColumn(
            LOCATION_EMISSIONS_GCO2E.name(),
            blended(
                scaled(LOCATION_EMISSIONS_GCO2E),
                REPLACED_RATIO.column(),
                perKwh(FACILITY_ENERGY_WH.column(), OTHER_GCO2E_PER_KWH.column())))
        .withColumn(EMBODIED_EMISSIONS_GCO2E.name(), embodied());
  }

  private static Dataset<Row> withWater(Dataset<Row> rows) {
    return rows.withColumn(
            ONSITE_WATER_L.name(),
            when(IS_OTHER_BUILDING.column().equalTo(lit(false)), scaled(ONSITE_WATER_L))
                .otherwise(perKwh(IT_ENERGY_WH.column(), OTHER_WUE_L_PER_KWH.column())))
        .withColumn(
            OFFSITE_WATER_L.name(),
            blended(
                scaled(OFFSITE_WATER_L),
                REPLACED_RATIO.column(),
                perKwh(FACILITY_ENERGY_WH.column(), OTHER_EWIF_L_PER_KWH.column())));
  }

  private static Dataset<Row> withCost(Dataset<Row> rows) {
    Column isOwn = IS_OTHER_PRICE.column().equalTo(lit(false));
    return rows.withColumn(
            ENERGY_COST.name(),
            when(isOwn, scaled(ENERGY_COST))
                .otherwise(perKwh(FACILITY_ENERGY_WH.column(), OTHER_PRICE_PER_KWH.column())))
        .withColumn(
            ENERGY_COST_CURRENCY.name(),
            when(isOwn, ENERGY_COST_CURRENCY.column()).otherwise(OTHER_CURRENCY.column()));
  }

  /** A published amount by the row's own effective factor, for the energy as changed. */
  private static Column scaled(Field published) {
    return published.column().multiply(col(ENERGY_RATIO));
  }

  /** IT energy more (or, below 0, less) than published, in Wh. */
  private static Column changeWh() {
    Column idleOff =
        partChangeWh(known(PROVISIONED_IDLE_ENERGY_MJ), lit(0.0))
            .plus(
                coalesce(
                    partChangeWh(PROVISIONED_IDLE_HOST_ENERGY_MJ.column(), lit(0.0)),
                    partChangeWh(known(HOST_ENERGY_MJ), stillThere())));
    Column idleMj =
        known(IDLE_ENERGY_MJ)
            .plus(known(PROVISIONED_IDLE_ENERGY_MJ))
            .plus(known(UNATTRIBUTED_ENERGY_MJ));
    Column otherHardware =
        partChangeWh(
                known(ACTIVE_ENERGY_MJ).plus(known(MODELLED_ENERGY_MJ)),
                ACTIVE_ENERGY_RATIO.column())
            .plus(partChangeWh(idleMj, IDLE_ENERGY_RATIO.column()))
            .plus(partChangeWh(known(HOST_ENERGY_MJ), HOST_ENERGY_RATIO.column()));
    return when(isOf(ScenarioConfig.Kind.NO_IDLE), idleOff)
        .when(isOf(ScenarioConfig.Kind.HARDWARE), otherHardware)
        .otherwise(lit(0.0));
  }

  /** Emissions of making the devices; of nothing nothing, whatever the ratio. */
  private static Column embodied() {
    Column published = EMBODIED_EMISSIONS_GCO2E.column();
    Column idleOff =
        coalesce(
            published.minus(PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E.column()),
            published.multiply(stillThere()));
    return when(published.equalTo(lit(0.0)), lit(0.0))
        .when(isOf(ScenarioConfig.Kind.NO_IDLE), idleOff)
        .when(isOf(ScenarioConfig.Kind.HARDWARE), published.multiply(EMBODIED_RATIO.column()))
        .otherwise(published);
  }

  /**
   * Part of the device time that remains when what serves nothing is switched off. An estimate, for
   * rows that do not say what host and devices of provisioned idle amount to.
   */
  private static Column stillThere() {
    return lit(1.0).minus(col(PROVISIONED_TIME_RATIO));
  }

  private static Column isOf(ScenarioConfig.Kind kind) {
    return SCENARIO_KIND.column().equalTo(kind.text());
  }
}
