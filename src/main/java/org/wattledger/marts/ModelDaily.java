package org.wattledger.marts;

import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.ModelKey;
import org.wattledger.books.Pricing;
import org.wattledger.schema.OutputTables;

/** One row per model, site, device model and day. */
public final class ModelDaily {

  private ModelDaily() {}

  /** {@code byModel}: the whole ledger under {@link ModelKey}. */
  public static List<Row> rows(
      KeyedSums byModel, DayNames names, Pricing pricing, Provenance provenance) {
    MartRows mart = new MartRows(OutputTables.MODEL_DAILY, provenance);
    return new LedgerGroups(
            byModel,
            cell -> byModel.part(cell, ModelKey.SITE),
            cell -> byModel.part(cell, ModelKey.INTERVAL),
            cell -> byModel.part(cell, ModelKey.MODEL),
            cell -> byModel.part(cell, ModelKey.SITE),
            cell -> byModel.part(cell, ModelKey.DEVICE_MODEL))
        .rows(
            pricing,
            (cell, row) -> {
              row.put(
                  OutputTables.MODEL_ID.name(),
                  names.models().get(byModel.part(cell, ModelKey.MODEL)));
              row.put(
                  OutputTables.SITE_ID.name(),
                  names.sites().get(byModel.part(cell, ModelKey.SITE)));
              row.put(
                  OutputTables.DEVICE_MODEL.name(),
                  names.deviceModel(byModel.part(cell, ModelKey.DEVICE_MODEL)));
              return mart.row(row);
            });
  }
}
