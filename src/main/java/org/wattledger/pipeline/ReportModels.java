package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.report.Bounded;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** Energy and footprint by model and site, and what they add up to. */
final class ReportModels {

  private static final int MOST_ROWS = 5_000;

  private static final List<Field> SUMS =
      List.of(
          Measures.REQUESTS,
          Measures.FAILED_REQUESTS,
          Measures.PROMPT_TOKENS,
          Measures.OUTPUT_TOKENS,
          Measures.ACTIVE_ENERGY_MJ,
          Measures.IDLE_ENERGY_MJ,
          Measures.PROVISIONED_IDLE_ENERGY_MJ,
          Measures.UNATTRIBUTED_ENERGY_MJ,
          Measures.MODELLED_ENERGY_MJ,
          Measures.HOST_ENERGY_MJ,
          Measures.FACILITY_ENERGY_WH,
          Measures.LOCATION_EMISSIONS_GCO2E,
          Measures.LOCATION_LOW_EMISSIONS_GCO2E,
          Measures.LOCATION_HIGH_EMISSIONS_GCO2E,
          Measures.MARKET_EMISSIONS_GCO2E,
          Measures.MARKET_LOW_EMISSIONS_GCO2E,
          Measures.MARKET_HIGH_EMISSIONS_GCO2E,
          Measures.EMBODIED_EMISSIONS_GCO2E,
          Measures.EMBODIED_LOW_EMISSIONS_GCO2E,
          Measures.EMBODIED_HIGH_EMISSIONS_GCO2E,
          Measures.FLOOR_EMISSIONS_GCO2E,
          Measures.CEILING_EMISSIONS_GCO2E,
          Measures.ONSITE_WATER_L,
          Measures.OFFSITE_WATER_L,
          Measures.ENERGY_COST);

  private final List<Row> groups;

  private ReportModels(List<Row> groups) {
    this.groups = groups;
  }

  /**
   * Sums.
   *
   * @param rows of {@code model_daily} or {@code model_hourly}
   */
  static ReportModels of(Dataset<Row> rows) {
    List<Column> keys =
        List.of(
            OutputTables.MODEL_ID.column(),
            OutputTables.SITE_ID.column(),
            Measures.ENERGY_COST_CURRENCY.column(),
            Measures.LOCATION_DOMINANT_INPUT.column(),
            Measures.MARKET_DOMINANT_INPUT.column(),
            Measures.EMBODIED_DOMINANT_INPUT.column());
    return new ReportModels(
        ReportRows.aggregated(rows, keys, ReportRows.sums(SUMS)).collectAsList());
  }

  /** One row per model and site, the largest first. */
  ReportTable table() {
    ReportColumns columns =
        new ReportColumns()
            .text("model", "Model", OutputTables.MODEL_ID.name())
            .text("site", "Site", OutputTables.SITE_ID.name())
            .sum(Measures.REQUESTS, "Requests")
            .energy("Provisioned idle")
            .footprint();
    boolean isPriced = currencies().size() == 1;
    if (isPriced) {
      columns.sum(Measures.ENERGY_COST, "Cost, " + currencies().get(0));
    }
    List<Field> fields = columns.fields();
    List<List<Object>> rows = new ArrayList<>();
    groups.stream()
        .collect(Collectors.groupingBy(row -> List.of(row.getString(0), row.getString(1))))
        .forEach(
            (key, ofModel) -> {
              List<Object> cells = new ArrayList<>(key);
              fields.forEach(field -> cells.add(total(ofModel, field)));
              rows.add(cells);
            });
    rows.sort(
        Comparator.comparingDouble((List<Object> row) -> -ledger(row))
            .thenComparing(row -> row.get(0) + "\n" + row.get(1)));
    return new ReportTable(
        "models",
        "Energy and footprint by model and site",
        columns.columns(),
        ReportTeams.limited(rows, columns.columns(), MOST_ROWS, "models and sites"),
        true);
  }

  private static double ledger(List<Object> row) {
    return row.subList(3, 7).stream()
        .filter(Objects::nonNull)
        .mapToDouble(cell -> ((Number) cell).doubleValue())
        .sum();
  }

  Double amount(Field field) {
    Number total = total(groups, field);
    return total == null ? null : total.doubleValue();
  }

  long count(Field field) {
    Number total = total(groups, field);
    return total == null ? 0 : total.longValue();
  }

  Bounded bounded(Field best, Field low, Field high, Field widest) {
    return new Bounded(amount(best), amount(low), amount(high), widest(best, widest));
  }

  /** The input that dominates the bounds of the most emissions. */
  private String widest(Field best, Field widest) {
    Map<String, Double> grams = new TreeMap<>();
    for (Row row : groups) {
      String input = row.getAs(widest.name());
      Double amount = row.getAs(best.name());
      if (input != null && amount != null) {
        grams.merge(input, amount, Double::sum);
      }
    }
    return grams.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** What was paid, by currency. */
  Map<String, Double> costs() {
    Map<String, Double> costs = new HashMap<>();
    for (Row row : groups) {
      String currency = row.getAs(Measures.ENERGY_COST_CURRENCY.name());
      Double cost = row.getAs(Measures.ENERGY_COST.name());
      if (currency != null && cost != null) {
        costs.merge(currency, cost, Double::sum);
      }
    }
    return costs;
  }

  /** Currencies of the prices, in order. */
  List<String> currencies() {
    return costs().keySet().stream().sorted().toList();
  }

  private static Number total(List<Row> rows, Field field) {
    Number total = null;
    for (Row row : rows) {
      Number more = row.getAs(field.name());
      if (total instanceof Long whole && more instanceof Long also) {
        total = Math.addExact(whole, also);
      } else if (more != null) {
        total = total == null ? more : (Number) (total.doubleValue() + more.doubleValue());
      }
    }
    return total;
  }
}
