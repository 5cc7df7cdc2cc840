package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;

/** One row of the grid table; NaN is an empty cell. Kept small: a year of 100 zones has 878,400. */
record GridRow(
    String zone,
    GridRung rung,
    Instant from,
    Instant to,
    double location,
    double low,
    double high,
    double marketResidual,
    double marginal,
    double ewif,
    FactorBasis basis,
    boolean isEstimated,
    String source,
    Place place) {

  private static final Duration LONGEST_HOUR = Duration.ofHours(1);

  boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  boolean hasLocation() {
    return !Double.isNaN(location);
  }

  boolean isLongerThanItsCadence() {
    return rung == GridRung.HOUR
        && (from.equals(Instant.MIN)
            || to.equals(Instant.MAX)
            || Duration.between(from, to).compareTo(LONGEST_HOUR) > 0);
  }
}
