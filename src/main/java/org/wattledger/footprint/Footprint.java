package org.wattledger.footprint;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.AttributedTables.EMBODIED_NG;
import static org.wattledger.schema.AttributedTables.EMBODIED_UNKNOWN;
import static org.wattledger.schema.AttributedTables.GRID_GCO2E_PER_KWH;
import static org.wattledger.schema.AttributedTables.PUE_RATIO;
import static org.wattledger.schema.AttributedTables.WHOLE_ACTIVE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_IDLE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.CEILING_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.FLOOR_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.IT_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.SITE_ID;
import static org.wattledger.schema.OutputTables.USAGE_HOUR;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.columns.FormulaColumns;

/**
 * From energy to footprint, per key, site and hour: facility energy, location-based and embodied
 * emissions, and the pair that brackets them whatever the grid. A missing factor gives null, never
 * a default; an amount of no energy needs no factor.
 */
public final class Footprint {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private Footprint() {}

  /**
   * Adds the amounts of {@code AttributedTables.AMOUNTS}.
   *
   * @param rows sums of the ledger over any keys, of one site and hour each
   * @param siteHours PUE and grid intensity, one row per site and hour
   * @param cleanestGramsPerKwh of all generation technologies
   * @param dirtiestGramsPerKwh of all generation technologies
   */
  public static Dataset<Row> from(
      Dataset<Row> rows,
      Dataset<Row> siteHours,
      double cleanestGramsPerKwh,
      double dirtiestGramsPerKwh) {
    Column energy =
        ACTIVE_ENERGY_MJ
            .column()
            .plus(IDLE_ENERGY_MJ.column())
            .plus(PROVISIONED_IDLE_ENERGY_MJ.column())
            .plus(UNATTRIBUTED_ENERGY_MJ.column());
    Column wholeWh =
        FormulaColumns.wattHours(WHOLE_ACTIVE_MJ.column().plus(WHOLE_IDLE_MJ.column()));
    Column facility = FACILITY_ENERGY_WH.column();
    return rows
        // Many to one: a site has one row per hour.
        .join(broadcast(siteHours), new String[] {SITE_ID.name(), USAGE_HOUR.name()}, "left")
        .withColumn(IT_ENERGY_WH.name(), FormulaColumns.wattHours(energy))
        .withColumn(
            FACILITY_ENERGY_WH.name(),
            zeroIfNone(
                IT_ENERGY_WH.column(),
                FormulaColumns.facilityEnergyWh(IT_ENERGY_WH.column(), PUE_RATIO.column())))
        .withColumn(
            LOCATION_EMISSIONS_GCO2E.name(),
            zeroIfNone(
                IT_ENERGY_WH.column(),
                FormulaColumns.operationalEmissionsG(facility, GRID_GCO2E_PER_KWH.column())))
        .withColumn(
            FLOOR_EMISSIONS_GCO2E.name(),
            FormulaColumns.floorEmissionsG(facility, lit(cleanestGramsPerKwh)))
        .withColumn(
            CEILING_EMISSIONS_GCO2E.name(),
            FormulaColumns.ceilingEmissionsG(facility, lit(dirtiestGramsPerKwh)))
        .withColumn(
            WHOLE_LOCATION_EMISSIONS_GCO2E.name(),
            zeroIfNone(
                wholeWh,
                FormulaColumns.operationalEmissionsG(
                    FormulaColumns.facilityEnergyWh(wholeWh, PUE_RATIO.column()),
                    GRID_GCO2E_PER_KWH.column())))
        .withColumn(
            EMBODIED_EMISSIONS_GCO2E.name(),
            when(
                EMBODIED_UNKNOWN.column().equalTo(0),
                EMBODIED_NG.column().divide(NANOGRAMS_PER_GRAM)))
        .drop(PUE_RATIO.name(), GRID_GCO2E_PER_KWH.name());
  }

  private static Column zeroIfNone(Column energyWh, Column amount) {
    return when(energyWh.equalTo(0.0), lit(0.0)).otherwise(amount);
  }
}
