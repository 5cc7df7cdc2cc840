package org.wattledger.attribution;

import static org.wattledger.attribution.RequestAmount.CEILING_G;
import static org.wattledger.attribution.RequestAmount.COST;
import static org.wattledger.attribution.RequestAmount.FACILITY_ENERGY_WH;
import static org.wattledger.attribution.RequestAmount.FLOOR_G;
import static org.wattledger.attribution.RequestAmount.IT_ENERGY_WH;
import static org.wattledger.attribution.RequestAmount.LOCATION_G;
import static org.wattledger.attribution.RequestAmount.LOCATION_HIGH_G;
import static org.wattledger.attribution.RequestAmount.LOCATION_LOW_G;
import static org.wattledger.attribution.RequestAmount.MARGINAL_G;
import static org.wattledger.attribution.RequestAmount.MARKET_G;
import static org.wattledger.attribution.RequestAmount.OFFSITE_WATER_L;
import static org.wattledger.attribution.RequestAmount.OFFSITE_WATER_WITHDRAWAL_L;
import static org.wattledger.attribution.RequestAmount.ONSITE_WATER_L;
import static org.wattledger.attribution.RequestAmount.UPSTREAM_G;

import org.wattledger.physics.EmissionBounds;
import org.wattledger.physics.EnergyCost;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.MarketEmissions;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.UpstreamEmissions;
import org.wattledger.physics.WaterUse;
import org.wattledger.quantity.Energy;

/**
 * All that the price of a request depends on in one pool and interval: curves, ledger and the
 * factors of the site, NaN where one is missing. Looked up once, not once per request.
 */
final class PricedInterval {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  /** Null: no energy is known. */
  final PoolHour.Curves curves;

  /** Ordinal of the energy basis; negative: no energy is known. */
  final int basis;

  /** Ordinal of the host basis; negative: no host energy is known. */
  final int hostBasis;

  final boolean isHostKnown;
  final double estimatedShare;
  private final double embodiedNgPerPresenceUs;
  private final SiteFactors factors;
  private final double pue;
  private final double wue;
  private final double ewif;
  private final double ewifWithdrawal;
  private final double price;
  private final double market;
  private final double marginal;
  private final double upstream;
  private final double location;
  private final double down;
  private final double up;

  PricedInterval(
      PoolHourEntry entry, PoolHour.Curves curves, SiteFactors factors, int site, int interval) {
    this.curves = curves;
    this.basis = entry.weakestBasis();
    this.hostBasis = entry.hostBasis() == null ? -1 : entry.hostBasis().ordinal();
    this.isHostKnown = entry.hostBasis() != null || !entry.isHostUnknown();
    this.estimatedShare = entry.estimatedShare();
    this.embodiedNgPerPresenceUs = entry.embodiedNgPerPresenceUs();
    this.factors = factors;
    this.pue = factors.get(SiteFactor.PUE, site, interval);
    this.wue = factors.get(SiteFactor.WUE, site, interval);
    this.ewif = factors.get(SiteFactor.EWIF, site, interval);
    this.ewifWithdrawal = factors.get(SiteFactor.EWIF_WITHDRAWAL, site, interval);
    this.price = factors.get(SiteFactor.PRICE, site, interval);
    this.market = factors.get(SiteFactor.MARKET, site, interval);
    this.marginal = factors.get(SiteFactor.MARGINAL, site, interval);
    this.upstream = factors.get(SiteFactor.UPSTREAM, site, interval);
    this.location = factors.get(SiteFactor.LOCATION, site, interval);
    this.down =
        EmissionBounds.combined(
            entry.meterDown(),
            factors.get(SiteFactor.PUE_DOWN, site, interval),
            factors.get(SiteFactor.LOCATION_DOWN, site, interval));
    this.up =
        EmissionBounds.combined(
            entry.meterUp(),
            factors.get(SiteFactor.PUE_UP, site, interval),
            factors.get(SiteFactor.LOCATION_UP, site, interval));
  }

  /** What making the devices emitted, of a time present here. */
  double embodiedG(long presentUs) {
    return embodiedNgPerPresenceUs * presentUs / NANOGRAMS_PER_GRAM;
  }

  /** Adds to a request what follows from its energy here, of devices and host. */
  void price(BookedRequests booked, int at, long energyMj) {
    if (energyMj == 0) {
      // Nothing times an unknown factor is nothing.
      return;
    }
    double itWh = Energy.ofMillijoules(energyMj).wattHours();
    double facilityWh = FacilityEnergy.facilityEnergyWh(itWh, pue);
    booked.add(IT_ENERGY_WH, at, itWh);
    booked.add(FACILITY_ENERGY_WH, at, facilityWh);
    emissions(booked, at, facilityWh);
    booked.add(ONSITE_WATER_L, at, WaterUse.onsiteWaterL(itWh, wue));
    booked.add(OFFSITE_WATER_L, at, WaterUse.offsiteWaterL(facilityWh, ewif));
    booked.add(OFFSITE_WATER_WITHDRAWAL_L, at, WaterUse.offsiteWaterL(facilityWh, ewifWithdrawal));
    booked.add(COST, at, EnergyCost.energyCost(facilityWh, price));
  }

  private void emissions(BookedRequests booked, int at, double facilityWh) {
    double grams = OperationalEmissions.operationalEmissionsG(facilityWh, location);
    booked.add(LOCATION_G, at, grams);
    booked.add(LOCATION_LOW_G, at, EmissionBounds.low(grams, down));
    booked.add(LOCATION_HIGH_G, at, EmissionBounds.high(grams, up));
    booked.add(MARKET_G, at, MarketEmissions.marketEmissionsG(facilityWh, market));
    booked.add(MARGINAL_G, at, OperationalEmissions.operationalEmissionsG(facilityWh, marginal));
    booked.add(UPSTREAM_G, at, UpstreamEmissions.upstreamEmissionsG(facilityWh, upstream));
    booked.add(
        FLOOR_G,
        at,
        OperationalEmissions.floorEmissionsG(facilityWh, factors.cleanestGramsPerKwh()));
    booked.add(
        CEILING_G,
        at,
        OperationalEmissions.ceilingEmissionsG(facilityWh, factors.dirtiestGramsPerKwh()));
  }
}
