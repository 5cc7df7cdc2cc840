package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;

/**
 * One row of the grid table. Kept small: a year of 100 zones has 878,400.
 *
 * @param cadence HOUR, MONTH or YEAR
 * @param figures by {@link GridFigure}; NaN is an empty cell, and so is what the array lacks
 */
record GridRow(
    String zone,
    GridRung cadence,
    Instant from,
    Instant to,
    double[] figures,
    FactorBasis basis,
    boolean isEstimated,
    String source,
    Place place) {

  static final Duration LONGEST_HOUR = Duration.ofHours(1);
  static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST_MONTH = Duration.ofDays(31);

  boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  boolean has(GridFigure figure) {
    return !Double.isNaN(figure(figure));
  }

  double figure(GridFigure figure) {
    return figure.ordinal() < figures.length ? figures[figure.ordinal()] : Double.NaN;
  }

  boolean isLongerThanItsCadence() {
    return switch (cadence) {
      case HOUR -> isLongerThan(LONGEST_HOUR);
      case MONTH -> isLongerThan(LONGEST_MONTH);
      default -> false;
    };
  }

  boolean isTooShort() {
    return !isLongerThan(SHORTEST) && length().compareTo(SHORTEST) < 0;
  }

  /** Length in time; rows that are open at an end have none. */
  Duration length() {
    return Duration.between(from, to);
  }

  private boolean isLongerThan(Duration longest) {
    return from.equals(Instant.MIN) || to.equals(Instant.MAX) || length().compareTo(longest) > 0;
  }
}
