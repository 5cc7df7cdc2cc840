package org.wattledger.reference;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The rows of one series that cover a span of time without a hole.
 *
 * @param rung rung of the ladder that they stand on
 * @param first index of the first row
 * @param last index of the last row
 * @param fromUs start of the span, microseconds since the epoch
 * @param toUs end of the span, exclusive
 */
record GridSpan(GridSeries series, GridRung rung, int first, int last, long fromUs, long toUs) {

  GridSpan on(GridRung another) {
    return new GridSpan(series, another, first, last, fromUs, toUs);
  }

  /** The mean weighted by time, or NaN where any row lacks the figure. */
  double mean(GridFigure figure) {
    if (first == last) {
      return series.value(figure, first);
    }
    if (figure.dependsOnBasis() && !hasOneBasis()) {
      return Double.NaN;
    }
    double weighted = 0;
    for (int row = first; row <= last; row++) {
      long from = Math.max(fromUs, series.fromUs(row));
      long to = Math.min(toUs, series.toUs(row));
      weighted += series.value(figure, row) * (to - from);
    }
    return weighted / (toUs - fromUs);
  }

  boolean has(GridFigure figure) {
    return !Double.isNaN(mean(figure));
  }

  /** Direct only if every row is: nothing may be added to a life-cycle factor. */
  FactorBasis basis() {
    return series.directRows(first, last) == rows() ? FactorBasis.DIRECT : FactorBasis.LIFECYCLE;
  }

  boolean isEstimated() {
    return series.hasEstimate(first, last);
  }

  /** The sources of its rows, each once. */
  String source() {
    return first == last
        ? series.sources(first, last)[0]
        : Arrays.stream(series.sources(first, last)).distinct().collect(Collectors.joining("; "));
  }

  private boolean hasOneBasis() {
    int direct = series.directRows(first, last);
    return direct == 0 || direct == rows();
  }

  private int rows() {
    return last - first + 1;
  }
}
