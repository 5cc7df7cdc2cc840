package org.wattledger.physics;

/** A factor by which energy of a site becomes something else, in one interval of the day. */
public enum SiteFactor {
  /** Facility energy by IT energy. */
  PUE,
  /** How far the PUE may lie below its best value, relative to it. */
  PUE_DOWN,
  /** How far the PUE may lie above its best value, relative to it. */
  PUE_UP,
  /** Location-based carbon intensity of the grid, gCO2e/kWh. */
  LOCATION,
  LOCATION_DOWN,
  LOCATION_UP,
  /** Contracts and residual mix, gCO2e/kWh. */
  MARKET,
  MARKET_DOWN,
  MARKET_UP,
  /** Emissions of one more kWh, gCO2e/kWh. */
  MARGINAL,
  MARGINAL_DOWN,
  MARGINAL_UP,
  /** Fuel supply and grid losses beside a direct factor, gCO2e/kWh. */
  UPSTREAM,
  /** Water consumed on site, L per kWh of IT energy. */
  WUE,
  /** Water consumed by generation, L/kWh. */
  EWIF,
  /** Water withdrawn by generation, L/kWh. */
  EWIF_WITHDRAWAL,
  /** Price of a kWh, in the site's currency. */
  PRICE
}
