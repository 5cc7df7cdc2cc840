package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** One row of the grid table, or one line of an export, as it was read. */
final class GridRow {

  private static final Duration LONGEST_HOUR = Duration.ofHours(1);
  private static final Duration LONGEST_MONTH = Duration.ofDays(31);
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private final String zone;
  private final GridRung rung;
  private final Validity validity;
  private final double[] figures;
  private final FactorBasis basis;
  private final boolean isEstimated;
  private final String source;
  private final Place place;

  /**
   * A row of a zone.
   *
   * @param rung its cadence: HOUR, MONTH or YEAR
   * @param figures by {@link GridFigure}; NaN is an empty cell, and so is what the array lacks
   */
  GridRow(
      String zone,
      GridRung rung,
      Validity validity,
      double[] figures,
      FactorBasis basis,
      boolean isEstimated,
      String source,
      Place place) {
    this.zone = zone;
    this.rung = rung;
    this.validity = validity;
    this.figures = withoutEmptyEnd(figures);
    this.basis = basis;
    this.isEstimated = isEstimated;
    this.source = source;
    this.place = place;
  }

  String zone() {
    return zone;
  }

  GridRung rung() {
    return rung;
  }

  Instant from() {
    return validity.from();
  }

  Instant to() {
    return validity.to();
  }

  double figure(GridFigure figure) {
    return figure.ordinal() < figures.length ? figures[figure.ordinal()] : Double.NaN;
  }

  FactorBasis basis() {
    return basis;
  }

  boolean isEstimated() {
    return isEstimated;
  }

  String source() {
    return source;
  }

  Place place() {
    return place;
  }

  /** What is wrong with the length of the row, if anything. */
  Optional<String> lengthProblem() {
    if (rung == GridRung.HOUR && isLongerThan(LONGEST_HOUR)) {
      return Optional.of("a row of cadence hour spans at most one hour; give it both ends");
    }
    if (rung == GridRung.MONTH && isLongerThan(LONGEST_MONTH)) {
      return Optional.of("a row of cadence month spans at most 31 days; give it both ends");
    }
    if (rung == GridRung.HOUR && isNoWholeInterval()) {
      return Optional.of("a row of cadence hour spans whole minutes, 5 or more");
    }
    return Optional.empty();
  }

  private boolean isLongerThan(Duration longest) {
    boolean isOpen = from().equals(Instant.MIN) || to().equals(Instant.MAX);
    return isOpen || length().compareTo(longest) > 0;
  }

  private boolean isNoWholeInterval() {
    return length().compareTo(SHORTEST) < 0
        || !length().equals(Duration.ofMinutes(length().toMinutes()));
  }

  private Duration length() {
    return Duration.between(from(), to());
  }

  private static double[] withoutEmptyEnd(double[] figures) {
    int length = figures.length;
    while (length > 0 && Double.isNaN(figures[length - 1])) {
      length--;
    }
    return Arrays.copyOf(figures, length);
  }
}
