package org.wattledger.marts;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.FormulaColumns;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PerQuery;

/**
 * What one more request adds: the slope of a least-squares line through a model's hours, energy of
 * its serving devices (idle included) against requests that ended. The sums are whole numbers, so
 * the slope does not depend on the order of rows. Null with fewer than three hours, or if all hours
 * served the same number of requests.
 */
final class MarginalEnergy {

  private static final int FEWEST_HOURS = 3;

  /** Products of millijoules and requests outgrow 64 bits. */
  private static final DataType EXACT = DataTypes.createDecimalType(38, 0);

  private MarginalEnergy() {}

  static Dataset<Row> byModel(Dataset<Row> ledger) {
    Column energy =
        Measures.ACTIVE_ENERGY_MJ
            .column()
            .plus(Measures.IDLE_ENERGY_MJ.column())
            .plus(Measures.PROVISIONED_IDLE_ENERGY_MJ.column());
    Dataset<Row> hours =
        ledger
            .filter(OutputTables.MODEL_ID.column().notEqual(OutputTables.UNATTRIBUTED))
            .filter(
                CanonicalTables.OPERATION.column().notEqual(AttributedTables.TRAINING_OPERATION))
            .groupBy(OutputTables.MODEL_ID.column(), OutputTables.USAGE_HOUR.column())
            .agg(sum(Measures.REQUESTS.column()).as("x"), sum(energy).as("y"));
    Column x = hours.col("x");
    Column y = hours.col("y");
    Dataset<Row> sums =
        hours
            .groupBy(OutputTables.MODEL_ID.column())
            .agg(
                count(lit(1)).as("n"),
                sum(x).as("sum_x"),
                sum(y).as("sum_y"),
                sum(x.multiply(x)).as("sum_xx"),
                sum(x.cast(EXACT).multiply(y).cast(EXACT)).as("sum_xy"));
    Column n = sums.col("n").cast(DataTypes.DoubleType);
    Column sumX = sums.col("sum_x").cast(DataTypes.DoubleType);
    Column variation = n.multiply(sums.col("sum_xx")).minus(sumX.multiply(sumX));
    Column covariation =
        n.multiply(sums.col("sum_xy").cast(DataTypes.DoubleType))
            .minus(sumX.multiply(sums.col("sum_y")));
    return sums.select(
        OutputTables.MODEL_ID.column(),
        when(
                sums.col("n").geq(FEWEST_HOURS).and(variation.gt(0)),
                FormulaColumns.wattHours(covariation.divide(variation)))
            .as(PerQuery.MARGINAL_ENERGY_PER_QUERY_WH.name()));
  }
}
