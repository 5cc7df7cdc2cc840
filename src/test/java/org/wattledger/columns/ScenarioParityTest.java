package org.wattledger.columns;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.Scenarios;
import org.wattledger.testing.SparkExtension;

/** A formula is the same number in plain Java and as a column; unknown is NaN there, null here. */
@ExtendWith(SparkExtension.class)
class ScenarioParityTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("first_mj", DataTypes.LongType)
          .add("second_mj", DataTypes.LongType)
          .add("third_mj", DataTypes.LongType)
          .add("a", DataTypes.DoubleType)
          .add("share", DataTypes.DoubleType)
          .add("b", DataTypes.DoubleType);

  @Test
  void columnsAndPhysicsAgreeOnEveryCombination(SparkSession session) {
    List<Row> computed =
        session
            .createDataFrame(combinations(), SCHEMA)
            .withColumn("blended", ScenarioColumns.blended(col("a"), col("share"), col("b")))
            .withColumn("change", ScenarioColumns.partChangeWh(col("first_mj"), col("b")))
            .withColumn("changed", ScenarioColumns.changedEnergyWh(col("a"), col("change")))
            .withColumn(
                "time",
                ScenarioColumns.provisionedTimeRatio(
                    col("first_mj"), col("second_mj"), col("third_mj")))
            .withColumn("facility", ScenarioColumns.facilityEnergyWh(col("a"), col("b")))
            .withColumn("per_kwh", ScenarioColumns.perKwh(col("a"), col("b")))
            .collectAsList();

    assertThat(computed).hasSize(3 * 3 * 3 * 4 * 3 * 4);
    for (Row row : computed) {
      double a = orNaN(row.getAs("a"));
      double b = orNaN(row.getAs("b"));
      double share = row.<Double>getAs("share");
      long mj = row.<Long>getAs("first_mj");
      double change = Scenarios.partChangeWh(mj, b);
      same(row, "blended", Scenarios.blended(a, share, b));
      same(row, "change", change);
      same(row, "changed", Scenarios.changedEnergyWh(a, change));
      same(
          row,
          "time",
          Scenarios.provisionedTimeRatio(
              mj, row.<Long>getAs("second_mj"), row.<Long>getAs("third_mj")));
      same(row, "facility", FacilityEnergy.facilityEnergyWh(a, b));
      same(row, "per_kwh", a == 0 ? 0 : OperationalEmissions.operationalEmissionsG(a, b));
    }
  }

  private static List<Row> combinations() {
    Long[] energies = {0L, 1_234_567L, 9_000_000_000_000L};
    Double[] amounts = {null, 0.0, 0.7, 820.0};
    Double[] shares = {0.0, 0.3, 1.0};
    List<Row> rows = new ArrayList<>();
    for (Long first : energies) {
      for (Long second : energies) {
        for (Long third : energies) {
          for (Double a : amounts) {
            for (Double share : shares) {
              for (Double b : amounts) {
                rows.add(RowFactory.create(first, second, third, a, share, b));
              }
            }
          }
        }
      }
    }
    return rows;
  }

  private static void same(Row row, String column, double expected) {
    Double actual = row.getAs(column);
    if (Double.isNaN(expected)) {
      assertThat(actual).as("%s of %s", column, row).isNull();
    } else {
      assertThat(actual)
          .as("%s of %s", column, row)
          .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }
}
