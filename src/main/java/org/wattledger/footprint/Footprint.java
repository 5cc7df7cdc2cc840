package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.LEDGER;

import java.util.List;
import java.util.Map;
import org.wattledger.books.Pricing;
import org.wattledger.physics.EmissionBounds;
import org.wattledger.physics.EnergyCost;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.MarketEmissions;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.UpstreamEmissions;
import org.wattledger.physics.WaterUse;
import org.wattledger.quantity.Energy;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;

/**
 * From energy to footprint, for sums of one site and interval: facility energy, emissions in every
 * reading with their bounds, water and cost. A missing factor gives NaN, never a default; an amount
 * of no energy needs no factor.
 */
public final class Footprint implements Pricing {

  private static final long serialVersionUID = 1L;

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private static final int[] METERED =
      numbers(
          Measures.ACTIVE_ENERGY_MJ,
          Measures.IDLE_ENERGY_MJ,
          Measures.PROVISIONED_IDLE_ENERGY_MJ,
          Measures.UNATTRIBUTED_ENERGY_MJ,
          Measures.HOST_ENERGY_MJ,
          Measures.MODELLED_ENERGY_MJ);
  private static final int[] WHOLE =
      numbers(
          AttributedTables.WHOLE_ACTIVE_MJ,
          AttributedTables.WHOLE_IDLE_MJ,
          AttributedTables.WHOLE_HOST_MJ);
  private static final int MODELLED_UNKNOWN = number(AttributedTables.MODELLED_UNKNOWN);
  private static final int METER_DOWN = number(AttributedTables.METER_DOWN_MJ);
  private static final int METER_UP = number(AttributedTables.METER_UP_MJ);
  private static final int EMBODIED_UNKNOWN = number(AttributedTables.EMBODIED_UNKNOWN);

  private static final int IT_WH = amount(Measures.IT_ENERGY_WH);
  private static final int FACILITY_WH = amount(Measures.FACILITY_ENERGY_WH);
  private static final int UPSTREAM_G = amount(Measures.UPSTREAM_EMISSIONS_GCO2E);
  private static final int UPSTREAM_LOW_G = amount(Measures.UPSTREAM_LOW_EMISSIONS_GCO2E);
  private static final int UPSTREAM_HIGH_G = amount(Measures.UPSTREAM_HIGH_EMISSIONS_GCO2E);
  private static final int FLOOR_G = amount(Measures.FLOOR_EMISSIONS_GCO2E);
  private static final int CEILING_G = amount(Measures.CEILING_EMISSIONS_GCO2E);
  private static final int ONSITE_L = amount(Measures.ONSITE_WATER_L);
  private static final int OFFSITE_L = amount(Measures.OFFSITE_WATER_L);
  private static final int WITHDRAWAL_L = amount(Measures.OFFSITE_WATER_WITHDRAWAL_L);
  private static final int COST = amount(Measures.ENERGY_COST);
  private static final int METER_SPREAD_WH = amount(AttributedTables.METER_SPREAD_WH);
  private static final int PUE_SPREAD_WH = amount(AttributedTables.PUE_SPREAD_WH);
  private static final int WHOLE_LOCATION_G =
      amount(AttributedTables.WHOLE_LOCATION_EMISSIONS_GCO2E);
  private static final int WHOLE_WATER_L = amount(AttributedTables.WHOLE_WATER_L);

  private final SiteFactors factors;
  private final String[] currencies;

  /** {@code currencies}: of a site's prices, as far as they are known. */
  public Footprint(SiteFactors factors, Map<String, String> currencies) {
    this.factors = factors;
    this.currencies = factors.sites().stream().map(currencies::get).toArray(String[]::new);
  }

  @Override
  public String currency(int site) {
    return currencies[site];
  }

