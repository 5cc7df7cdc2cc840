package org.wattledger.scenario;

import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.ENERGY_COST;
import static org.wattledger.schema.Measures.ENERGY_COST_CURRENCY;
import static org.wattledger.schema.Measures.FACILITY_ENERGY_WH;
import static org.wattledger.schema.Measures.IT_ENERGY_WH;
import static org.wattledger.schema.Measures.LOCATION_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.METHOD_VERSION;
import static org.wattledger.schema.Measures.OFFSITE_WATER_L;
import static org.wattledger.schema.Measures.ONSITE_WATER_L;
import static org.wattledger.schema.Measures.REFERENCE_VERSION;
import static org.wattledger.schema.ScenarioTables.BASELINE_EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.ScenarioTables.BASELINE_EMISSIONS_GCO2E;
import static org.wattledger.schema.ScenarioTables.BASELINE_ENERGY_WH;
import static org.wattledger.schema.ScenarioTables.SCENARIO_ID;
import static org.wattledger.schema.ScenarioTables.SCENARIO_KIND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * The hours of a model at a site under one scenario, summed: what it changes, and beside it what
 * was published. A sum is unknown as soon as one of its hours is.
 */
final class ScenarioSums {

  private static final TableCells HOURS = new TableCells(OutputTables.MODEL_HOURLY);

  /** What a row has of the hours that it sums. */
  private static final List<Field> OF_HOURS =
      List.of(
          OutputTables.USAGE_DATE,
          OutputTables.MODEL_ID,
          OutputTables.SITE_ID,
          METHOD_VERSION,
          REFERENCE_VERSION);

  private static final StructType SCHEMA = OutputTables.SCENARIO_DAILY.schema();

  private double itEnergyWh;
  private double facilityEnergyWh;
  private double locationG;
  private double embodiedG;
  private double onsiteWaterL;
  private double offsiteWaterL;
  private double cost;
  private double baselineEnergyWh;
  private double baselineLocationG;
  private double baselineEmbodiedG;
  private long accountedMj;
  private boolean isPartlyUnmetered;
  private final Set<String> currencies = new TreeSet<>();

  void add(LoadHour published, OtherHour other) {
    itEnergyWh += other.itEnergyWh();
    facilityEnergyWh += other.facilityEnergyWh();
    locationG += other.locationG();
    embodiedG += other.embodiedG();
    onsiteWaterL += other.onsiteWaterL();
    offsiteWaterL += other.offsiteWaterL();
    cost += other.cost();
    baselineEnergyWh += published.facilityEnergyWh();
    baselineLocationG += published.locationG();
    baselineEmbodiedG += published.embodiedG();
    accountedMj = Math.addExact(accountedMj, published.accountedMj());
    isPartlyUnmetered |= published.isUnmetered();
    if (other.currency() != null) {
      currencies.add(other.currency());
    }
  }

  /**
   * @param hour one of the summed hours, as it was published
   */
  Row row(ScenarioChange change, Row hour) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(SCENARIO_ID, change.id());
    cells.put(SCENARIO_KIND, change.kind().text());
    OF_HOURS.forEach(field -> cells.put(field, HOURS.get(hour, field)));
    // A day of nothing but requests without meters stays unknown.
    if (accountedMj != 0 || !isPartlyUnmetered) {
      putAmounts(cells);
    }
    if (currencies.size() == 1) {
      cells.put(ENERGY_COST_CURRENCY, currencies.iterator().next());
    }
    List<Object> row = new ArrayList<>();
    OutputTables.SCENARIO_DAILY.fields().forEach(field -> row.add(cells.get(field)));
    return new GenericRowWithSchema(row.toArray(), SCHEMA);
  }

  private void putAmounts(Map<Field, Object> cells) {
    put(cells, IT_ENERGY_WH, itEnergyWh);
    put(cells, FACILITY_ENERGY_WH, facilityEnergyWh);
    put(cells, LOCATION_EMISSIONS_GCO2E, locationG);
    put(cells, EMBODIED_EMISSIONS_GCO2E, embodiedG);
    put(cells, ONSITE_WATER_L, onsiteWaterL);
    put(cells, OFFSITE_WATER_L, offsiteWaterL);
    put(cells, BASELINE_ENERGY_WH, baselineEnergyWh);
    put(cells, BASELINE_EMISSIONS_GCO2E, baselineLocationG);
    put(cells, BASELINE_EMBODIED_EMISSIONS_GCO2E, baselineEmbodiedG);
    if (currencies.size() <= 1) {
      // Amounts of different currencies have no sum.
      put(cells, ENERGY_COST, cost);
    }
  }

  private static void put(Map<Field, Object> cells, Field field, double amount) {
    if (!Double.isNaN(amount)) {
      cells.put(field, amount);
    }
  }
}
