package org.wattledger.columns;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.physics.LogHistogram;
import org.wattledger.quantity.Emissions;
import org.wattledger.quantity.Energy;
import org.wattledger.quantity.TimeRange;

/**
 * The formulas of {@code physics} as column expressions under the same names. Null in, null out: an
 * unknown factor makes an unknown result, never a zero.
 */
public final class FormulaColumns {

  private FormulaColumns() {}

  /** Millijoules (BIGINT) to Wh (DOUBLE). */
  public static Column wattHours(Column millijoules) {
    return millijoules
        .cast(DataTypes.DoubleType)
        .divide(lit((double) Energy.MILLIJOULES_PER_WATT_HOUR));
  }

  /** IT energy in Wh x PUE. */
  public static Column facilityEnergyWh(Column itEnergyWh, Column pue) {
    return itEnergyWh.multiply(pue);
  }

  /** Facility energy in Wh x gCO2e/kWh, in gCO2e. */
  public static Column operationalEmissionsG(Column facilityEnergyWh, Column gramsPerKwh) {
    return facilityEnergyWh.divide(lit(Energy.WATT_HOURS_PER_KILOWATT_HOUR)).multiply(gramsPerKwh);
  }

  /** All of the energy from the cleanest single source, in gCO2e. */
  public static Column floorEmissionsG(Column facilityEnergyWh, Column cleanestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, cleanestGramsPerKwh);
  }

  /** All of the energy from the dirtiest single source, in gCO2e. */
  public static Column ceilingEmissionsG(Column facilityEnergyWh, Column dirtiestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, dirtiestGramsPerKwh);
  }

  /**
   * Device-seconds / lifetime x embodied kgCO2e, in gCO2e; null where the lifetime is not above 0.
   */
  public static Column embodiedEmissionsG(
      Column deviceSeconds, Column lifetimeH, Column embodiedKgCo2e) {
    return when(
        lifetimeH.gt(lit(0)),
        deviceSeconds
            .divide(lifetimeH.multiply(lit((double) TimeRange.SECONDS_PER_HOUR)))
            .multiply(embodiedKgCo2e.multiply(lit(Emissions.GRAMS_PER_KILOGRAM))));
  }

  /** Energy of all inference so far in energies of the training; null without training energy. */
  public static Column inferenceToTrainingRatio(Column inferenceWh, Column trainingWh) {
    return when(trainingWh.gt(lit(0)), inferenceWh.divide(trainingWh));
  }

  /** Queries whose energy equals that of the training; null if a query's energy is not known. */
  public static Column breakEvenQueries(Column trainingWh, Column energyPerQueryWh) {
    return when(energyPerQueryWh.gt(lit(0)), trainingWh.divide(energyPerQueryWh));
  }

  /** The bin of {@link LogHistogram} that an amount falls in (INT); null for a negative amount. */
  public static Column histogramBin(Column amount) {
    Column logarithm = ln(least(amount, lit(LogHistogram.GREATEST)));
    return when(amount.geq(lit(0)).and(amount.lt(lit(LogHistogram.LEAST))), LogHistogram.ZERO_BIN)
        .when(
            amount.geq(lit(LogHistogram.LEAST)),
            floor(logarithm.divide(lit(LogHistogram.LOG_OF_BASE))).cast(DataTypes.IntegerType));
  }
}
