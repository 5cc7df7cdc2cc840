package org.wattledger.physics;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of amounts in fixed bins, each 1 % wider than the one before (methodology section 25).
 * Merging adds counts, so percentiles do not depend on the order or the split of the rows.
 *
 * <p>Bins span 1e-12 to 1e12; what is smaller than that is counted as zero, what is larger in the
 * last bin.
 */
public final class LogHistogram {

  /** Bin of zero and of what is smaller than 1e-12. */
  public static final int ZERO_BIN = Integer.MIN_VALUE;

  public static final double LEAST = 1e-12;
  public static final double GREATEST = 1e12;

  /** StrictMath gives the same bits on each machine. */
  public static final double LOG_OF_BASE = StrictMath.log(1.01);

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  /** The bin of an amount. */
  public static int histogramBin(double amount) {
    if (!(amount >= 0)) {
      throw new IllegalArgumentException(
          "No bin for " + amount + "; only amounts of 0 or more can be counted");
    }
    if (amount < LEAST) {
      return ZERO_BIN;
    }
    return LogBins.bin(Math.min(amount, GREATEST));
  }

  /**
   * What a bin is: the whole part of the logarithm. The edges of {@link LogBins} come from here.
   */
  static int binByLogarithm(double amount) {
    return (int) Math.floor(StrictMath.log(amount) / LOG_OF_BASE);
  }

  /** The geometric middle of a bin: at most 0.5 % from every amount in it. */
  public static double middle(int bin) {
    return bin == ZERO_BIN ? 0 : StrictMath.exp((bin + 0.5) * LOG_OF_BASE);
  }

  public void add(double amount) {
    addToBin(histogramBin(amount), 1);
  }

  /**
   * Adds a count that was made elsewhere, for instance by a group-by over {@link #histogramBin}.
   */
  public void addToBin(int bin, long count) {
    if (count < 0) {
      throw new IllegalArgumentException("A count is negative: " + count);
    }
    if (count > 0) {
      counts.merge(bin, count, Math::addExact);
      total = Math.addExact(total, count);
    }
  }

  /** Adds all counts of another histogram. */
  public void merge(LogHistogram other) {
    other.counts().forEach(this::addToBin);
  }

  /** How many amounts were counted. */
  public long total() {
    return total;
  }

  /** The bins that are not empty, in order. */
  public Map<Integer, Long> counts() {
    return new TreeMap<>(counts);
  }

  /**
   * The smallest amount that at least the share p of all amounts does not exceed, as the middle of
   * its bin; NaN if nothing was counted.
   *
   * @param p 0 to 1
   */
  public double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Quantile " + p + " is not within 0 and 1");
    }
    long rank = Math.max(1, (long) Math.ceil(p * total));
    long seen = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return middle(entry.getKey());
      }
    }
    return Double.NaN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogHistogram histogram && counts.equals(histogram.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }
}