  @Override
  public void price(long[] sums, int site, int interval, double[] into) {
    double itWh =
        sums[MODELLED_UNKNOWN] > 0 ? Double.NaN : Energy.wattHours((double) total(sums, METERED));
    double facilityWh =
        zeroIfNone(
            itWh, FacilityEnergy.facilityEnergyWh(itWh, get(SiteFactor.PUE, site, interval)));
    into[IT_WH] = itWh;
    into[FACILITY_WH] = facilityWh;
    into[FLOOR_G] = OperationalEmissions.floorEmissionsG(facilityWh, factors.cleanestGramsPerKwh());
    into[CEILING_G] =
        OperationalEmissions.ceilingEmissionsG(facilityWh, factors.dirtiestGramsPerKwh());
    into[ONSITE_L] =
        zeroIfNone(itWh, WaterUse.onsiteWaterL(itWh, get(SiteFactor.WUE, site, interval)));
    into[OFFSITE_L] =
        zeroIfNone(itWh, WaterUse.offsiteWaterL(facilityWh, get(SiteFactor.EWIF, site, interval)));
    into[WITHDRAWAL_L] =
        zeroIfNone(
            itWh,
            WaterUse.offsiteWaterL(facilityWh, get(SiteFactor.EWIF_WITHDRAWAL, site, interval)));
    into[COST] =
        zeroIfNone(itWh, EnergyCost.energyCost(facilityWh, get(SiteFactor.PRICE, site, interval)));
    emissions(sums, site, interval, into);
    for (Embodied embodied : Embodied.ALL) {
      into[embodied.amount] =
          sums[EMBODIED_UNKNOWN] == 0 ? sums[embodied.sum] / NANOGRAMS_PER_GRAM : Double.NaN;
    }
    whole(sums, site, interval, into);
  }

  private void emissions(long[] sums, int site, int interval, double[] into) {
    double itWh = into[IT_WH];
    double facilityWh = into[FACILITY_WH];
    double energyMj = itWh * (double) Energy.MILLIJOULES_PER_WATT_HOUR;
    double meterDown = energyMj > 0 ? sums[METER_DOWN] / energyMj : 0;
    double meterUp = energyMj > 0 ? sums[METER_UP] / energyMj : 0;
    double pueDown = get(SiteFactor.PUE_DOWN, site, interval);
    double pueUp = get(SiteFactor.PUE_UP, site, interval);
    into[METER_SPREAD_WH] = orZero(itWh * (meterDown + meterUp));
    into[PUE_SPREAD_WH] = orZero(itWh * (pueDown + pueUp));
    for (Reading reading : Reading.ALL) {
      double down = orZero(get(reading.down, site, interval));
      double up = orZero(get(reading.up, site, interval));
      double grams =
          zeroIfNone(itWh, reading.formula.of(facilityWh, get(reading.factor, site, interval)));
      into[reading.best] = grams;
      into[reading.low] =
          EmissionBounds.low(grams, EmissionBounds.combined(meterDown, orZero(pueDown), down));
      into[reading.high] =
          EmissionBounds.high(grams, EmissionBounds.combined(meterUp, orZero(pueUp), up));
      into[reading.spread] = orZero(itWh * (down + up));
    }
    // The upstream factor has no published range of its own.
    double upstream =
        zeroIfNone(
            itWh,
            UpstreamEmissions.upstreamEmissionsG(
                facilityWh, get(SiteFactor.UPSTREAM, site, interval)));
    into[UPSTREAM_G] = upstream;
    into[UPSTREAM_LOW_G] =
        EmissionBounds.low(upstream, EmissionBounds.combined(meterDown, orZero(pueDown), 0));
    into[UPSTREAM_HIGH_G] =
        EmissionBounds.high(upstream, EmissionBounds.combined(meterUp, orZero(pueUp), 0));
  }

