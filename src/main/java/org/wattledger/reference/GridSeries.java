package org.wattledger.reference;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The rows of one zone and cadence, ordered and without overlaps, as columns: 878,400 hours of 100
 * zones take 28 bytes each where only the average factor is known.
 */
final class GridSeries {

  private static final long US_PER_MINUTE = 60_000_000L;
  private static final long LAST_SECOND = Long.MAX_VALUE / 4_000_000L;

  private final String zone;
  private final GridRung rung;
  private final long[] fromUs;
  private final long[] toUs;

  /** By figure; null where no row has it. */
  private final double[][] figures = new double[GridFigure.COUNT][];

  private final BitSet direct = new BitSet();
  private final BitSet estimated = new BitSet();
  private final String[] sources;

  /** Rows of one zone and cadence, at least one, ordered by time. */
  GridSeries(List<GridRow> rows) {
    zone = rows.get(0).zone();
    rung = rows.get(0).rung();
    fromUs = rows.stream().mapToLong(row -> micros(row.from())).toArray();
    toUs = rows.stream().mapToLong(row -> micros(row.to())).toArray();
    sources = rows.stream().map(GridRow::source).toArray(String[]::new);
    for (GridFigure figure : GridFigure.values()) {
      double[] values = rows.stream().mapToDouble(row -> row.figure(figure)).toArray();
      boolean isKnown = Arrays.stream(values).anyMatch(value -> !Double.isNaN(value));
      figures[figure.ordinal()] = isKnown ? values : null;
    }
    for (int i = 0; i < rows.size(); i++) {
      direct.set(i, rows.get(i).basis() == FactorBasis.DIRECT);
      estimated.set(i, rows.get(i).isEstimated());
    }
  }

  /** Microseconds since the epoch; far times are brought nearer, the same ones alike. */
  static long micros(Instant at) {
    long seconds = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, at.getEpochSecond()));
    return seconds * 1_000_000 + at.getNano() / 1_000;
  }

  /** The rows that cover the span, or null where they leave a part of it open. */
  GridSpan covering(long spanFromUs, long spanToUs) {
    int first = beginsLastUpTo(spanFromUs);
    if (first < 0 || toUs[first] <= spanFromUs) {
      return null;
    }
    int last = first;
    while (toUs[last] < spanToUs) {
      last++;
      if (last == fromUs.length || fromUs[last] > toUs[last - 1]) {
        return null;
      }
    }
    return new GridSpan(this, rung, first, last, spanFromUs, spanToUs);
  }

  /** Minutes of the shortest row that overlaps the span; the greatest integer if none does. */
  int shortestMinutes(long spanFromUs, long spanToUs) {
    long shortest = Long.MAX_VALUE;
    for (int row = Math.max(0, beginsLastUpTo(spanFromUs));
        row < fromUs.length && fromUs[row] < spanToUs;
        row++) {
      if (toUs[row] > spanFromUs) {
        shortest = Math.min(shortest, toUs[row] - fromUs[row]);
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, shortest / US_PER_MINUTE);
  }

  String zone() {
    return zone;
  }

  GridRung rung() {
    return rung;
  }

  long fromUs(int row) {
    return fromUs[row];
  }

  long toUs(int row) {
    return toUs[row];
  }

  double value(GridFigure figure, int row) {
    double[] values = figures[figure.ordinal()];
    return values == null ? Double.NaN : values[row];
  }

  int directRows(int first, int last) {
    return direct.get(first, last + 1).cardinality();
  }

  boolean hasEstimate(int first, int last) {
    int next = estimated.nextSetBit(first);
    return next >= 0 && next <= last;
  }

  String[] sources(int first, int last) {
    return Arrays.copyOfRange(sources, first, last + 1);
  }

  /** Index of the last row that begins at that time or before it, or -1. */
  private int beginsLastUpTo(long atUs) {
    int found = Arrays.binarySearch(fromUs, atUs);
    return found >= 0 ? found : -found - 2;
  }
}
