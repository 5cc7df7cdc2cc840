package org.wattledger.fleet;

import java.time.LocalDate;

/** Times in UTC as logs write them: {@code 2026-11-21T08:15:30.123456Z}. */
final class IsoTime {

  private static final int MICROS_DIGITS = 6;

  /** Appends a time with {@code fractionDigits} digits of the second, cut, not rounded. */
  static StringBuilder append(StringBuilder text, long timeUs, int fractionDigits) {
    long secondOfDay = Math.floorMod(timeUs, Window.DAY_US) / Window.SECOND_US;
    text.append(LocalDate.ofEpochDay(Window.epochDay(timeUs))).append('T');
    twoDigits(text, secondOfDay / 3600).append(':');
    twoDigits(text, secondOfDay / 60 % 60).append(':');
    twoDigits(text, secondOfDay % 60).append('.');
    long divisor = Window.SECOND_US;
    long micros = Math.floorMod(timeUs, Window.SECOND_US);
    for (int digit = 0; digit < Math.min(fractionDigits, MICROS_DIGITS); digit++) {
      divisor /= 10;
      text.append((char) ('0' + micros / divisor % 10));
    }
    return text.append('Z');
  }

  static String micros(long timeUs) {
    return append(new StringBuilder(27), timeUs, MICROS_DIGITS).toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, long value) {
    return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private IsoTime() {}
}
