package org.wattledger.books;

/** What of a single request is counted in a histogram. */
public enum QueryCost {
  ENERGY,
  ENERGY_WITH_IDLE,
  LOCATION_EMISSIONS,
  WATER
}
