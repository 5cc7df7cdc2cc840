package org.wattledger.columns;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.quantity.Energy;

/**
 * The formulas that scenarios need, of {@code physics.Scenarios} and beside them, as column
 * expressions under the same names. Null in, null out: an unknown factor makes an unknown result,
 * never a zero.
 */
public final class ScenarioColumns {

  private ScenarioColumns() {}

  /** (1 - share) x own + share x other; a part that is not there need not be known. */
  public static Column blended(Column own, Column share, Column other) {
    return when(share.equalTo(lit(0.0)), own)
        .when(share.equalTo(lit(1.0)), other)
        .otherwise(lit(1.0).minus(share).multiply(own).plus(share.multiply(other)));
  }

  /** The part (mJ) x (ratio - 1), in Wh; a part of nothing needs no ratio. */
  public static Column partChangeWh(Column partMj, Column ratio) {
    return when(partMj.equalTo(lit(0L)), lit(0.0))
        .otherwise(
            partMj
                .cast(DataTypes.DoubleType)
                .multiply(ratio.minus(lit(1.0)))
                .divide(lit((double) Energy.MILLIJOULES_PER_WATT_HOUR)));
  }

  /** Energy after a change, in Wh; not below 0. */
  public static Column changedEnergyWh(Column energyWh, Column changeWh) {
    Column changed = energyWh.plus(changeWh);
    // greatest skips nulls: what is unknown must stay unknown.
    return when(changed.isNotNull(), greatest(lit(0.0), changed));
  }

  /** IT energy in Wh x PUE. */
  public static Column facilityEnergyWh(Column itEnergyWh, Column pue) {
    return itEnergyWh.multiply(pue);
  }

  /** Share of device time in which nothing was served; null if no floor is known. */
  public static Column provisionedTimeRatio(
      Column activeMj, Column sharedIdleMj, Column provisionedIdleMj) {
    Column provisioned = provisionedIdleMj.cast(DataTypes.DoubleType);
    return when(provisionedIdleMj.equalTo(lit(0L)), lit(0.0))
        .when(
            sharedIdleMj.gt(lit(0L)),
            provisioned.divide(sharedIdleMj.cast(DataTypes.DoubleType).plus(provisioned)))
        .when(activeMj.equalTo(lit(0L)), lit(1.0));
  }

  /** Wh x an amount per kWh: grams, litres or money; no energy needs no factor. */
  public static Column perKwh(Column energyWh, Column amountPerKwh) {
    return when(energyWh.equalTo(lit(0.0)), lit(0.0))
        .otherwise(
            energyWh.divide(lit(Energy.WATT_HOURS_PER_KILOWATT_HOUR)).multiply(amountPerKwh));
  }
}
