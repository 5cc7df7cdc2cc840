package org.wattledger.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One value as text that reads back as the same value: numbers in full precision with a point and
 * never an exponent, days as {@code 2026-11-21}, instants in UTC with six digits of a second.
 */
final class CellText {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CellText() {}

  static String of(Object value) {
    if (value instanceof Instant instant) {
      return INSTANT.format(instant);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    String text = value.toString();
    boolean hasExponent =
        value instanceof Double number && Double.isFinite(number) && text.indexOf('E') > 0;
    return hasExponent ? new BigDecimal(text).toPlainString() : text;
  }
}
