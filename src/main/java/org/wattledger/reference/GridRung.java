package org.wattledger.reference;

/** How finely the location-based factor is known, finest first. */
public enum GridRung {
  /** An hour or a finer interval of the zone. */
  HOUR,
  /** A month of the zone. */
  MONTH,
  /** A year of the zone. */
  YEAR,
  /** The country in which the zone lies, by its own finest cadence. */
  COUNTRY
}
