package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grid factors by zone and time. Each figure is looked for on a ladder: the zone's hour (or finer
 * interval), its month, its year, then the same three of the country in which the zone lies.
 */
public final class GridTable {

  private static final int HOUR_MINUTES = 60;
  private static final int[] GRID_MINUTES = {60, 30, 15, 5};

  private final Map<GridRung, Map<String, GridSeries>> seriesByCadence;

  private GridTable(Map<GridRung, Map<String, GridSeries>> seriesByCadence) {
    this.seriesByCadence = seriesByCadence;
  }

  static GridTable read(List<FileBytes> files, List<GridRow> exported, ProblemLog problems) {
    Map<GridRung, GridSeries.Builder> builders = new EnumMap<>(GridRung.class);
    for (GridRung cadence : List.of(GridRung.HOUR, GridRung.MONTH, GridRung.YEAR)) {
      builders.put(cadence, new GridSeries.Builder());
    }
    new GridCsv(problems).read(files, row -> builders.get(row.cadence()).add(row));
    exported.forEach(row -> builders.get(row.cadence()).add(row));
    Map<GridRung, Map<String, GridSeries>> series = new EnumMap<>(GridRung.class);
    builders.forEach((cadence, builder) -> series.put(cadence, builder.build(problems)));
    return new GridTable(series);
  }

  /**
   * The factors of a zone over a span, [from, to): the time-weighted mean of the rows that lie in
   * it, figure by figure from the finest rung that has the figure for the <em>whole</em> span; a
   * rung that leaves a hole in the span, or lacks the figure in part of it, gives way to the next.
   *
   * <p>The bounds of a figure come from the rung of the figure; a row without bounds counts as
   * exact beside rows that have them. The life-cycle factor, basis, estimated flag and source come
   * from the rung of the location-based factor. A rung on which direct and life-cycle rows meet in
   * the span has no location-based factor.
   *
   * @return empty if no rung covers the span, or the zone is unknown or null
   * @throws IllegalArgumentException if {@code to} is not after {@code from}
   */
  public Optional<GridFactor> over(String zone, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "The span from %s to %s is empty; give an end after its start".formatted(from, to));
    }
    if (zone == null) {
      return Optional.empty();
    }
    String name = Names.comparable(zone);
    GridLadder ladder = new GridLadder(from, to);
    seriesByCadence.forEach((cadence, series) -> ladder.add(cadence, of(series, name)));
    country(name)
        .ifPresent(
            country ->
                seriesByCadence.forEach(
                    (cadence, series) -> ladder.add(GridRung.COUNTRY, of(series, country))));
    return ladder.factor();
  }

  /** The factors of a zone at a time: those over the shortest span that begins there. */
  public Optional<GridFactor> at(String zone, Instant at) {
    return over(zone, at, at.plusNanos(1));
  }

  /**
   * The interval, in minutes, in which a zone's energy is to be kept so that no row of the span is
   * blurred: the length of its shortest row in the span, if that is finer than an hour, lowered to
   * 30, 15 or 5; else 60.
   */
  public int finestMinutes(String zone, Instant from, Instant to) {
    if (zone == null) {
      return HOUR_MINUTES;
    }
    GridSeries hours = of(seriesByCadence.get(GridRung.HOUR), Names.comparable(zone));
    long shortest =
        hours.overlapping(from, to).stream()
            .map(GridRow::length)
            .mapToLong(Duration::toMinutes)
            .min()
            .orElse(HOUR_MINUTES);
    for (int minutes : GRID_MINUTES) {
      if (minutes <= shortest) {
        return minutes;
      }
    }
    return GRID_MINUTES[GRID_MINUTES.length - 1];
  }

  /** True if any row names this zone or the country in which it lies. */
  public boolean hasZone(String zone) {
    String name = Names.comparable(zone);
    return hasRows(name) || country(name).isPresent();
  }

  /** US of US-MIDA-PJM, if it has rows; a country itself lies in none. */
  private Optional<String> country(String name) {
    int dash = name.indexOf('-');
    return dash < 0 ? Optional.empty() : Optional.of(name.substring(0, dash)).filter(this::hasRows);
  }

  private boolean hasRows(String name) {
    return seriesByCadence.values().stream().anyMatch(series -> series.containsKey(name));
  }

  private static GridSeries of(Map<String, GridSeries> series, String name) {
    return series.getOrDefault(name, GridSeries.NONE);
  }
}
