package org.wattledger.sources;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_subtract;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.wattledger.config.SourceConfig;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * A mapped value in the type of its canonical column. A value that has no exact counterpart becomes
 * null, and the row is refused: 374.5 is no BIGINT, "12:30" no instant, NaN no amount.
 *
 * @param value in the field's type, or null
 * @param isNonFinite whether the mapped value is NaN or infinite; null or false: no
 */
record CanonicalValue(Column value, Column isNonFinite) {

  private static final Column NO = lit(false);

  /**
   * Converts {@code mapped} of type {@code from} for {@code field}.
   *
   * @throws IllegalArgumentException if the types have nothing to do with one another
   */
  static CanonicalValue of(Column mapped, DataType from, Field field, SourceConfig source) {
    DataType to = field.type();
    if (from.equals(DataTypes.NullType)) {
      return new CanonicalValue(lit(null).cast(to), NO);
    }
    if (to.equals(DataTypes.StringType) && isText(from)) {
      return new CanonicalValue(text(mapped.cast(to), field), NO);
    }
    if (to.equals(DataTypes.LongType) && isNumberOrText(from)) {
      return whole(mapped, from);
    }
    if (to.equals(DataTypes.DoubleType) && isNumberOrText(from)) {
      return real(mapped);
    }
    if (to.equals(DataTypes.TimestampType) && isTimeOrText(from)) {
      return new CanonicalValue(instant(mapped, from, source), NO);
    }
    throw new IllegalArgumentException(
        "%s of type %s cannot become %s%s"
            .formatted(
                field.name(),
                from.sql(),
                to.sql(),
                to.equals(DataTypes.TimestampType)
                    ? "; say the unit with epoch_s, epoch_ms, epoch_us or epoch_ns"
                    : ""));
  }

  /**
   * Trimmed, empty is null, and a leading "(" gets a "_" before it: names in brackets such as
   * (idle) are rows of our own. So is the operation of training jobs. The raw user id only ever
   * feeds the HMAC and stays as it is.
   */
  private static Column text(Column mapped, Field field) {
    if (field.name().equals(CanonicalTables.USER_ID.name())) {
      return mapped;
    }
    Column trimmed = trim(mapped);
    Column isOurs = trimmed.startsWith("(");
    if (field.name().equals(CanonicalTables.OPERATION.name())) {
      isOurs = isOurs.or(trimmed.equalTo(AttributedTables.TRAINING_OPERATION));
    }
    return when(isOurs, concat(lit("_"), trimmed)).when(trimmed.notEqual(""), trimmed);
  }

  private static CanonicalValue whole(Column mapped, DataType from) {
    if (from instanceof StringType) {
      Column value =
          coalesce(mapped.try_cast(DataTypes.LongType), exact(mapped.try_cast("DECIMAL(38,9)")));
      Column real = mapped.try_cast(DataTypes.DoubleType);
      return new CanonicalValue(value, when(value.isNull(), isNonFinite(real)));
    }
    if (from instanceof DecimalType) {
      return new CanonicalValue(exact(mapped), NO);
    }
    if (from.equals(DataTypes.DoubleType) || from.equals(DataTypes.FloatType)) {
      Column fits = abs(mapped).lt(lit(0x1p63));
      return new CanonicalValue(when(fits, exact(mapped)), isNonFinite(mapped));
    }
    return new CanonicalValue(mapped.cast(DataTypes.LongType), NO);
  }

  private static Column exact(Column number) {
    Column floor = floor(number);
    return when(number.equalTo(floor), floor.try_cast(DataTypes.LongType));
  }

  private static CanonicalValue real(Column mapped) {
    Column value = mapped.try_cast(DataTypes.DoubleType);
    Column isNonFinite = isNonFinite(value);
    return new CanonicalValue(when(isNonFinite, lit(null)).otherwise(value), isNonFinite);
  }

  private static Column isNonFinite(Column real) {
    return isnan(real).or(abs(real).equalTo(lit(Double.POSITIVE_INFINITY)));
  }

  private static Column instant(Column mapped, DataType from, SourceConfig source) {
    Column instant = mapped;
    if (from instanceof StringType) {
      instant = inSourceZone(dated(mapped), source);
    } else if (!(from instanceof TimestampType)) {
      instant = inSourceZone(mapped, source);
    }
    long offsetUs = source.offset().dividedBy(ChronoUnit.MICROS.getDuration());
    return offsetUs == 0
        ? instant
        : timestamp_micros(try_subtract(unix_micros(instant), lit(offsetUs)));
  }

  /**
   * Only text that begins with a date: Spark would read "12:30" as today and "2024" as a year.
   * Slashes in the date are dashes; those in a zone's name stay.
   */
  private static Column dated(Column text) {
    Column fifth = substring(text, 5, 1);
    Column date = translate(substring(text, 1, 10), "/", "-");
    return when(octet_length(text).geq(8).and(fifth.equalTo("-")), text)
        .when(
            octet_length(text).geq(8).and(fifth.equalTo("/")),
            concat(date, substring(text, 11, Integer.MAX_VALUE)));
  }

  private static Column inSourceZone(Column local, SourceConfig source) {
    return ExpressionUtils.column(
        TryForm.timestamp(ExpressionUtils.expression(local), source.zone()));
  }

  private static boolean isText(DataType type) {
    return type instanceof StringType
        || type instanceof NumericType
        || type.equals(DataTypes.BooleanType);
  }

  private static boolean isNumberOrText(DataType type) {
    return type instanceof StringType || type instanceof NumericType;
  }

  private static boolean isTimeOrText(DataType type) {
    return type instanceof StringType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType;
  }
}
