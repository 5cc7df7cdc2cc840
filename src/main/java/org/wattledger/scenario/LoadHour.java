package org.wattledger.scenario;

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

import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * One hour of a model at a site as it was published: a row of {@code model_hourly}. Energies in
 * whole mJ, of which those that no stage fills are none; other amounts are NaN if unknown.
 *
 * @param provisionedIdleHostMj host energy that goes with provisioned idle; null: unknown
 */
record LoadHour(
    int hour,
    long activeMj,
    long idleMj,
    long provisionedIdleMj,
    long unattributedMj,
    long modelledMj,
    long hostMj,
    Long provisionedIdleHostMj,
    double itEnergyWh,
    double facilityEnergyWh,
    double locationG,
    double embodiedG,
    double provisionedIdleEmbodiedG,
    double onsiteWaterL,
    double offsiteWaterL,
    double cost,
    String currency,
    boolean isUnmetered) {

  private static final TableCells CELLS = new TableCells(OutputTables.MODEL_HOURLY);

  /**
   * Requests without any meter have no energy of their own: beside metered hours they add nothing,
   * as in the daily tables.
   */
  static LoadHour of(Row row) {
    long accountedMj =
        mj(row, ACTIVE_ENERGY_MJ)
            + mj(row, IDLE_ENERGY_MJ)
            + mj(row, PROVISIONED_IDLE_ENERGY_MJ)
            + mj(row, UNATTRIBUTED_ENERGY_MJ)
            + mj(row, MODELLED_ENERGY_MJ);
    boolean isUnmetered = accountedMj == 0 && Double.isNaN(CELLS.amount(row, IT_ENERGY_WH));
    return new LoadHour(
        (Integer) CELLS.get(row, OutputTables.USAGE_HOUR),
        mj(row, ACTIVE_ENERGY_MJ),
        mj(row, IDLE_ENERGY_MJ),
        mj(row, PROVISIONED_IDLE_ENERGY_MJ),
        mj(row, UNATTRIBUTED_ENERGY_MJ),
        mj(row, MODELLED_ENERGY_MJ),
        mj(row, HOST_ENERGY_MJ),
        (Long) CELLS.get(row, PROVISIONED_IDLE_HOST_ENERGY_MJ),
        isUnmetered ? 0 : CELLS.amount(row, IT_ENERGY_WH),
        isUnmetered ? 0 : CELLS.amount(row, FACILITY_ENERGY_WH),
        isUnmetered ? 0 : CELLS.amount(row, LOCATION_EMISSIONS_GCO2E),
        CELLS.amount(row, EMBODIED_EMISSIONS_GCO2E),
        CELLS.amount(row, PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E),
        isUnmetered ? 0 : CELLS.amount(row, ONSITE_WATER_L),
        isUnmetered ? 0 : CELLS.amount(row, OFFSITE_WATER_L),
        isUnmetered ? 0 : CELLS.amount(row, ENERGY_COST),
        CELLS.text(row, ENERGY_COST_CURRENCY),
        isUnmetered);
  }

  /** Energy that a request, a model or nobody has, mJ. */
  long accountedMj() {
    return activeMj + idleMj + provisionedIdleMj + unattributedMj + modelledMj;
  }

  private static long mj(Row row, Field field) {
    return CELLS.energyMj(row, field);
  }
}
