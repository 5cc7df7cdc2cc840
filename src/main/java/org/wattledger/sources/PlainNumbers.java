package org.wattledger.sources;

/**
 * Numbers in their plainest form, read from bytes. Whatever is written in another way is left to
 * {@link TextValue}.
 */
final class PlainNumbers {

  /** Longer ones may be a meter's way to say that there is no value; doubles hold these exactly. */
  static final int MOST_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private PlainNumbers() {}

  static boolean isDigits(byte[] bytes, int start, int length) {
    if (length == 0 || length > MOST_DIGITS) {
      return false;
    }
    for (int i = start; i < start + length; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number that those digits are. */
  static long digits(byte[] bytes, int start, int end) {
    long number = 0;
    for (int i = start; i < end; i++) {
      number = 10 * number + (bytes[i] - '0');
    }
    return number;
  }

  /**
   * Digits, with a sign or a point inside or without; else NaN. Digits and power of ten are exact
   * doubles, so their quotient is the double nearest to what is written.
   */
  static double decimal(byte[] bytes, int start, int length) {
    if (length == 0 || length > MOST_DIGITS) {
      return Double.NaN;
    }
    int end = start + length;
    boolean isNegative = bytes[start] == '-';
    int first = isNegative ? start + 1 : start;
    int point = end;
    long number = 0;
    for (int i = first; i < end; i++) {
      if (bytes[i] == '.' && point == end) {
        point = i;
      } else if (bytes[i] >= '0' && bytes[i] <= '9') {
        number = 10 * number + (bytes[i] - '0');
      } else {
        return Double.NaN;
      }
    }
    if (point == first || point == end - 1) {
      return Double.NaN;
    }
    double value = point == end ? number : number / POWERS_OF_TEN[end - point - 1];
    return isNegative ? -value : value;
  }
}
