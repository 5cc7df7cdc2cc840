package org.wattledger.sources;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.Field;
import scala.Option;

/**
 * A text in the type of a canonical column that is no text: what {@link CanonicalValue} says as an
 * expression, by the same casts of Spark's, without a plan that it would have to be bound in.
 */
final class TextValue implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final DecimalType EXACT = new DecimalType(38, 9);

  /** Of a DECIMAL(38,9) beside its own floor, whose type has one digit more before the point. */
  private static final int SEEN_DIGITS = 8;

  private static final int LEAST_DATE_BYTES = 8;
  private static final int DATE_CHARACTERS = 10;
  private static final int MARK_AT = 4;
  private static final UTF8String DASH = UTF8String.fromString("-");
  private static final UTF8String SLASH = UTF8String.fromString("/");

  private final DataType type;
  private final long offsetUs;
  private final Expression toWhole = cast(DataTypes.LongType);
  private final Expression toExact = cast(EXACT);
  private final Expression toReal = cast(DataTypes.DoubleType);
  private final Expression toInstant;

  private transient InternalRow row;
  private boolean isNonFinite;

  private TextValue(DataType type, ZoneId zone, long offsetUs) {
    this.type = type;
    this.offsetUs = offsetUs;
    this.toInstant = TryForm.timestamp(cell(), zone);
  }

  static TextValue of(Field field, SourceConfig source) {
    long offsetUs = source.offset().dividedBy(ChronoUnit.MICROS.getDuration());
    return new TextValue(field.type(), source.zone(), offsetUs);
  }

  private static Expression cell() {
    return new BoundReference(0, DataTypes.StringType, true);
  }

  private static Expression cast(DataType to) {
    return new Cast(cell(), to, Option.empty(), EvalMode.TRY());
  }

  /** A Long, a Double, or null: there is none. Instants are in microseconds since 1970. */
  Object of(UTF8String text) {
    isNonFinite = false;
    if (type.equals(DataTypes.LongType)) {
      return whole(text);
    }
    if (type.equals(DataTypes.DoubleType)) {
      return real(text);
    }
    return instant(text);
  }

  /** Whether the last text was NaN or infinite. */
  boolean isNonFinite() {
    return isNonFinite;
  }

  private Long whole(UTF8String text) {
    Long whole = (Long) evaluated(toWhole, text);
    if (whole == null) {
      whole = exact((Decimal) evaluated(toExact, text));
    }
    if (whole == null) {
      real(text);
    }
    return whole;
  }

  /** A number that fits, without more of a fraction than the comparison of decimals can see. */
  private static Long exact(Decimal number) {
    if (number == null) {
      return null;
    }
    BigDecimal decimal = number.toJavaBigDecimal();
    BigDecimal floor = decimal.setScale(0, RoundingMode.FLOOR);
    boolean isWhole = decimal.setScale(SEEN_DIGITS, RoundingMode.HALF_UP).compareTo(floor) == 0;
    return isWhole && floor.unscaledValue().bitLength() < Long.SIZE ? floor.longValue() : null;
  }

  private Double real(UTF8String text) {
    Double real = (Double) evaluated(toReal, text);
    isNonFinite = real != null && !Double.isFinite(real);
    return isNonFinite ? null : real;
  }

  private Long instant(UTF8String text) {
    UTF8String dated = dated(text);
    Long us = dated == null ? null : (Long) evaluated(toInstant, dated);
    if (us == null || offsetUs == 0) {
      return us;
    }
    long moved = us - offsetUs;
    boolean isOverflow = ((us ^ offsetUs) & (us ^ moved)) < 0;
    return isOverflow ? null : (Long) moved;
  }

  /**
   * Only text that begins with a date: Spark would read "12:30" as today and "2024" as a year.
   * Slashes in the date are dashes; those in a zone's name stay.
   */
  private static UTF8String dated(UTF8String text) {
    if (text.numBytes() < LEAST_DATE_BYTES) {
      return null;
    }
    UTF8String mark = text.substring(MARK_AT, MARK_AT + 1);
    if (mark.equals(DASH)) {
      return text;
    }
    return mark.equals(SLASH)
        ? UTF8String.concat(
            text.substring(0, DATE_CHARACTERS).replace(SLASH, DASH),
            text.substring(DATE_CHARACTERS, Integer.MAX_VALUE))
        : null;
  }

  private Object evaluated(Expression expression, UTF8String text) {
    if (row == null) {
      row = new GenericInternalRow(1);
    }
    row.update(0, text);
    return expression.eval(row);
  }
}
