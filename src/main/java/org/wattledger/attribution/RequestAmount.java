package org.wattledger.attribution;

/** What follows from the energy of one request; units as the names of the published columns. */
public enum RequestAmount {
  IT_ENERGY_WH,
  FACILITY_ENERGY_WH,
  LOCATION_G,
  LOCATION_LOW_G,
  LOCATION_HIGH_G,
  MARKET_G,
  MARGINAL_G,
  UPSTREAM_G,
  EMBODIED_G,
  FLOOR_G,
  CEILING_G,
  ONSITE_WATER_L,
  OFFSITE_WATER_L,
  OFFSITE_WATER_WITHDRAWAL_L,
  COST
}
