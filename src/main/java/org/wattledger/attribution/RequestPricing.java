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
import org.wattledger.physics.SiteFactor;
import org.wattledger.physics.SiteFactors;
import org.wattledger.physics.UpstreamEmissions;
import org.wattledger.physics.WaterUse;
import org.wattledger.quantity.Energy;

/**
 * Adds to a request what follows from the energy of one interval; NaN where a factor is missing.
 */
final class RequestPricing {

  private final SiteFactors factors;

  RequestPricing(SiteFactors factors) {
    this.factors = factors;
  }

  /**
   * @param energyMj of devices and host
   * @param meterDown by how much of it less the meters may have recorded, relative
   * @param meterUp the same upwards
   */
  void add(
      BookedRequest booked,
      int site,
      int interval,
      long energyMj,
      double meterDown,
      double meterUp) {
    if (energyMj == 0) {
      // Nothing times an unknown factor is nothing.
      return;
    }
    double itWh = Energy.ofMillijoules(energyMj).wattHours();
    double facilityWh =
        FacilityEnergy.facilityEnergyWh(itWh, factors.get(SiteFactor.PUE, site, interval));
    booked.add(IT_ENERGY_WH, itWh);
    booked.add(FACILITY_ENERGY_WH, facilityWh);
    emissions(booked, site, interval, facilityWh);
    bounds(booked, site, interval, facilityWh, meterDown, meterUp);
    booked.add(
        ONSITE_WATER_L, WaterUse.onsiteWaterL(itWh, factors.get(SiteFactor.WUE, site, interval)));
    booked.add(
        OFFSITE_WATER_L,
        WaterUse.offsiteWaterL(facilityWh, factors.get(SiteFactor.EWIF, site, interval)));
    booked.add(
        OFFSITE_WATER_WITHDRAWAL_L,
        WaterUse.offsiteWaterL(
            facilityWh, factors.get(SiteFactor.EWIF_WITHDRAWAL, site, interval)));
    booked.add(
        COST, EnergyCost.energyCost(facilityWh, factors.get(SiteFactor.PRICE, site, interval)));
  }

  private void emissions(BookedRequest booked, int site, int interval, double facilityWh) {
    booked.add(
        MARKET_G,
        MarketEmissions.marketEmissionsG(
            facilityWh, factors.get(SiteFactor.MARKET, site, interval)));
    booked.add(
        MARGINAL_G,
        OperationalEmissions.operationalEmissionsG(
            facilityWh, factors.get(SiteFactor.MARGINAL, site, interval)));
    booked.add(
        UPSTREAM_G,
        UpstreamEmissions.upstreamEmissionsG(
            facilityWh, factors.get(SiteFactor.UPSTREAM, site, interval)));
    booked.add(
        FLOOR_G, OperationalEmissions.floorEmissionsG(facilityWh, factors.cleanestGramsPerKwh()));
    booked.add(
        CEILING_G,
        OperationalEmissions.ceilingEmissionsG(facilityWh, factors.dirtiestGramsPerKwh()));
  }

  private void bounds(
      BookedRequest booked,
      int site,
      int interval,
      double facilityWh,
      double meterDown,
      double meterUp) {
    double grams =
        OperationalEmissions.operationalEmissionsG(
            facilityWh, factors.get(SiteFactor.LOCATION, site, interval));
    double down =
        EmissionBounds.combined(
            meterDown,
            factors.get(SiteFactor.PUE_DOWN, site, interval),
            factors.get(SiteFactor.LOCATION_DOWN, site, interval));
    double up =
        EmissionBounds.combined(
            meterUp,
            factors.get(SiteFactor.PUE_UP, site, interval),
            factors.get(SiteFactor.LOCATION_UP, site, interval));
    booked.add(LOCATION_G, grams);
    booked.add(LOCATION_LOW_G, EmissionBounds.low(grams, down));
    booked.add(LOCATION_HIGH_G, EmissionBounds.high(grams, up));
  }
}
