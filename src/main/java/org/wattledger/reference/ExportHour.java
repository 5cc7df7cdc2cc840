package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One line of a grid export: an intensity that holds from a time on. */
record ExportHour(String zone, Instant from, double intensity, boolean isEstimated, Place place) {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * The lines of one zone as grid rows: each ends where the next begins, at the latest after an
   * hour, so that half-hourly exports do not overlap and missing hours stay missing.
   */
  static List<GridRow> gridRows(
      List<ExportHour> unordered, FactorBasis basis, String source, ProblemLog problems) {
    List<ExportHour> hours =
        unordered.stream().sorted(Comparator.comparing(ExportHour::from)).toList();
    List<GridRow> rows = new ArrayList<>();
    Duration shortest = null;
    for (int i = 0; i + 1 < hours.size(); i++) {
      Duration step = hours.get(i).until(hours.get(i + 1));
      if (step.isZero()) {
        problems.add(
            hours.get(i + 1).place(),
            "time",
            hours.get(i).zone() + " " + hours.get(i).from(),
            "occurs twice; keep one of the lines");
      } else {
        shortest = shortest == null || step.compareTo(shortest) < 0 ? step : shortest;
        rows.add(hours.get(i).gridRow(atMostAnHour(step), basis, source));
      }
    }
    ExportHour last = hours.get(hours.size() - 1);
    rows.add(last.gridRow(shortest == null ? HOUR : atMostAnHour(shortest), basis, source));
    if (shortest != null && shortest.compareTo(HOUR) > 0) {
      problems.add(
          hours.get(0).place(), "time", shortest.toString(), "not hourly; fetch the hourly export");
    }
    return rows;
  }

  private static Duration atMostAnHour(Duration step) {
    return step.compareTo(HOUR) > 0 ? HOUR : step;
  }

  private Duration until(ExportHour next) {
    return Duration.between(from, next.from);
  }

  private GridRow gridRow(Duration length, FactorBasis basis, String source) {
    return new GridRow(
        zone,
        GridRung.HOUR,
        from,
        from.plus(length),
        intensity,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        basis,
        isEstimated,
        source,
        place);
  }
}
