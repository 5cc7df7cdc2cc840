package org.wattledger.marts;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.OutputTables;

/** One row per model, site, device model and day. */
public final class ModelDaily {

  private ModelDaily() {}

  public static Dataset<Row> from(Dataset<Row> pricedLedger, Provenance provenance) {
    Dataset<Row> sums =
        MeasureSums.by(
            pricedLedger,
            List.of(OutputTables.MODEL_ID, OutputTables.SITE_ID, OutputTables.DEVICE_MODEL));
    return MeasureSums.finish(sums, OutputTables.MODEL_DAILY, provenance);
  }
}
