package org.wattledger.columns;

import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.sqrt;
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
    return perKwh(facilityEnergyWh, gramsPerKwh);
  }

  /** All of the energy from the cleanest single source, in gCO2e. */
  public static Column floorEmissionsG(Column facilityEnergyWh, Column cleanestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, cleanestGramsPerKwh);
  }

  /** All of the energy from the dirtiest single source, in gCO2e. */
  public static Column ceilingEmissionsG(Column facilityEnergyWh, Column dirtiestGramsPerKwh) {
    return operationalEmissionsG(facilityEnergyWh, dirtiestGramsPerKwh);
  }

  /** Facility energy in Wh x market-based gCO2e/kWh, in gCO2e. */
  public static Column marketEmissionsG(Column facilityEnergyWh, Column gramsPerKwh) {
    return perKwh(facilityEnergyWh, gramsPerKwh);
  }

  /** Facility energy in Wh x upstream gCO2e/kWh, in gCO2e. */
  public static Column upstreamEmissionsG(Column facilityEnergyWh, Column gramsPerKwh) {
    return perKwh(facilityEnergyWh, gramsPerKwh);
  }

  /** IT energy in Wh x litres per kWh of IT energy. */
  public static Column onsiteWaterL(Column itEnergyWh, Column wueLPerKwh) {
    return perKwh(itEnergyWh, wueLPerKwh);
  }

  /** Facility energy in Wh x litres per kWh of generation. */
  public static Column offsiteWaterL(Column facilityEnergyWh, Column ewifLPerKwh) {
    return perKwh(facilityEnergyWh, ewifLPerKwh);
  }

  /** Facility energy in Wh x price per kWh, in the price's currency. */
  public static Column energyCost(Column facilityEnergyWh, Column pricePerKwh) {
    return perKwh(facilityEnergyWh, pricePerKwh);
  }

  /** Relative deviation of a product of three independent inputs. */
  public static Column combined(Column first, Column second, Column third) {
    return sqrt(first.multiply(first).plus(second.multiply(second)).plus(third.multiply(third)));
  }

  /** Lower bound of an amount; never below 0. */
  public static Column low(Column best, Column combinedDown) {
    return best.multiply(greatest(lit(0.0), lit(1.0).minus(combinedDown)));
  }

  /** Upper bound of an amount. */
  public static Column high(Column best, Column combinedUp) {
    return best.multiply(lit(1.0).plus(combinedUp));
  }

  /** (E x I + M) / R in gCO2e per unit; null where there is no unit. */
  public static Column sciPerUnitG(Column operationalG, Column embodiedG, Column units) {
    return when(units.gt(0), operationalG.plus(embodiedG).divide(units.cast(DataTypes.DoubleType)));
  }

  /** Energy of inference in energies of training; null without training energy. */
  public static Column inferenceToTrainingRatio(Column inferenceWh, Column trainingWh) {
    return when(trainingWh.gt(0), inferenceWh.divide(trainingWh));
  }

  /** Queries whose energy equals that of the training; null if a query's energy is not known. */
  public static Column breakEvenQueries(Column trainingWh, Column energyPerQueryWh) {
    return when(energyPerQueryWh.gt(0), trainingWh.divide(energyPerQueryWh));
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

  /** The bin of {@link LogHistogram} that an amount falls in (INT); null for a negative amount. */
  public static Column histogramBin(Column amount) {
    Column logarithm = ln(least(amount, lit(LogHistogram.GREATEST)));
    return when(amount.geq(lit(0)).and(amount.lt(lit(LogHistogram.LEAST))), LogHistogram.ZERO_BIN)
        .when(
            amount.geq(lit(LogHistogram.LEAST)),
            floor(logarithm.divide(lit(LogHistogram.LOG_OF_BASE))).cast(DataTypes.IntegerType));
  }

  private static Column perKwh(Column wattHours, Column factor) {
    return wattHours.divide(lit(Energy.WATT_HOURS_PER_KILOWATT_HOUR)).multiply(factor);
  }
}
