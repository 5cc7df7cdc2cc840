package org.wattledger.footprint;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.columns.FormulaColumns;
import org.wattledger.quantity.Energy;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.SiteFactorColumns;

/**
 * From energy to footprint, per key, site and interval: facility energy, emissions in every reading
 * with their bounds, water and cost. A missing factor gives null, never a default; an amount of no
 * energy needs no factor.
 */
public final class Footprint {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private final Dataset<Row> siteIntervals;
  private final double cleanestGramsPerKwh;
  private final double dirtiestGramsPerKwh;

  /**
   * @param siteIntervals factors, one row per site and interval
   * @param cleanestGramsPerKwh of all generation technologies
   * @param dirtiestGramsPerKwh of all generation technologies
   */
  public Footprint(
      Dataset<Row> siteIntervals, double cleanestGramsPerKwh, double dirtiestGramsPerKwh) {
    this.siteIntervals = siteIntervals;
    this.cleanestGramsPerKwh = cleanestGramsPerKwh;
    this.dirtiestGramsPerKwh = dirtiestGramsPerKwh;
  }

  /**
   * Adds the amounts of {@code AttributedTables.AMOUNTS} and the currency of the cost.
   *
   * @param rows sums of the ledger over any keys, of one site and interval each
   */
  public Dataset<Row> of(Dataset<Row> rows) {
    Dataset<Row> joined =
        rows
            // Many to one: a site has one row per interval.
            .join(
            broadcast(siteIntervals),
            new String[] {OutputTables.SITE_ID.name(), AttributedTables.INTERVAL.name()},
            "left");
    Dataset<Row> priced = bounds(emissions(energies(joined)));
    return whole(priced)
        .drop(SiteFactorColumns.FACTORS.stream().map(Field::name).toArray(String[]::new));
  }

  private static Dataset<Row> energies(Dataset<Row> rows) {
    Column metered =
        Measures.ACTIVE_ENERGY_MJ
            .column()
            .plus(Measures.IDLE_ENERGY_MJ.column())
            .plus(Measures.PROVISIONED_IDLE_ENERGY_MJ.column())
            .plus(Measures.UNATTRIBUTED_ENERGY_MJ.column())
            .plus(Measures.HOST_ENERGY_MJ.column());
    Column energy = metered.plus(Measures.MODELLED_ENERGY_MJ.column());
    Column itWh = Measures.IT_ENERGY_WH.column();
    return rows.withColumn(Measures.IT_ENERGY_WH.name(), FormulaColumns.wattHours(energy))
        .withColumn(
            Measures.FACILITY_ENERGY_WH.name(),
            zeroIfNone(
                itWh, FormulaColumns.facilityEnergyWh(itWh, SiteFactorColumns.PUE.column())));
  }

  private Dataset<Row> emissions(Dataset<Row> rows) {
    Column itWh = Measures.IT_ENERGY_WH.column();
    Column facility = Measures.FACILITY_ENERGY_WH.column();
    Column embodied = AttributedTables.EMBODIED_NG.column().divide(NANOGRAMS_PER_GRAM);
    Map<String, Column> amounts = new LinkedHashMap<>();
    amounts.put(
        Measures.LOCATION_EMISSIONS_GCO2E.name(),
        known(FormulaColumns::operationalEmissionsG, SiteFactorColumns.LOCATION));
    amounts.put(
        Measures.MARKET_EMISSIONS_GCO2E.name(),
        known(FormulaColumns::marketEmissionsG, SiteFactorColumns.MARKET));
    amounts.put(
        Measures.MARGINAL_EMISSIONS_GCO2E.name(),
        known(FormulaColumns::operationalEmissionsG, SiteFactorColumns.MARGINAL));
    amounts.put(
        Measures.UPSTREAM_EMISSIONS_GCO2E.name(),
        known(FormulaColumns::upstreamEmissionsG, SiteFactorColumns.UPSTREAM));
    amounts.put(Measures.EMBODIED_EMISSIONS_GCO2E.name(), ifEmbodiedIsKnown(embodied));
    amounts.put(
        Measures.FLOOR_EMISSIONS_GCO2E.name(),
        FormulaColumns.floorEmissionsG(facility, lit(cleanestGramsPerKwh)));
    amounts.put(
        Measures.CEILING_EMISSIONS_GCO2E.name(),
        FormulaColumns.ceilingEmissionsG(facility, lit(dirtiestGramsPerKwh)));
    amounts.put(
        Measures.ONSITE_WATER_L.name(),
        zeroIfNone(itWh, FormulaColumns.onsiteWaterL(itWh, SiteFactorColumns.WUE.column())));
    amounts.put(
        Measures.OFFSITE_WATER_L.name(),
        known(FormulaColumns::offsiteWaterL, SiteFactorColumns.EWIF));
    amounts.put(
        Measures.OFFSITE_WATER_WITHDRAWAL_L.name(),
        known(FormulaColumns::offsiteWaterL, SiteFactorColumns.EWIF_WITHDRAWAL));
    amounts.put(
        Measures.ENERGY_COST.name(), known(FormulaColumns::energyCost, SiteFactorColumns.PRICE));
    return rows.withColumns(amounts);
  }

