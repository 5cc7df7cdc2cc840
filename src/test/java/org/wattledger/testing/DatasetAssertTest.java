package org.wattledger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DatasetAssertTest {

  private static final StructType SCHEMA =
      StructType.fromDDL("team STRING, energy_mj BIGINT, emissions_g DOUBLE");

  private final SparkSession session;

  DatasetAssertTest(SparkSession session) {
    this.session = session;
  }

  @Test
  void theOrderOfRowsDoesNotCount() {
    DatasetAssert.assertThat(rows(row("a", 1, 0.5), row("b", 2, 0.5)))
        .hasTheRowsOf(rows(row("b", 2, 0.5), row("a", 1, 0.5)));
  }

  @Test
  void aRowTooManyIsSeen() {
    Dataset<Row> twice = rows(row("a", 1, 0.5), row("a", 1, 0.5));
    Dataset<Row> once = rows(row("a", 1, 0.5));

    assertThatThrownBy(() -> DatasetAssert.assertThat(twice).hasTheRowsOf(once))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> DatasetAssert.assertThat(once).hasTheRowsOf(twice))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void oneOtherValueIsSeen() {
    assertThatThrownBy(
            () ->
                DatasetAssert.assertThat(rows(row("a", 1, 0.5)))
                    .hasTheRowsOf(rows(row("a", 2, 0.5))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anotherColumnNameIsSeen() {
    Dataset<Row> renamed = rows(row("a", 1, 0.5)).withColumnRenamed("team", "crew");

    assertThatThrownBy(() -> DatasetAssert.assertThat(renamed).hasTheRowsOf(rows(row("a", 1, 0.5))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void withinTheToleranceNumbersAreTheSameAndBeyondItNot() {
    Dataset<Row> expected = rows(row("a", 1, 0.5), row("b", 2, 0.7));
    Dataset<Row> near = rows(row("b", 2, 0.7004), row("a", 1, 0.5));
    Dataset<Row> far = rows(row("b", 2, 0.702), row("a", 1, 0.5));

    DatasetAssert.assertThat(near).hasNearlyTheRowsOf(expected, 0.001);
    assertThatThrownBy(() -> DatasetAssert.assertThat(far).hasNearlyTheRowsOf(expected, 0.001))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void generatedRowsAreTheSameForTheSameSeedAndOthersForAnother() {
    Dataset<Row> rows = RandomRows.of(session, SCHEMA, 20, 7);

    DatasetAssert.assertThat(RandomRows.of(session, SCHEMA, 20, 7)).hasTheRowsOf(rows);
    assertThatThrownBy(
            () ->
                DatasetAssert.assertThat(RandomRows.of(session, SCHEMA, 20, 1_007))
                    .hasTheRowsOf(rows))
        .isInstanceOf(AssertionError.class);
    assertThat(rows.distinct().count()).isGreaterThan(10);
  }

  @Test
  void theSessionComputesInUtcAndRefusesOverflow() {
    assertThat(session.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    Dataset<Row> overflow =
        session.range(1).select(functions.lit(Long.MAX_VALUE).plus(functions.col("id").plus(1)));

    assertThatThrownBy(overflow::collect).hasMessageContaining("ARITHMETIC_OVERFLOW");
  }

  private Dataset<Row> rows(Row... rows) {
    return session.createDataFrame(List.of(rows), SCHEMA);
  }

  private static Row row(String team, long energyMj, double emissionsG) {
    return RowFactory.create(team, energyMj, emissionsG);
  }
}
