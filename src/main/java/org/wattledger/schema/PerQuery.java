package org.wattledger.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one query costs, as {@code query_daily} shows it: mean and percentiles over the requests
 * that lie wholly inside the day, and ratios of the day's totals.
 */
public final class PerQuery {

  public static final Distribution ENERGY =
      new Distribution("energy_per_query", Unit.WATT_HOURS, "Energy of the devices, active only");
  public static final Distribution ENERGY_WITH_IDLE =
      new Distribution(
          "energy_with_idle_per_query",
          Unit.WATT_HOURS,
          "Energy of the devices, shared idle included");
  public static final Distribution LOCATION_EMISSIONS =
      new Distribution("location_emissions_per_query", Unit.GRAMS_CO2E, "Location-based emissions");
  public static final Distribution WATER =
      new Distribution("water_per_query", Unit.LITRES, "Water, on-site and off-site");

  public static final Field MARGINAL_ENERGY_PER_QUERY_WH =
      Field.amount(
          "marginal_energy_per_query_wh",
          Unit.WATT_HOURS,
          "Slope of the model's energy against its requests, hour by hour: what one more request"
              + " adds; the same in all rows of a model");
  public static final Field ENERGY_PER_1K_OUTPUT_TOKENS_WH =
      Field.amount(
          "energy_per_1k_output_tokens_wh", Unit.WATT_HOURS, "Energy per 1,000 output tokens");
  public static final Field SCI_PER_REQUEST_GCO2E =
      Field.amount(
          "sci_per_request_gco2e",
          Unit.GRAMS_CO2E,
          "Software Carbon Intensity (E x I + M) / R, with R = one request");
  public static final Field SCI_PER_1K_OUTPUT_TOKENS_GCO2E =
      Field.amount(
          "sci_per_1k_output_tokens_gco2e",
          Unit.GRAMS_CO2E,
          "Software Carbon Intensity (E x I + M) / R, with R = 1,000 output tokens");
  public static final Field WEB_SEARCH_RATIO =
      Field.amount(
          "web_search_ratio", Unit.RATIO, "Mean energy of a query in web searches of 0.3 Wh");

  static final List<Field> FIELDS =
      Stream.of(
              Stream.of(ENERGY, ENERGY_WITH_IDLE, LOCATION_EMISSIONS, WATER)
                  .flatMap(distribution -> distribution.fields().stream()),
              Stream.of(
                  MARGINAL_ENERGY_PER_QUERY_WH,
                  ENERGY_PER_1K_OUTPUT_TOKENS_WH,
                  SCI_PER_REQUEST_GCO2E,
                  SCI_PER_1K_OUTPUT_TOKENS_GCO2E,
                  WEB_SEARCH_RATIO))
          .flatMap(part -> part)
          .toList();

  private PerQuery() {}

  /** Four columns on one quantity: {@code <quantity>_{mean,p50,p90,p99}_<unit>}. */
  public static final class Distribution {

    private final Field mean;
    private final Field p50;
    private final Field p90;
    private final Field p99;

    private Distribution(String quantity, Unit unit, String doc) {
      mean = column(quantity, "mean", unit, doc + ": mean per query");
      p50 = column(quantity, "p50", unit, doc + ": median");
      p90 = column(quantity, "p90", unit, doc + ": 90th percentile");
      p99 = column(quantity, "p99", unit, doc + ": 99th percentile");
    }

    private static Field column(String quantity, String statistic, Unit unit, String doc) {
      return Field.amount(quantity + "_" + statistic + "_" + unit.suffix(), unit, doc);
    }

    public Field mean() {
      return mean;
    }

    public Field p50() {
      return p50;
    }

    public Field p90() {
      return p90;
    }

    public Field p99() {
      return p99;
    }

    List<Field> fields() {
      return List.of(mean, p50, p90, p99);
    }
  }
}
