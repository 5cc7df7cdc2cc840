package org.wattledger.marts;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_HOST_ENERGY_MJ;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** One row per model, site and hour. */
public final class ModelHourly {

  private static final double NANOGRAMS_PER_GRAM = 1e9;
  private static final List<Field> KEYS =
      List.of(OutputTables.USAGE_HOUR, OutputTables.MODEL_ID, OutputTables.SITE_ID);

  private ModelHourly() {}

  public static Dataset<Row> from(
      Dataset<Row> ledger, UnaryOperator<Dataset<Row>> pricing, Provenance provenance) {
    Dataset<Row> sums = MeasureSums.by(ledger, pricing, KEYS);
    Dataset<Row> rows =
        sums
            // One to one: both sides have one row per combination of the keys.
            .join(provisionedIdle(ledger), names(), "left")
            .withColumn(
                PROVISIONED_IDLE_HOST_ENERGY_MJ.name(),
                noneIsZero(PROVISIONED_IDLE_HOST_ENERGY_MJ, "idle_host_unknown"))
            .withColumn(
                PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E.name(),
                noneIsZero(PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E, "idle_embodied_unknown"));
    return MeasureSums.finish(rows, OutputTables.MODEL_HOURLY, provenance);
  }

  /** What goes with provisioned idle beside its energy. */
  private static Dataset<Row> provisionedIdle(Dataset<Row> ledger) {
    return ledger
        .filter(OutputTables.TEAM_ID.column().equalTo(OutputTables.IDLE))
        .groupBy(KEYS.stream().map(Field::column).toArray(Column[]::new))
        .agg(
            sum(Measures.HOST_ENERGY_MJ.column()).as(PROVISIONED_IDLE_HOST_ENERGY_MJ.name()),
            sum(AttributedTables.HOST_UNKNOWN.column()).as("idle_host_unknown"),
            sum(AttributedTables.EMBODIED_NG.column())
                .divide(NANOGRAMS_PER_GRAM)
                .as(PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E.name()),
            sum(AttributedTables.EMBODIED_UNKNOWN.column()).as("idle_embodied_unknown"));
  }

  private static Column noneIsZero(Field amount, String unknown) {
    Column unknownRows = coalesce(col(unknown), lit(0L));
    return when(unknownRows.equalTo(0L), coalesce(amount.column(), lit(0)));
  }

  private static String[] names() {
    return KEYS.stream().map(Field::name).toArray(String[]::new);
  }
}
