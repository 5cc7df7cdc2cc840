package org.wattledger.marts;

import static org.wattledger.schema.Measures.PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_HOST_ENERGY_MJ;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.ModelKey;
import org.wattledger.books.Pricing;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** One row per model, site and hour. */
public final class ModelHourly {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private ModelHourly() {}

  /**
   * @param byModel the whole ledger under {@link ModelKey}
   * @param provisioned of it, what was provisioned and not used
   */
  public static List<Row> rows(
      KeyedSums byModel,
      KeyedSums provisioned,
      DayNames names,
      Pricing pricing,
      Provenance provenance) {
    MartRows mart = new MartRows(OutputTables.MODEL_HOURLY, provenance);
    KeyedSums idle = byHour(provisioned, names);
    return new LedgerGroups(
            byModel,
            cell -> byModel.part(cell, ModelKey.SITE),
            cell -> byModel.part(cell, ModelKey.INTERVAL),
            cell -> names.hourOf(byModel.part(cell, ModelKey.INTERVAL)),
            cell -> byModel.part(cell, ModelKey.MODEL),
            cell -> byModel.part(cell, ModelKey.SITE))
        .rows(
            pricing,
            (cell, row) -> {
              int hour = names.hourOf(byModel.part(cell, ModelKey.INTERVAL));
              int model = byModel.part(cell, ModelKey.MODEL);
              int site = byModel.part(cell, ModelKey.SITE);
              row.put(OutputTables.USAGE_HOUR.name(), hour);
              row.put(OutputTables.MODEL_ID.name(), names.models().get(model));
              row.put(OutputTables.SITE_ID.name(), names.sites().get(site));
              putIdle(row, idle, idle.cell(hour, model, site));
              return mart.row(row);
            });
  }

  private static KeyedSums byHour(KeyedSums byModel, DayNames names) {
    KeyedSums byHour = new KeyedSums(3, AttributedTables.LEDGER.size());
    long[] amounts = new long[AttributedTables.LEDGER.size()];
    for (int cell = 0; cell < byModel.size(); cell++) {
      byModel.read(cell, amounts);
      byHour.addAll(
          byHour.cell(
              names.hourOf(byModel.part(cell, ModelKey.INTERVAL)),
              byModel.part(cell, ModelKey.MODEL),
              byModel.part(cell, ModelKey.SITE)),
          amounts);
    }
    return byHour;
  }

  /** What goes with provisioned idle beside its energy. */
  private static void putIdle(Map<String, Object> row, KeyedSums idle, int cell) {
    if (sum(idle, cell, AttributedTables.HOST_UNKNOWN) == 0) {
      row.put(PROVISIONED_IDLE_HOST_ENERGY_MJ.name(), sum(idle, cell, Measures.HOST_ENERGY_MJ));
    }
    if (sum(idle, cell, AttributedTables.EMBODIED_UNKNOWN) == 0) {
      row.put(
          PROVISIONED_IDLE_EMBODIED_EMISSIONS_GCO2E.name(),
          sum(idle, cell, AttributedTables.EMBODIED_NG) / NANOGRAMS_PER_GRAM);
    }
  }

  private static long sum(KeyedSums sums, int cell, Field field) {
    return sums.sum(cell, AttributedTables.LEDGER.indexOf(field));
  }
}
