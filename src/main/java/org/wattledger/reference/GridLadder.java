package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** The rungs that cover one span of time wholly, finest first, and what they give together. */
final class GridLadder {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Instant from;
  private final Instant to;
  private final List<Step> steps = new ArrayList<>();

  GridLadder(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /** Adds a coarser rung; it is left out unless its rows cover the span without a hole. */
  void add(GridRung rung, GridSeries series) {
    List<GridRow> rows = series.covering(from, to);
    if (!rows.isEmpty()) {
      steps.add(new Step(rung, rows));
    }
  }

  /** Empty if no rung covers the span. */
  Optional<GridFactor> factor() {
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            factor(first(step -> step.hasAll(GridFigure.LOCATION) && step.hasOneBasis())));
  }

  /** Without a location factor the finest rung names the zone, the basis and the source. */
  private GridFactor factor(Optional<Step> location) {
    Step named = location.orElse(steps.get(0));
    GridRow row = named.rows.get(0);
    return new GridFactor(
        row.zone(),
        named.rung,
        location
            .map(
                step ->
                    estimate(
                        step,
                        GridFigure.LOCATION,
                        GridFigure.LOCATION_LOW,
                        GridFigure.LOCATION_HIGH))
            .orElse(Estimate.UNKNOWN),
        estimate(GridFigure.RESIDUAL, GridFigure.RESIDUAL_LOW, GridFigure.RESIDUAL_HIGH),
        estimate(GridFigure.MARGINAL, GridFigure.MARGINAL_LOW, GridFigure.MARGINAL_HIGH),
        location
            .filter(step -> step.hasAll(GridFigure.LIFECYCLE))
            .map(step -> OptionalDouble.of(mean(step, GridFigure.LIFECYCLE)))
            .orElse(OptionalDouble.empty()),
        figure(GridFigure.TD_LOSS),
        figure(GridFigure.EWIF),
        figure(GridFigure.EWIF_WITHDRAWAL),
        row.basis(),
        named.rows.stream().anyMatch(GridRow::isEstimated),
        named.sources());
  }

  private Optional<Step> first(Predicate<Step> fits) {
    return steps.stream().filter(fits).findFirst();
  }

  private OptionalDouble figure(GridFigure figure) {
    return first(step -> step.hasAll(figure))
        .map(step -> OptionalDouble.of(mean(step, figure)))
        .orElse(OptionalDouble.empty());
  }

  private Estimate estimate(GridFigure best, GridFigure low, GridFigure high) {
    return first(step -> step.hasAll(best))
        .map(step -> estimate(step, best, low, high))
        .orElse(Estimate.UNKNOWN);
  }

  private Estimate estimate(Step step, GridFigure best, GridFigure low, GridFigure high) {
    return new Estimate(
        bound(step, low, best), OptionalDouble.of(mean(step, best)), bound(step, high, best));
  }

  /** Unknown if no row of the rung has the bound; else rows without it count as exact. */
  private OptionalDouble bound(Step step, GridFigure bound, GridFigure best) {
    return step.rows.stream().noneMatch(row -> row.has(bound))
        ? OptionalDouble.empty()
        : OptionalDouble.of(mean(step, bound, best));
  }

  private double mean(Step step, GridFigure figure) {
    return mean(step, figure, figure);
  }

  /** Time-weighted; one row is taken as it stands, so that no rounding creeps in. */
  private double mean(Step step, GridFigure figure, GridFigure otherwise) {
    if (step.rows.size() == 1) {
      return value(step.rows.get(0), figure, otherwise);
    }
    double weighted = 0;
    double seconds = 0;
    for (GridRow row : step.rows) {
      double weight = secondsOf(row);
      weighted += weight * value(row, figure, otherwise);
      seconds += weight;
    }
    return weighted / seconds;
  }

  private static double value(GridRow row, GridFigure figure, GridFigure otherwise) {
    return row.figure(row.has(figure) ? figure : otherwise);
  }

  private double secondsOf(GridRow row) {
    Instant begin = row.from().isAfter(from) ? row.from() : from;
    Instant end = row.to().isBefore(to) ? row.to() : to;
    Duration length = Duration.between(begin, end);
    return length.getSeconds() + length.getNano() / NANOS_PER_SECOND;
  }

  private record Step(GridRung rung, List<GridRow> rows) {

    boolean hasAll(GridFigure figure) {
      return rows.stream().allMatch(row -> row.has(figure));
    }

    /** Direct and life-cycle factors have no mean. */
    boolean hasOneBasis() {
      return rows.stream().map(GridRow::basis).distinct().count() == 1;
    }

    String sources() {
      Set<String> sources = new LinkedHashSet<>();
      rows.forEach(row -> sources.add(row.source()));
      return String.join("; ", sources);
    }
  }
}
