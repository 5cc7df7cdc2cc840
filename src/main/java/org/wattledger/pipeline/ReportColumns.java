package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.report.Quantity;
import org.wattledger.report.TableColumn;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/** Published columns as columns of the report, in the order in which they are added. */
final class ReportColumns {

  private final List<TableColumn> columns = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();

  ReportColumns text(String key, String label, String doc) {
    columns.add(TableColumn.text(key, label, doc));
    return this;
  }

  /** A number that is no published column. */
  ReportColumns derived(String key, String label, Quantity quantity, String doc) {
    columns.add(new TableColumn(key, label, quantity, doc, false));
    return this;
  }

  /** The sum of a measure, in the quantity of its unit. */
  ReportColumns sum(Field field, String label) {
    columns.add(
        new TableColumn(
            field.name(), label, quantity(field), field.name() + ": " + field.doc(), false));
    fields.add(field);
    return this;
  }

  /**
   * Energy: the parts of the ledger, the host, and what a facility draws for both.
   *
   * @param provisioned what provisioned idle is called
   */
  ReportColumns energy(String provisioned) {
    return sum(Measures.ACTIVE_ENERGY_MJ, "Active")
        .sum(Measures.IDLE_ENERGY_MJ, "Shared idle")
        .sum(Measures.PROVISIONED_IDLE_ENERGY_MJ, provisioned)
        .sum(Measures.UNATTRIBUTED_ENERGY_MJ, "Unattributed")
        .detail()
        .sum(Measures.HOST_ENERGY_MJ, "Host")
        .detail()
        .sum(Measures.FACILITY_ENERGY_WH, "Facility");
  }

  /** Emissions with their bounds, and water. */
  ReportColumns footprint() {
    return sum(Measures.LOCATION_EMISSIONS_GCO2E, "Location-based")
        .sum(Measures.LOCATION_LOW_EMISSIONS_GCO2E, "low")
        .detail()
        .sum(Measures.LOCATION_HIGH_EMISSIONS_GCO2E, "high")
        .detail()
        .sum(Measures.MARKET_EMISSIONS_GCO2E, "Market-based")
        .sum(Measures.EMBODIED_EMISSIONS_GCO2E, "Embodied")
        .detail()
        .sum(Measures.ONSITE_WATER_L, "Water on site")
        .detail()
        .sum(Measures.OFFSITE_WATER_L, "Water off site")
        .detail();
  }

  /** The column before is shown on request only. */
  ReportColumns detail() {
    int last = columns.size() - 1;
    columns.set(last, columns.get(last).asDetail());
    return this;
  }

  List<TableColumn> columns() {
    return List.copyOf(columns);
  }

  /** Measures that are summed, in their order. */
  List<Field> fields() {
    return List.copyOf(fields);
  }

  private static Quantity quantity(Field field) {
    return switch (field.unit()) {
      case COUNT, TOKENS -> Quantity.COUNT;
      case MILLIJOULES -> Quantity.ENERGY_MJ;
      case WATT_HOURS -> Quantity.ENERGY_WH;
      case GRAMS_CO2E -> Quantity.EMISSIONS_G;
      case LITRES -> Quantity.WATER_L;
      case MONEY -> Quantity.COST;
      case HOURS -> Quantity.HOURS;
      case RATIO -> Quantity.SHARE;
      case NONE,
          WATTS,
          KILOWATT_HOURS,
          CUBIC_METRES,
          KILOGRAMS_CO2E,
          GRAMS_CO2E_PER_KWH,
          LITRES_PER_KWH,
          SECONDS,
          GIGABYTES,
          HOUR_OF_DAY,
          DATE,
          INSTANT ->
          Quantity.NUMBER;
    };
  }
}