  private static Dataset<Row> bounds(Dataset<Row> rows) {
    Column energyMj =
        Measures.IT_ENERGY_WH.column().multiply(lit((double) Energy.MILLIJOULES_PER_WATT_HOUR));
    Column meterDown = relative(AttributedTables.METER_DOWN_MJ.column(), energyMj);
    Column meterUp = relative(AttributedTables.METER_UP_MJ.column(), energyMj);
    Column pueDown = SiteFactorColumns.PUE_DOWN.column();
    Column pueUp = SiteFactorColumns.PUE_UP.column();
    Map<String, Column> amounts = new LinkedHashMap<>();
    for (Spread spread : Spread.values()) {
      spread.bound(amounts, meterDown, meterUp);
    }
    amounts.put(
        Measures.EMBODIED_LOW_EMISSIONS_GCO2E.name(),
        ifEmbodiedIsKnown(AttributedTables.EMBODIED_LOW_NG.column().divide(NANOGRAMS_PER_GRAM)));
    amounts.put(
        Measures.EMBODIED_HIGH_EMISSIONS_GCO2E.name(),
        ifEmbodiedIsKnown(AttributedTables.EMBODIED_HIGH_NG.column().divide(NANOGRAMS_PER_GRAM)));
    amounts.put(AttributedTables.METER_SPREAD_WH.name(), width(meterDown.plus(meterUp)));
    amounts.put(AttributedTables.PUE_SPREAD_WH.name(), width(pueDown.plus(pueUp)));
    return rows.withColumns(amounts);
  }

  private static Dataset<Row> whole(Dataset<Row> rows) {
    Column wholeMj =
        AttributedTables.WHOLE_ACTIVE_MJ
            .column()
            .plus(AttributedTables.WHOLE_IDLE_MJ.column())
            .plus(AttributedTables.WHOLE_HOST_MJ.column());
    Column wholeWh = FormulaColumns.wattHours(wholeMj);
    Column wholeFacilityWh =
        FormulaColumns.facilityEnergyWh(wholeWh, SiteFactorColumns.PUE.column());
    return rows.withColumns(
        Map.of(
            AttributedTables.WHOLE_LOCATION_EMISSIONS_GCO2E.name(),
            zeroIfNone(
                wholeWh,
                FormulaColumns.operationalEmissionsG(
                    wholeFacilityWh, SiteFactorColumns.LOCATION.column())),
            AttributedTables.WHOLE_WATER_L.name(),
            zeroIfNone(
                wholeWh,
                FormulaColumns.onsiteWaterL(wholeWh, SiteFactorColumns.WUE.column())
                    .plus(
                        FormulaColumns.offsiteWaterL(
                            wholeFacilityWh, SiteFactorColumns.EWIF.column())))));
  }

