package org.wattledger.marts;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.OutputTables;

/** One row per model, site, device model and day. */
public final class ModelDaily {

  private ModelDaily() {}

  public static Dataset<Row> from(
      Dataset<Row> ledger, UnaryOperator<Dataset<Row>> pricing, Provenance provenance) {
    Dataset<Row> sums =
        MeasureSums.by(
            ledger,
            pricing,
            List.of(OutputTables.MODEL_ID, OutputTables.SITE_ID, OutputTables.DEVICE_MODEL));
    return MeasureSums.finish(sums, OutputTables.MODEL_DAILY, provenance);
  }
}
