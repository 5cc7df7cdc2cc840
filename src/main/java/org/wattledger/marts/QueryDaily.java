package org.wattledger.marts;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.udf;
import static org.wattledger.schema.AttributedTables.BIN;
import static org.wattledger.schema.AttributedTables.BIN_COUNT;
import static org.wattledger.schema.AttributedTables.MEASURE;
import static org.wattledger.schema.AttributedTables.WHOLE_ACTIVE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_IDLE_MJ;
import static org.wattledger.schema.AttributedTables.WHOLE_LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.AttributedTables.WHOLE_OUTPUT_TOKENS;
import static org.wattledger.schema.AttributedTables.WHOLE_REQUESTS;
import static org.wattledger.schema.AttributedTables.WHOLE_WATER_L;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columns.FormulaColumns;
import org.wattledger.physics.LogHistogram;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PerQuery;
import org.wattledger.schema.PerQuery.Distribution;
import scala.collection.Seq;

/** One row per model, operation, token class and day: what a query costs, mean and percentiles. */
public final class QueryDaily {

  private static final List<Field> KEYS =
      List.of(OutputTables.MODEL_ID, CanonicalTables.OPERATION, OutputTables.TOKEN_CLASS);

  /** Walking a histogram up to a rank is a loop; no expression does it without one row per bin. */
  private static final UserDefinedFunction QUANTILE = udf(new Quantile(), DataTypes.DoubleType);

  private QueryDaily() {}

  /**
   * @param ledger the whole ledger, from which the marginal energy follows
   * @param requestLedger the ledger of requests by token class
   * @param histograms counts by measure and bin, one row per task
   * @param webSearchWh energy of one web search, Wh
   */
  public static Dataset<Row> from(
      Dataset<Row> ledger,
      Dataset<Row> requestLedger,
      UnaryOperator<Dataset<Row>> pricing,
      Dataset<Row> histograms,
      double webSearchWh,
      Provenance provenance) {
    Dataset<Row> rows = MeasureSums.by(requestLedger, pricing, KEYS);
    Column activeWh = FormulaColumns.wattHours(WHOLE_ACTIVE_MJ.column());
    Column withIdleWh =
        FormulaColumns.wattHours(WHOLE_ACTIVE_MJ.column().plus(WHOLE_IDLE_MJ.column()));
    Column requests = WHOLE_REQUESTS.column();
    rows =
        rows.withColumn(PerQuery.ENERGY.mean().name(), try_divide(activeWh, requests))
            .withColumn(PerQuery.ENERGY_WITH_IDLE.mean().name(), try_divide(withIdleWh, requests))
            .withColumn(
                PerQuery.LOCATION_EMISSIONS.mean().name(),
                try_divide(WHOLE_LOCATION_EMISSIONS_GCO2E.column(), requests))
            .withColumn(
                PerQuery.ENERGY_PER_1K_OUTPUT_TOKENS_WH.name(),
                try_divide(withIdleWh.multiply(1_000.0), WHOLE_OUTPUT_TOKENS.column()))
            .withColumn(PerQuery.WATER.mean().name(), try_divide(WHOLE_WATER_L.column(), requests))
            .withColumn(PerQuery.SCI_PER_REQUEST_GCO2E.name(), sci(Measures.REQUESTS.column()))
            .withColumn(
                PerQuery.SCI_PER_1K_OUTPUT_TOKENS_GCO2E.name(),
                sci(CanonicalTables.OUTPUT_TOKENS.column().divide(1_000.0)))
            .withColumn(
                PerQuery.WEB_SEARCH_RATIO.name(),
                PerQuery.ENERGY_WITH_IDLE.mean().column().divide(webSearchWh));
    rows = withPercentiles(rows, histograms, "ENERGY", PerQuery.ENERGY);
    rows = withPercentiles(rows, histograms, "ENERGY_WITH_IDLE", PerQuery.ENERGY_WITH_IDLE);
    rows = withPercentiles(rows, histograms, "LOCATION_EMISSIONS", PerQuery.LOCATION_EMISSIONS);
    rows = withPercentiles(rows, histograms, "WATER", PerQuery.WATER);
    String[] model = {OutputTables.MODEL_ID.name()};
    // Many to one: a model has one marginal energy.
    rows = rows.join(broadcast(MarginalEnergy.byModel(ledger)), model, "left");
    return MeasureSums.finish(rows, OutputTables.QUERY_DAILY, provenance);
  }

  private static Column sci(Column units) {
    return FormulaColumns.sciPerUnitG(
        Measures.LOCATION_EMISSIONS_GCO2E.column(),
        Measures.EMBODIED_EMISSIONS_GCO2E.column(),
        units);
  }

  private static Dataset<Row> withPercentiles(
      Dataset<Row> rows, Dataset<Row> histograms, String measure, Distribution distribution) {
    Column[] keys = KEYS.stream().map(Field::column).toArray(Column[]::new);
    Column[] keysAndBin = new Column[keys.length + 1];
    System.arraycopy(keys, 0, keysAndBin, 0, keys.length);
    keysAndBin[keys.length] = BIN.column();
    Dataset<Row> bins =
        histograms
            .filter(MEASURE.column().equalTo(measure))
            .groupBy(keysAndBin)
            .agg(sum(BIN_COUNT.column()).as(BIN_COUNT.name()))
            .groupBy(keys)
            .agg(array_sort(collect_list(struct(BIN.column(), BIN_COUNT.column()))).as("bins"));
    Column counts = bins.col("bins");
    Dataset<Row> percentiles =
        bins.withColumn(distribution.p50().name(), QUANTILE.apply(counts, lit(0.5)))
            .withColumn(distribution.p90().name(), QUANTILE.apply(counts, lit(0.9)))
            .withColumn(distribution.p99().name(), QUANTILE.apply(counts, lit(0.99)))
            .drop("bins");
    String[] on = KEYS.stream().map(Field::name).toArray(String[]::new);
    // One to one: both sides have one row per key.
    return rows.join(percentiles, on, "left");
  }

  /** Adapter to {@link LogHistogram#quantile}. */
  private static final class Quantile implements UDF2<Seq<Row>, Double, Double> {

    private static final long serialVersionUID = 1L;

    @Override
    public Double call(Seq<Row> bins, Double p) {
      if (bins == null) {
        return null;
      }
      LogHistogram histogram = new LogHistogram();
      for (int i = 0; i < bins.length(); i++) {
        histogram.addToBin(bins.apply(i).getInt(0), bins.apply(i).getLong(1));
      }
      return histogram.quantile(p);
    }
  }
}
