package org.wattledger.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Numbers as people read them, and as they were published. {@code format.js} does the same for rows
 * that the page fills in later.
 */
final class Numbers {

  /** Shown in place of what is unknown. */
  static final String UNKNOWN = "–";

  private static final int FIGURES = 3;
  private static final int MOST_DECIMALS = 3;
  private static final double LEAST_PLAIN = 1e-4;

  private Numbers() {}

  /**
   * Decimals with which the largest number of a column shows three figures or more, so that its
   * numbers stand aligned; -1: every number for itself, with three figures.
   */
  static int decimals(Quantity quantity, double largestPublished) {
    if (quantity == Quantity.COUNT) {
      return 0;
    }
    if (quantity.isSpread()) {
      return -1;
    }
    double largest = Math.abs(quantity.shown(largestPublished));
    if (largest == 0) {
      return 0;
    }
    int digits = (int) Math.floor(Math.log10(largest)) + 1;
    return Math.max(digits > 4 ? 0 : 1, Math.min(MOST_DECIMALS, FIGURES + 1 - digits));
  }

  /** A number without its unit. */
  static String shown(Quantity quantity, int decimals, Number published) {
    if (published == null) {
      return UNKNOWN;
    }
    double value = quantity.shown(published.doubleValue());
    if (decimals < 0) {
      return figures(value);
    }
    double least = Math.pow(10, -decimals);
    if (value != 0 && Math.abs(value) < least / 2) {
      return (value < 0 ? ">-" : "<") + plain(least, decimals);
    }
    return plain(value, decimals);
  }

  /** Every digit that is known, with the published unit. */
  static String exact(Quantity quantity, Number published) {
    if (published == null) {
      return "unknown";
    }
    String digits =
        published instanceof Double value
            ? new BigDecimal(Double.toString(value)).toPlainString()
            : published.toString();
    return quantity.exactUnit().isEmpty() ? digits : digits + " " + quantity.exactUnit();
  }

  private static String plain(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String figures(double value) {
    if (value == 0) {
      return "0";
    }
    if (Math.abs(value) < LEAST_PLAIN) {
      return (value < 0 ? ">-" : "<") + "0.0001";
    }
    if (Math.abs(value) >= 100 || value == Math.rint(value)) {
      return plain(value, 0);
    }
    return new BigDecimal(value).round(new MathContext(FIGURES)).toPlainString();
  }
}
