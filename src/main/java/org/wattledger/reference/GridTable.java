package org.wattledger.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Grid factors by zone and time. Each figure is looked for on a ladder: the zone's hour (or finer
 * interval), its month, its year, then the same three of the country in which the zone lies, the
 * text before its first hyphen.
 */
public final class GridTable {

  private static final int[] INTERVALS_MINUTES = {60, 30, 15, 5};

  private final Map<String, List<GridSeries>> seriesByZone;

  private GridTable(Map<String, List<GridSeries>> seriesByZone) {
    this.seriesByZone = seriesByZone;
  }

  static GridTable read(List<FileBytes> files, List<GridRow> exported, ProblemLog problems) {
    GridCollector collector = new GridCollector();
    new GridCsv().read(files, problems, collector::add);
    exported.forEach(collector::add);
    return new GridTable(collector.series(problems));
  }

  /** The factors of a zone at a time: those over the microsecond that begins there. */
  public Optional<GridFactor> at(String zone, Instant at) {
    long us = GridSeries.micros(at);
    return factor(ladder(zone, us, us + 1));
  }

  /**
   * The factors of a zone over a span, [from, to): figure by figure the time-weighted mean of the
   * rows that lie in it, from the finest rung that has the figure for the <em>whole</em> span. A
   * rung that leaves a part of the span open, or lacks the figure in a part of it, gives way to the
   * next; so does, for the location-based factor, a rung on which direct and life-cycle rows meet.
   *
   * <p>The bounds of a figure come from the rung of the figure. The life-cycle factor, basis,
   * estimated flag and source come from the rung of the location-based factor.
   *
   * @return empty if no rung covers the span, or the zone is unknown or null
   * @throws IllegalArgumentException if {@code to} is not after {@code from}
   */
  public Optional<GridFactor> over(String zone, Instant from, Instant to) {
    requireSpan(from, to);
    return factor(ladder(zone, GridSeries.micros(from), GridSeries.micros(to)));
  }

  /**
   * The interval, in minutes, that blurs no row of a zone in the span: the length of the shortest
   * row that overlaps it, lowered to 60, 30, 15 or 5; 60 if none is finer than an hour.
   *
   * @throws IllegalArgumentException if {@code to} is not after {@code from}
   */
  public int finestMinutes(String zone, Instant from, Instant to) {
    requireSpan(from, to);
    int shortest =
        series(zone).stream()
            .mapToInt(rows -> rows.shortestMinutes(GridSeries.micros(from), GridSeries.micros(to)))
            .min()
            .orElse(INTERVALS_MINUTES[0]);
    for (int interval : INTERVALS_MINUTES) {
      if (shortest >= interval) {
        return interval;
      }
    }
    return INTERVALS_MINUTES[INTERVALS_MINUTES.length - 1];
  }

  /** True if any row names this zone. */
  public boolean hasZone(String zone) {
    return !series(zone).isEmpty();
  }

  /** True if any row names this zone or the country in which it lies. */
  boolean covers(String zone) {
    return hasZone(zone) || hasZone(country(zone));
  }

  /** The rungs that cover the span wholly, finest first. */
  private List<GridSpan> ladder(String zone, long fromUs, long toUs) {
    List<GridSpan> rungs = new ArrayList<>();
    for (GridSeries rows : series(zone)) {
      Optional.ofNullable(rows.covering(fromUs, toUs)).ifPresent(rungs::add);
    }
    for (GridSeries rows : series(country(zone))) {
      Optional.ofNullable(rows.covering(fromUs, toUs))
          .ifPresent(span -> rungs.add(span.on(GridRung.COUNTRY)));
    }
    return rungs;
  }

  private List<GridSeries> series(String zone) {
    return zone == null ? List.of() : seriesByZone.getOrDefault(Names.comparable(zone), List.of());
  }

  /** US of US-MIDA-PJM; null of a country, which lies in none. */
  private static String country(String zone) {
    int hyphen = zone == null ? -1 : zone.indexOf('-');
    return hyphen < 0 ? null : zone.substring(0, hyphen);
  }

  private static Optional<GridFactor> factor(List<GridSpan> ladder) {
    if (ladder.isEmpty()) {
      return Optional.empty();
    }
    GridSpan location = finest(ladder, GridFigure.LOCATION).orElse(ladder.get(0));
    return Optional.of(
        new GridFactor(
            location.series().zone(),
            location.rung(),
            estimate(
                List.of(location),
                GridFigure.LOCATION,
                GridFigure.LOCATION_LOW,
                GridFigure.LOCATION_HIGH),
            estimate(
                ladder, GridFigure.RESIDUAL, GridFigure.RESIDUAL_LOW, GridFigure.RESIDUAL_HIGH),
            estimate(
                ladder, GridFigure.MARGINAL, GridFigure.MARGINAL_LOW, GridFigure.MARGINAL_HIGH),
            lifecycle(location),
            figure(ladder, GridFigure.TD_LOSS),
            figure(ladder, GridFigure.EWIF),
            figure(ladder, GridFigure.EWIF_WITHDRAWAL),
            location.basis(),
            location.isEstimated(),
            location.source()));
  }

  /** Only beside a direct factor: a life-cycle one holds fuel supply already. */
  private static OptionalDouble lifecycle(GridSpan location) {
    boolean isBesideDirect =
        location.basis() == FactorBasis.DIRECT && location.has(GridFigure.LOCATION);
    return isBesideDirect ? known(location, GridFigure.LIFECYCLE) : OptionalDouble.empty();
  }

  private static Optional<GridSpan> finest(List<GridSpan> ladder, GridFigure figure) {
    return ladder.stream().filter(span -> span.has(figure)).findFirst();
  }

  private static OptionalDouble figure(List<GridSpan> ladder, GridFigure figure) {
    return finest(ladder, figure).map(span -> known(span, figure)).orElseGet(OptionalDouble::empty);
  }

  private static Estimate estimate(
      List<GridSpan> ladder, GridFigure best, GridFigure low, GridFigure high) {
    return finest(ladder, best)
        .map(span -> new Estimate(known(span, low), known(span, best), known(span, high)))
        .orElse(Estimate.UNKNOWN);
  }

  private static OptionalDouble known(GridSpan span, GridFigure figure) {
    return ReferenceRow.optional(span.mean(figure));
  }

  private static void requireSpan(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "The span from %s to %s is empty; its end must lie after its start".formatted(from, to));
    }
  }
}
