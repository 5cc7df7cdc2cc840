package org.wattledger.marts;

import static org.wattledger.schema.AttributedTables.WHOLE_ACTIVE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_IDLE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.AttributedTables.WHOLE_OUTPUT_TOKENS;
import static org.wattledger.schema.AttributedTables.WHOLE_REQUESTS;
import static org.wattledger.schema.AttributedTables.WHOLE_WATER_L;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.Pricing;
import org.wattledger.physics.SoftwareCarbonIntensity;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.Energy;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PerQuery;

/** One row per model, operation, token class and day: what a query costs, mean and percentiles. */
public final class QueryDaily implements Serializable {

  private static final long serialVersionUID = 1L;

  private final DayNames names;
  private final Pricing pricing;
  private final Map<Integer, Double> marginalWh;
  private final double webSearchWh;
  private final MartRows mart;

  /**
   * @param marginalWh energy of one more query by number of the model
   * @param webSearchWh energy of one web search, Wh
   */
  public QueryDaily(
      DayNames names,
      Pricing pricing,
      Map<Integer, Double> marginalWh,
      double webSearchWh,
      Provenance provenance) {
    this.names = names;
    this.pricing = pricing;
    this.marginalWh = marginalWh;
    this.webSearchWh = webSearchWh;
    this.mart = new MartRows(OutputTables.QUERY_DAILY, provenance);
  }

  /**
   * @param ledger of requests by token class: all of the models, operations and classes that occur
   * @param histograms of the same, counts by what a query cost
   */
  public List<Row> rows(KeyedSums ledger, KeyedSums histograms) {
    QueryPercentiles percentiles = new QueryPercentiles(histograms);
    return new LedgerGroups(
            ledger,
            cell -> names.siteOf(ledger.part(cell, LedgerKey.POOL)),
            cell -> ledger.part(cell, LedgerKey.INTERVAL),
            cell -> ledger.part(cell, LedgerKey.MODEL),
            cell -> ledger.part(cell, LedgerKey.OPERATION),
            cell -> ledger.part(cell, LedgerKey.TOKEN_CLASS))
        .rows(
            pricing,
            (cell, row) -> {
              int model = ledger.part(cell, LedgerKey.MODEL);
              int operation = ledger.part(cell, LedgerKey.OPERATION);
              int tokenClass = ledger.part(cell, LedgerKey.TOKEN_CLASS);
              putMeans(row);
              percentiles.put(row, model, operation, tokenClass);
              row.put(PerQuery.MARGINAL_ENERGY_PER_QUERY_WH.name(), marginalWh.get(model));
              row.put(OutputTables.MODEL_ID.name(), names.models().get(model));
              row.put(CanonicalTables.OPERATION.name(), names.operations().get(operation));
              row.put(OutputTables.TOKEN_CLASS.name(), TokenClass.values()[tokenClass].label());
              return mart.row(row);
            });
  }

  private void putMeans(Map<String, Object> row) {
    long requests = number(row, WHOLE_REQUESTS);
    double activeWh = Energy.wattHours((double) number(row, WHOLE_ACTIVE_MJ));
    double withIdleWh =
        Energy.wattHours((double) (number(row, WHOLE_ACTIVE_MJ) + number(row, WHOLE_IDLE_MJ)));
    putRatio(row, PerQuery.ENERGY.mean(), activeWh, requests);
    putRatio(row, PerQuery.ENERGY_WITH_IDLE.mean(), withIdleWh, requests);
    putRatio(
        row,
        PerQuery.LOCATION_EMISSIONS.mean(),
        amount(row, WHOLE_LOCATION_EMISSIONS_GCO2E),
        requests);
    putRatio(row, PerQuery.WATER.mean(), amount(row, WHOLE_WATER_L), requests);
    putRatio(
        row,
        PerQuery.ENERGY_PER_1K_OUTPUT_TOKENS_WH,
        withIdleWh * 1_000.0,
        number(row, WHOLE_OUTPUT_TOKENS));
    putSci(row, PerQuery.SCI_PER_REQUEST_GCO2E, number(row, Measures.REQUESTS));
    putSci(
        row,
        PerQuery.SCI_PER_1K_OUTPUT_TOKENS_GCO2E,
        number(row, CanonicalTables.OUTPUT_TOKENS) / 1_000.0);
    if (requests != 0) {
      row.put(PerQuery.WEB_SEARCH_RATIO.name(), withIdleWh / requests / webSearchWh);
    }
  }

  private static void putSci(Map<String, Object> row, Field sci, double units) {
    put(
        row,
        sci,
        SoftwareCarbonIntensity.perUnitG(
            amount(row, Measures.LOCATION_EMISSIONS_GCO2E),
            amount(row, Measures.EMBODIED_EMISSIONS_GCO2E),
            units));
  }

  /** Without units there is no ratio. */
  private static void putRatio(Map<String, Object> row, Field ratio, double amount, long units) {
    if (units != 0) {
      put(row, ratio, amount / units);
    }
  }

  private static void put(Map<String, Object> row, Field field, double amount) {
    if (!Double.isNaN(amount)) {
      row.put(field.name(), amount);
    }
  }

  private static long number(Map<String, Object> row, Field field) {
    return (Long) row.get(field.name());
  }

  private static double amount(Map<String, Object> row, Field field) {
    return row.get(field.name()) instanceof Double amount ? amount : Double.NaN;
  }
}