  /** One kind of emissions, its factor's range and its bounds. */
  private enum Spread {
    LOCATION(
        Measures.LOCATION_EMISSIONS_GCO2E,
        Measures.LOCATION_LOW_EMISSIONS_GCO2E,
        Measures.LOCATION_HIGH_EMISSIONS_GCO2E,
        SiteFactorColumns.LOCATION_DOWN,
        SiteFactorColumns.LOCATION_UP,
        AttributedTables.LOCATION_SPREAD_WH),
    MARKET(
        Measures.MARKET_EMISSIONS_GCO2E,
        Measures.MARKET_LOW_EMISSIONS_GCO2E,
        Measures.MARKET_HIGH_EMISSIONS_GCO2E,
        SiteFactorColumns.MARKET_DOWN,
        SiteFactorColumns.MARKET_UP,
        AttributedTables.MARKET_SPREAD_WH),
    MARGINAL(
        Measures.MARGINAL_EMISSIONS_GCO2E,
        Measures.MARGINAL_LOW_EMISSIONS_GCO2E,
        Measures.MARGINAL_HIGH_EMISSIONS_GCO2E,
        SiteFactorColumns.MARGINAL_DOWN,
        SiteFactorColumns.MARGINAL_UP,
        AttributedTables.MARGINAL_SPREAD_WH),
    /** Its factor has no published range of its own. */
    UPSTREAM(
        Measures.UPSTREAM_EMISSIONS_GCO2E,
        Measures.UPSTREAM_LOW_EMISSIONS_GCO2E,
        Measures.UPSTREAM_HIGH_EMISSIONS_GCO2E,
        null,
        null,
        null);

    private final Field best;
    private final Field low;
    private final Field high;
    private final Field down;
    private final Field up;
    private final Field spread;

    Spread(Field best, Field low, Field high, Field down, Field up, Field spread) {
      this.best = best;
      this.low = low;
      this.high = high;
      this.down = down;
      this.up = up;
      this.spread = spread;
    }

    void bound(Map<String, Column> amounts, Column meterDown, Column meterUp) {
      Column factorDown = down == null ? lit(0.0) : coalesce(down.column(), lit(0.0));
      Column factorUp = up == null ? lit(0.0) : coalesce(up.column(), lit(0.0));
      Column pueDown = coalesce(SiteFactorColumns.PUE_DOWN.column(), lit(0.0));
      Column pueUp = coalesce(SiteFactorColumns.PUE_UP.column(), lit(0.0));
      amounts.put(
          low.name(),
          FormulaColumns.low(
              best.column(), FormulaColumns.combined(meterDown, pueDown, factorDown)));
      amounts.put(
          high.name(),
          FormulaColumns.high(best.column(), FormulaColumns.combined(meterUp, pueUp, factorUp)));
      if (spread != null) {
        amounts.put(spread.name(), width(factorDown.plus(factorUp)));
      }
    }
  }

  @FunctionalInterface
  private interface Formula {
    Column of(Column facilityEnergyWh, Column factor);
  }

  private static Column known(Formula formula, Field factor) {
    Column facility = Measures.FACILITY_ENERGY_WH.column();
    return zeroIfNone(Measures.IT_ENERGY_WH.column(), formula.of(facility, factor.column()));
  }

  /** How wide the range of an input is, weighed with IT energy: 0 where there is none. */
  private static Column width(Column relativeWidth) {
    return coalesce(Measures.IT_ENERGY_WH.column().multiply(relativeWidth), lit(0.0));
  }

  private static Column relative(Column deviationMj, Column energyMj) {
    return when(energyMj.gt(0), deviationMj.divide(energyMj)).otherwise(lit(0.0));
  }

  private static Column ifEmbodiedIsKnown(Column grams) {
    return when(AttributedTables.EMBODIED_UNKNOWN.column().equalTo(0), grams);
  }

  private static Column zeroIfNone(Column energyWh, Column amount) {
    return when(energyWh.equalTo(0.0), lit(0.0)).otherwise(amount);
  }
}
