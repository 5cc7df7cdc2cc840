package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.PerQuery;

/**
 * What single queries cost, by model, operation and token class. A mean over days is exact.
 * Percentiles of days have no exact percentile: of several days the middle one is shown, each day
 * weighing as many requests as it had.
 */
final class ReportQueries {

  private static final int MOST_ROWS = 3_000;
  private static final double MIDDLE = 0.5;

  private static final List<Field> MEANS =
      List.of(
          PerQuery.ENERGY.mean(),
          PerQuery.ENERGY_WITH_IDLE.mean(),
          PerQuery.SCI_PER_REQUEST_GCO2E,
          PerQuery.WEB_SEARCH_RATIO);

  private static final List<Field> MIDDLES =
      List.of(
          PerQuery.ENERGY.p50(),
          PerQuery.ENERGY.p90(),
          PerQuery.ENERGY.p99(),
          PerQuery.ENERGY_WITH_IDLE.p50(),
          PerQuery.MARGINAL_ENERGY_PER_QUERY_WH,
          PerQuery.ENERGY_PER_1K_OUTPUT_TOKENS_WH,
          PerQuery.LOCATION_EMISSIONS.p50(),
          PerQuery.WATER.p50());

  private final List<List<Object>> rows;

  private ReportQueries(List<List<Object>> rows) {
    this.rows = rows;
  }

  /**
   * Sums.
   *
   * @param queryDaily rows of {@code query_daily}
   */
  static ReportQueries of(Dataset<Row> queryDaily) {
    Column requests = Measures.REQUESTS.column();
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(sum(requests).as(Measures.REQUESTS.name()));
    for (Field field : MEANS) {
      // Days on which it is unknown weigh nothing.
      Column weight = org.apache.spark.sql.functions.when(field.column().isNotNull(), requests);
      aggregates.add(sum(field.column().multiply(requests)).divide(sum(weight)).as(field.name()));
    }
    for (Field field : MIDDLES) {
      aggregates.add(percentile(field.column(), lit(MIDDLE), requests).as(field.name()));
    }
    List<Column> keys =
        List.of(
            OutputTables.MODEL_ID.column(),
            coalesce(CanonicalTables.OPERATION.column(), lit(OutputTables.NONE)),
            OutputTables.TOKEN_CLASS.column());
    Dataset<Row> groups =
        ReportRows.aggregated(
            queryDaily.where(requests.gt(lit(0))), keys, aggregates.toArray(Column[]::new));
    List<List<Object>> rows =
        groups
            .orderBy(
                groups.col(Measures.REQUESTS.name()).desc(),
                groups.col(OutputTables.MODEL_ID.name()),
                groups.col(groups.columns()[1]),
                groups.col(OutputTables.TOKEN_CLASS.name()))
            .limit(MOST_ROWS)
            .collectAsList()
            .stream()
            .map(ReportRows::cells)
            .collect(Collectors.toList());
    return new ReportQueries(rows);
  }

  /** One row per model, operation and token class, the most frequent first. */
  ReportTable table(boolean isOneDay) {
    String several = isOneDay ? "" : "; of several days: the middle one by requests";
    ReportColumns columns =
        new ReportColumns()
            .text("model", "Model", OutputTables.MODEL_ID.name())
            .text("operation", "Operation", "operation")
            .text("class", "Tokens", "token_class: prompt and output tokens of a request")
            .derived("requests", "Requests", Quantity.COUNT, "requests")
            .derived("mean", "Mean", Quantity.QUERY_WH, PerQuery.ENERGY.mean().name())
            .derived(
                "idle_mean",
                "Mean with idle",
                Quantity.QUERY_WH,
                name(PerQuery.ENERGY_WITH_IDLE.mean()))
            .derived("sci", "SCI", Quantity.QUERY_G, name(PerQuery.SCI_PER_REQUEST_GCO2E))
            .detail()
            .derived("searches", "Web searches", Quantity.RATIO, name(PerQuery.WEB_SEARCH_RATIO))
            .detail()
            .derived("p50", "p50", Quantity.QUERY_WH, PerQuery.ENERGY.p50().name() + several)
            .derived("p90", "p90", Quantity.QUERY_WH, PerQuery.ENERGY.p90().name() + several)
            .derived("p99", "p99", Quantity.QUERY_WH, PerQuery.ENERGY.p99().name() + several)
            .derived(
                "idle_p50",
                "p50 with idle",
                Quantity.QUERY_WH,
                PerQuery.ENERGY_WITH_IDLE.p50().name() + several)
            .detail()
            .derived(
                "marginal",
                "Marginal",
                Quantity.QUERY_WH,
                PerQuery.MARGINAL_ENERGY_PER_QUERY_WH.name() + several)
            .derived(
                "per_1k",
                "Per 1k output tokens",
                Quantity.QUERY_WH,
                PerQuery.ENERGY_PER_1K_OUTPUT_TOKENS_WH.name() + several)
            .detail()
            .derived(
                "location",
                "Location-based p50",
                Quantity.QUERY_G,
                PerQuery.LOCATION_EMISSIONS.p50().name() + several)
            .derived("water", "Water p50", Quantity.QUERY_L, PerQuery.WATER.p50().name() + several)
            .detail();
    return new ReportTable(
        "queries",
        "Energy per query by model, operation and token class",
        columns.columns(),
        rows,
        false);
  }

  /** The mean over all queries of a column; null: unknown. */
  Double mean(ReportTable table, String key) {
    int column = table.index(key);
    int requests = table.index("requests");
    double sum = 0;
    long count = 0;
    for (List<Object> row : rows) {
      if (row.get(column) != null) {
        long ofRow = (Long) row.get(requests);
        sum += (Double) row.get(column) * ofRow;
        count += ofRow;
      }
    }
    return count == 0 ? null : sum / count;
  }

  private static String name(Field field) {
    return field.name();
  }
}
