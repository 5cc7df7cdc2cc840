package org.wattledger.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One thing that was looked at: a value, not an action. What follows from it is decided where the
 * day is published.
 *
 * @param subject what was checked: a site, a source, a table
 * @param expected value or bound
 * @param actual what was found
 * @param detail more about what was found, for a person; may be empty
 * @param remedy what to do, where the bounds of the configuration are not all; may be empty
 */
public record Check(
    String name,
    String subject,
    double expected,
    double actual,
    Status status,
    String detail,
    String remedy) {

  public Check(String name, String subject, double expected, double actual, Status status) {
    this(name, subject, expected, actual, status, "", "");
  }

  /** A sentence is for a person: the exact value stands in the row. */
  private static final MathContext SHOWN = new MathContext(6);

  /** How bad it is. */
  public enum Status {
    OK,
    WARN,
    FAIL
  }

  /** Both sides must be the same number of millijoules. */
  static Check equal(String name, String subject, long expectedMj, long actualMj) {
    return new Check(
        name, subject, expectedMj, actualMj, expectedMj == actualMj ? Status.OK : Status.FAIL);
  }

  /** A share must not exceed a bound. */
  public static Check atMost(
      String name, String subject, double bound, double actual, Status otherwise) {
    return new Check(name, subject, bound, actual, actual <= bound ? Status.OK : otherwise);
  }

  /** A share must not fall below a bound. */
  public static Check atLeast(
      String name, String subject, double bound, double actual, Status otherwise) {
    return new Check(name, subject, bound, actual, actual >= bound ? Status.OK : otherwise);
  }

  /** Something that should not occur at all, by its count. */
  public static Check none(String name, String subject, double count, Status otherwise) {
    return atMost(name, subject, 0, count, otherwise);
  }

  /** Something that is told and not judged; no value is expected. */
  public static Check told(String name, String subject, double actual) {
    return new Check(name, subject, Double.NaN, actual, Status.OK);
  }

  /** The same with more for a person. */
  public Check explained(String newDetail, String newRemedy) {
    return new Check(name, subject, expected, actual, status, newDetail, newRemedy);
  }

  /** One line for a person. */
  public String sentence() {
    String found =
        "%s of %s: expected %s, found %s"
            .formatted(name, subject, number(expected), number(actual));
    return detail.isEmpty() ? found : found + " (" + detail + ")";
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return (isWhole
            ? exact.setScale(0, RoundingMode.HALF_UP)
            : exact.round(SHOWN).stripTrailingZeros())
        .toPlainString();
  }
}
