package org.wattledger.columns;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.EmbodiedEmissions;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.Energy;

/** A formula is the same number in plain Java and as a column; unknown is NaN there, null here. */
class FormulaParityTest {

  private static final double RELATIVE = 1e-12;
  private static final Double[] EXTREMES = {null, 0.0, 1e-100, 1e-12, 1.0, 1e12, 1e100};
  private static final StructType SCHEMA =
      new StructType()
          .add("mj", DataTypes.LongType)
          .add("a", DataTypes.DoubleType)
          .add("b", DataTypes.DoubleType)
          .add("c", DataTypes.DoubleType);

  @Test
  void columnsAndPhysicsAgreeOnGeneratedRows() {
    List<Row> computed = compute(inputs());

    assertThat(computed).hasSizeGreaterThan(500);
    for (Row row : computed) {
      Long mj = row.getAs("mj");
      double a = orNaN(row.getAs("a"));
      double b = orNaN(row.getAs("b"));
      double c = orNaN(row.getAs("c"));
      same(row, "wh", () -> mj == null ? Double.NaN : Energy.wattHours((double) mj));
      same(row, "facility", () -> FacilityEnergy.facilityEnergyWh(a, b));
      same(row, "operational", () -> OperationalEmissions.operationalEmissionsG(a, b));
      same(row, "floor", () -> OperationalEmissions.floorEmissionsG(a, b));
      same(row, "ceiling", () -> OperationalEmissions.ceilingEmissionsG(a, b));
      same(row, "embodied", () -> EmbodiedEmissions.embodiedEmissionsG(a, b, c));
      same(row, "ratio", () -> TrainingEnergy.inferenceToTrainingRatio(a, b));
      same(row, "break_even", () -> TrainingEnergy.breakEvenQueries(a, b));
      Integer bin = row.getAs("bin");
      assertThat(bin)
          .as("bin of %s", a)
          .isEqualTo(Double.isNaN(a) ? null : LogHistogram.histogramBin(a));
    }
  }

  @Test
  void anAmountBelowNothingHasNoBin() {
    Row row = compute(List.of(RowFactory.create(null, -1.0, null, null))).get(0);

    assertThat(row.<Integer>getAs("bin")).isNull();
  }

  private static List<Row> compute(List<Row> inputs) {
    Column a = col("a");
    Column b = col("b");
    return session()
        .createDataFrame(inputs, SCHEMA)
        .select(
            col("mj"),
            a,
            b,
            col("c"),
            FormulaColumns.wattHours(col("mj")).as("wh"),
            FormulaColumns.facilityEnergyWh(a, b).as("facility"),
            FormulaColumns.operationalEmissionsG(a, b).as("operational"),
            FormulaColumns.floorEmissionsG(a, b).as("floor"),
            FormulaColumns.ceilingEmissionsG(a, b).as("ceiling"),
            FormulaColumns.embodiedEmissionsG(a, b, col("c")).as("embodied"),
            FormulaColumns.inferenceToTrainingRatio(a, b).as("ratio"),
            FormulaColumns.breakEvenQueries(a, b).as("break_even"),
            FormulaColumns.histogramBin(a).as("bin"))
        .collectAsList();
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "true")
        .getOrCreate();
  }

  /** Each mix of extremes, then amounts of everyday size over many decades. */
  private static List<Row> inputs() {
    List<Row> rows = new ArrayList<>();
    for (Double a : EXTREMES) {
      for (Double b : EXTREMES) {
        for (Double c : EXTREMES) {
          rows.add(RowFactory.create(a == null ? null : (long) Math.min(a, 9e18), a, b, c));
        }
      }
    }
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      rows.add(
          RowFactory.create(
              random.nextLong(1L << 50), anyDecade(random), anyDecade(random), anyDecade(random)));
    }
    return rows;
  }

  private static double anyDecade(Random random) {
    return Math.pow(10, random.nextDouble() * 20 - 10);
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static void same(Row row, String column, DoubleSupplier physics) {
    double expected = physics.getAsDouble();
    Double actual = row.getAs(column);
    if (Double.isNaN(expected)) {
      assertThat(actual).as("%s of %s", column, row).isNull();
    } else {
      assertThat(actual)
          .as("%s of %s", column, row)
          .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
    }
  }
}
