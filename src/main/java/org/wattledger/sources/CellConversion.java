package org.wattledger.sources;

import static org.wattledger.sources.PlainNumbers.digits;
import static org.wattledger.sources.PlainNumbers.isDigits;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;

/**
 * The text of a raw cell as a number or an instant. {@linkplain PlainNumbers Plain numbers} and
 * instants such as 2026-03-01T10:00:00.123Z are read here; every other text by {@link TextValue}.
 * Both mean what the expressions of {@link CanonicalValue} mean. It remembers the last text's
 * faults: each task has a copy of its own.
 */
final class CellConversion implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MINUTE_BYTES = 16;
  private static final int FRACTION_AT = 19;
  private static final int MICRO_DIGITS = 6;
  private static final long DAY_US = 86_400_000_000L;
  private static final long NO_INSTANT = LongCells.ABSENT;

  private final boolean isInstant;
  private final boolean isMeter;
  private final long offsetUs;
  private final TextValue value;

  /** The text up to the minute of the last instant, and what it is. */
  private transient byte[] minute;

  private transient long minuteUs;
  private boolean isWrongType;
  private boolean isNonFinite;

  private CellConversion(Field field, SourceConfig source) {
    this.isInstant = field.type().equals(DataTypes.TimestampType);
    this.isMeter = source.kind() == SourceKind.TELEMETRY;
    this.offsetUs = source.offset().dividedBy(ChronoUnit.MICROS.getDuration());
    this.value = TextValue.of(field, source);
  }

  /** Of a field that is no text; null: it is one. */
  static CellConversion of(Field field, SourceConfig source) {
    return field.type().equals(DataTypes.StringType) ? null : new CellConversion(field, source);
  }

  /** The whole number or instant, or {@link LongCells#ABSENT}; then the faults tell why. */
  long whole(byte[] bytes, int start, int length) {
    isWrongType = false;
    isNonFinite = false;
    if (isInstant) {
      long us = plainInstant(bytes, start, length);
      return us == NO_INSTANT ? slowWhole(bytes, start, length) : us - offsetUs;
    }
    return isDigits(bytes, start, length)
        ? digits(bytes, start, start + length)
        : slowWhole(bytes, start, length);
  }

  /** The amount, or {@link DoubleCells#ABSENT}; then the faults tell why. */
  double real(byte[] bytes, int start, int length) {
    isWrongType = false;
    isNonFinite = false;
    double plain = PlainNumbers.decimal(bytes, start, length);
    if (!Double.isNaN(plain)) {
      return plain;
    }
    Object converted = slow(bytes, start, length);
    return converted == null ? DoubleCells.ABSENT : (Double) converted;
  }

  /** Whether the last text held what its column cannot hold. */
  boolean isWrongType() {
    return isWrongType;
  }

  /** Whether the last text was NaN or infinite. */
  boolean isNonFinite() {
    return isNonFinite;
  }

  private long slowWhole(byte[] bytes, int start, int length) {
    Object converted = slow(bytes, start, length);
    return converted == null ? LongCells.ABSENT : Math.max((Long) converted, LongCells.ABSENT + 1);
  }

  private Object slow(byte[] bytes, int start, int length) {
    UTF8String raw = UTF8String.fromBytes(bytes, start, length);
    UTF8String text =
        isMeter ? CanonicalText.sayingSomethingOfMeter(raw) : CanonicalText.sayingSomething(raw);
    if (text == null) {
      return null;
    }
    Object converted = value.of(text.clone());
    isNonFinite = value.isNonFinite();
    isWrongType = converted == null && !isNonFinite;
    return converted;
  }

  /** Microseconds since 1970 of yyyy-MM-ddTHH:mm:ss, a fraction of up to six digits, Z. */
  private long plainInstant(byte[] bytes, int start, int length) {
    if (length <= FRACTION_AT
        || bytes[start + length - 1] != 'Z'
        || bytes[start + MINUTE_BYTES] != ':'
        || !isDigits(bytes, start + 17, 2)) {
      return NO_INSTANT;
    }
    long ofMinute = minuteUs(bytes, start);
    long second = digits(bytes, start + 17, start + 19);
    long fraction = fractionUs(bytes, start + FRACTION_AT, start + length - 1);
    return ofMinute == NO_INSTANT || second >= 60 || fraction < 0
        ? NO_INSTANT
        : ofMinute + second * 1_000_000 + fraction;
  }

  /** Minutes of a log recur. */
  private long minuteUs(byte[] bytes, int start) {
    if (minute == null) {
      minute = new byte[MINUTE_BYTES];
      minuteUs = NO_INSTANT;
    }
    if (!ByteRanges.standsAt(minute, bytes, start)) {
      minuteUs = plainMinuteUs(bytes, start);
      System.arraycopy(bytes, start, minute, 0, MINUTE_BYTES);
    }
    return minuteUs;
  }

  private static long plainMinuteUs(byte[] bytes, int start) {
    if (!isPlain(bytes, start)) {
      return NO_INSTANT;
    }
    long hour = digits(bytes, start + 11, start + 13);
    long ofHour = digits(bytes, start + 14, start + 16);
    long date = midnightUs(bytes, start);
    return date != NO_INSTANT && hour < 24 && ofHour < 60
        ? date + (hour * 60 + ofHour) * 60_000_000
        : NO_INSTANT;
  }

  /** Whether digits and marks stand where a date and a time to the minute have them. */
  private static boolean isPlain(byte[] bytes, int start) {
    return bytes[start + 4] == '-'
        && bytes[start + 7] == '-'
        && (bytes[start + 10] == 'T' || bytes[start + 10] == ' ')
        && bytes[start + 13] == ':'
        && isDigits(bytes, start, 4)
        && isDigits(bytes, start + 5, 2)
        && isDigits(bytes, start + 8, 2)
        && isDigits(bytes, start + 11, 2)
        && isDigits(bytes, start + 14, 2);
  }

  /** Nothing, or a point and one to six digits; else -1. */
  private static long fractionUs(byte[] bytes, int start, int end) {
    if (start == end) {
      return 0;
    }
    int count = end - start - 1;
    if (bytes[start] != '.' || count > MICRO_DIGITS || !isDigits(bytes, start + 1, count)) {
      return -1;
    }
    long fraction = digits(bytes, start + 1, end);
    for (int i = count; i < MICRO_DIGITS; i++) {
      fraction *= 10;
    }
    return fraction;
  }

  private static long midnightUs(byte[] bytes, int start) {
    long year = digits(bytes, start, start + 4);
    long month = digits(bytes, start + 5, start + 7);
    long day = digits(bytes, start + 8, start + 10);
    try {
      return LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * DAY_US;
    } catch (DateTimeException none) {
      return NO_INSTANT;
    }
  }
}
