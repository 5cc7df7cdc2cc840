package org.wattledger.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them: as many digits as tell something, no machine notation. */
final class Numbers {

  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e12;
  private static final double ROUNDING = 1e-12;
  private static final int DIGITS = 8;
  private static final int DIGITS_OF_DIFFERENCE = 2;

  private Numbers() {}

  /** Up to eight significant digits. */
  static String text(double value) {
    return rounded(value, DIGITS);
  }

  /** All digits, for whoever computes it again. */
  static String exact(double value) {
    return value == 0 ? "0" : written(BigDecimal.valueOf(value).stripTrailingZeros());
  }

  /** Computed - published to two significant digits, with a sign; rounding of doubles is none. */
  static String difference(double published, double computed) {
    double difference = computed - published;
    if (Math.abs(difference) <= ROUNDING * Math.abs(published)) {
      return "0";
    }
    String text = rounded(difference, DIGITS_OF_DIFFERENCE);
    return difference > 0 ? "+" + text : text;
  }

  private static String rounded(double value, int digits) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    BigDecimal exact = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    return written(exact);
  }

  private static String written(BigDecimal exact) {
    double size = Math.abs(exact.doubleValue());
    return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN
        ? exact.toPlainString()
        : exact.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
  }
}
