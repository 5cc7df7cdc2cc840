package org.wattledger.marts;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.OutputTables;

/** One row per model, site and hour. */
public final class ModelHourly {

  private ModelHourly() {}

  public static Dataset<Row> from(
      Dataset<Row> ledger, UnaryOperator<Dataset<Row>> pricing, Provenance provenance) {
    Dataset<Row> sums =
        MeasureSums.by(
            ledger,
            pricing,
            List.of(OutputTables.USAGE_HOUR, OutputTables.MODEL_ID, OutputTables.SITE_ID));
    return MeasureSums.finish(sums, OutputTables.MODEL_HOURLY, provenance);
  }
}
