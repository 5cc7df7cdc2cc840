package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Timestamps of samples as microseconds since 1970, rounded down, never through a double. {@link
 * PrometheusSample#NO_TIME} for what is none.
 */
final class PrometheusTime {

  private static final int MOST_DIGITS = 12;
  private static final int MICRO_DIGITS = 6;

  /**
   * From here on, the year 5138, a whole number counts milliseconds: of seconds none is as large.
   */
  private static final long LEAST_MILLISECONDS = 100_000_000_000L;

  private PrometheusTime() {}

  /** Seconds, with or without a fraction: 1711725617.764. */
  static long ofSeconds(byte[] text, int start, int end) {
    long seconds = 0;
    int at = start;
    for (; at < end && isDigit(text[at]) && at - start < MOST_DIGITS; at++) {
      seconds = 10 * seconds + (text[at] - '0');
    }
    if (at == start || (at < end && text[at] != '.')) {
      return slow(text, start, end);
    }
    long us = 0;
    int digits = 0;
    for (at++; at < end && isDigit(text[at]); at++) {
      us = digits < MICRO_DIGITS ? 10 * us + (text[at] - '0') : us;
      digits++;
    }
    if (at < end) {
      return slow(text, start, end);
    }
    for (; digits < MICRO_DIGITS; digits++) {
      us *= 10;
    }
    return seconds * 1_000_000 + us;
  }

  /**
   * The timestamp of a line of text: whole milliseconds, or the seconds of OpenMetrics, told by a
   * point or by their size.
   */
  static long ofLine(byte[] text, int start, int end) {
    long number = 0;
    for (int at = start; at < end; at++) {
      if (!isDigit(text[at]) || at - start >= MOST_DIGITS + 3) {
        return ofSeconds(text, start, end);
      }
      number = 10 * number + (text[at] - '0');
    }
    return number < LEAST_MILLISECONDS ? number * 1_000_000 : number * 1_000;
  }

  /** Signs and exponents. */
  private static long slow(byte[] text, int start, int end) {
    if (end - start > 40) {
      return PrometheusSample.NO_TIME;
    }
    try {
      BigDecimal number = new BigDecimal(new String(text, start, end - start, UTF_8));
      if (number.precision() - number.scale() > MOST_DIGITS) {
        return PrometheusSample.NO_TIME;
      }
      return number.movePointRight(MICRO_DIGITS).setScale(0, RoundingMode.FLOOR).longValueExact();
    } catch (NumberFormatException none) {
      return PrometheusSample.NO_TIME;
    }
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
