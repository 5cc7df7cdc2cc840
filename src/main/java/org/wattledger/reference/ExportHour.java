package org.wattledger.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of a grid export: an intensity that holds from a time on.
 *
 * @param lifecycle life-cycle intensity beside a direct one; NaN if there is none
 */
record ExportHour(
    String zone,
    Instant from,
    double intensity,
    double lifecycle,
    boolean isEstimated,
    Place place) {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * The lines of one zone as grid rows: each ends where the next begins. A line before a hole, like
   * the last one, is as long as the line before it, so that half hours do not overlap and what is
   * missing stays missing. A hole is a step of more than an hour, or one that is longer than the
   * steps before and after it; a step that the next one keeps up is a coarser cadence.
   */
  static List<GridRow> gridRows(
      List<ExportHour> unordered, FactorBasis basis, String source, ProblemLog problems) {
    List<ExportHour> hours =
        unordered.stream().sorted(Comparator.comparing(ExportHour::from)).toList();
    List<GridRow> rows = new ArrayList<>();
    Duration length = null;
    for (int i = 0; i < hours.size(); i++) {
      Duration step = step(hours, i);
      if (step != null && step.isZero()) {
        hours.get(i + 1).reportTwice(problems);
        continue;
      }
      boolean isLength = step != null && step.compareTo(HOUR) <= 0;
      length = isLength && !isHole(length, step, step(hours, i + 1)) ? step : length;
      rows.add(hours.get(i).gridRow(length == null ? HOUR : length, basis, source, problems));
    }
    if (length == null && rows.size() > 1) {
      problems.add(
          rows.get(0).place(),
          "time",
          Duration.between(rows.get(0).from(), rows.get(1).from()).toString(),
          "not hourly; fetch the hourly export");
    }
    return rows;
  }

  /** From a line to the next; null: there is none. */
  private static Duration step(List<ExportHour> hours, int line) {
    return line + 1 < hours.size()
        ? Duration.between(hours.get(line).from, hours.get(line + 1).from)
        : null;
  }

  private static boolean isHole(Duration before, Duration step, Duration after) {
    boolean isLonger = before != null && step.compareTo(before) > 0;
    return isLonger && after != null && after.compareTo(step) < 0;
  }

  private void reportTwice(ProblemLog problems) {
    problems.add(place, "time", zone + " " + from, "occurs twice; keep one of the lines");
  }

  private GridRow gridRow(Duration length, FactorBasis basis, String source, ProblemLog problems) {
    GridRow row =
        new GridRow(
            zone,
            GridRung.HOUR,
            new Validity(from, from.plus(length)),
            new double[] {intensity, lifecycle},
            basis,
            isEstimated,
            source,
            place);
    row.lengthProblem()
        .ifPresent(problem -> problems.add(place, "time", from + " for " + length, problem));
    return row;
  }
}
