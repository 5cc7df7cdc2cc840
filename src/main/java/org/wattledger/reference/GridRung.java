package org.wattledger.reference;

/** How finely the location-based factor is known, finest first. */
public enum GridRung {
  HOUR,
  YEAR
}