  /** Of the requests that lie wholly inside the day. */
  private void whole(long[] sums, int site, int interval, double[] into) {
    double itWh = Energy.wattHours((double) total(sums, WHOLE));
    double facilityWh = FacilityEnergy.facilityEnergyWh(itWh, get(SiteFactor.PUE, site, interval));
    into[WHOLE_LOCATION_G] =
        zeroIfNone(
            itWh,
            OperationalEmissions.operationalEmissionsG(
                facilityWh, get(SiteFactor.LOCATION, site, interval)));
    into[WHOLE_WATER_L] =
        zeroIfNone(
            itWh,
            WaterUse.onsiteWaterL(itWh, get(SiteFactor.WUE, site, interval))
                + WaterUse.offsiteWaterL(facilityWh, get(SiteFactor.EWIF, site, interval)));
  }

  private double get(SiteFactor factor, int site, int interval) {
    return factors.get(factor, site, interval);
  }

  @FunctionalInterface
  private interface Formula {
    double of(double facilityWh, double gramsPerKwh);
  }

  /** A kind of emissions whose factor has a range. */
  private record Reading(
      int best,
      int low,
      int high,
      int spread,
      SiteFactor factor,
      SiteFactor down,
      SiteFactor up,
      Formula formula) {

    static final List<Reading> ALL =
        List.of(
            new Reading(
                amount(Measures.LOCATION_EMISSIONS_GCO2E),
                amount(Measures.LOCATION_LOW_EMISSIONS_GCO2E),
                amount(Measures.LOCATION_HIGH_EMISSIONS_GCO2E),
                amount(AttributedTables.LOCATION_SPREAD_WH),
                SiteFactor.LOCATION,
                SiteFactor.LOCATION_DOWN,
                SiteFactor.LOCATION_UP,
                OperationalEmissions::operationalEmissionsG),
            new Reading(
                amount(Measures.MARKET_EMISSIONS_GCO2E),
                amount(Measures.MARKET_LOW_EMISSIONS_GCO2E),
                amount(Measures.MARKET_HIGH_EMISSIONS_GCO2E),
                amount(AttributedTables.MARKET_SPREAD_WH),
                SiteFactor.MARKET,
                SiteFactor.MARKET_DOWN,
                SiteFactor.MARKET_UP,
                MarketEmissions::marketEmissionsG),
            new Reading(
                amount(Measures.MARGINAL_EMISSIONS_GCO2E),
                amount(Measures.MARGINAL_LOW_EMISSIONS_GCO2E),
                amount(Measures.MARGINAL_HIGH_EMISSIONS_GCO2E),
                amount(AttributedTables.MARGINAL_SPREAD_WH),
                SiteFactor.MARGINAL,
                SiteFactor.MARGINAL_DOWN,
                SiteFactor.MARGINAL_UP,
                OperationalEmissions::operationalEmissionsG));
  }

  /** Embodied emissions, best value and bounds. */
  private record Embodied(int sum, int amount) {
    static final List<Embodied> ALL =
        List.of(
            of(AttributedTables.EMBODIED_NG, Measures.EMBODIED_EMISSIONS_GCO2E),
            of(AttributedTables.EMBODIED_LOW_NG, Measures.EMBODIED_LOW_EMISSIONS_GCO2E),
            of(AttributedTables.EMBODIED_HIGH_NG, Measures.EMBODIED_HIGH_EMISSIONS_GCO2E));

    private static Embodied of(Field ng, Field grams) {
      return new Embodied(number(ng), Footprint.amount(grams));
    }
  }

  private static int number(Field sum) {
    return LEDGER.indexOf(sum);
  }

  private static int[] numbers(Field... sums) {
    return List.of(sums).stream().mapToInt(Footprint::number).toArray();
  }

  private static int amount(Field amount) {
    return AMOUNTS.indexOf(amount);
  }

  private static long total(long[] sums, int[] numbers) {
    long total = 0;
    for (int number : numbers) {
      total = Math.addExact(total, sums[number]);
    }
    return total;
  }

  private static double zeroIfNone(double energyWh, double amount) {
    return energyWh == 0 ? 0 : amount;
  }

  private static double orZero(double amount) {
    return Double.isNaN(amount) ? 0 : amount;
  }
}
