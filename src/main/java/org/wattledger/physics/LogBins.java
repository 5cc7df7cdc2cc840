package org.wattledger.physics;

import java.util.Arrays;

/**
 * The bins of {@link LogHistogram} by a table of their edges: the same bin as the logarithm gives,
 * for an addition. The leading bits of an amount name a cell of the table that is narrower than any
 * bin, so at most one edge lies in it.
 */
final class LogBins {

  /** 128 cells from one power of two to the next: the widest spans 0.8 %. */
  private static final int CELL_SHIFT = 52 - 7;

  private static final int LEAST_BIN = LogHistogram.binByLogarithm(LogHistogram.LEAST);
  private static final int GREATEST_BIN = LogHistogram.binByLogarithm(LogHistogram.GREATEST);
  private static final long FIRST_CELL = cell(LogHistogram.LEAST);

  /** Least amount of each bin, and at the end one that no amount reaches. */
  private static final double[] EDGES = edges();

  /** By cell: the bin of its least amount, counted from the first bin. */
  private static final short[] BINS = bins();

  private LogBins() {}

  /**
   * @param amount {@link LogHistogram#LEAST} to {@link LogHistogram#GREATEST}
   */
  static int bin(double amount) {
    int bin = BINS[(int) (cell(amount) - FIRST_CELL)];
    return LEAST_BIN + (amount >= EDGES[bin + 1] ? bin + 1 : bin);
  }

  private static long cell(double amount) {
    return Double.doubleToRawLongBits(amount) >>> CELL_SHIFT;
  }

  private static double[] edges() {
    double[] edges = new double[GREATEST_BIN - LEAST_BIN + 2];
    edges[0] = LogHistogram.LEAST;
    for (int i = 1; i < edges.length - 1; i++) {
      int bin = LEAST_BIN + i;
      double edge = StrictMath.exp(bin * LogHistogram.LOG_OF_BASE);
      while (LogHistogram.binByLogarithm(edge) >= bin) {
        edge = Math.nextDown(edge);
      }
      while (LogHistogram.binByLogarithm(edge) < bin) {
        edge = Math.nextUp(edge);
      }
      edges[i] = edge;
    }
    edges[edges.length - 1] = Double.POSITIVE_INFINITY;
    return edges;
  }

  private static short[] bins() {
    short[] bins = new short[(int) (cell(LogHistogram.GREATEST) - FIRST_CELL) + 1];
    for (int i = 0; i < bins.length; i++) {
      double least = Double.longBitsToDouble((FIRST_CELL + i) << CELL_SHIFT);
      int found = Arrays.binarySearch(EDGES, Math.max(least, LogHistogram.LEAST));
      bins[i] = (short) (found >= 0 ? found : -found - 2);
    }
    return bins;
  }
}
