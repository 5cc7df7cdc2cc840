package org.wattledger.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Turns the text of one value into its type.
 *
 * <p>An implementation throws {@link IllegalArgumentException} with the remedy as its message; the
 * message does not contain the value.
 */
@FunctionalInterface
interface Reading<T> {

  T of(ConfigValue value);

  Reading<String> TEXT = Reading::text;

  Reading<Boolean> FLAG =
      value ->
          switch (text(value).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expects true or false");
          };

  Reading<Double> NUMBER =
      value -> {
        try {
          return Double.valueOf(text(value));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("expects a number", e);
        }
      };

  Reading<Duration> DURATION = Reading::duration;

  Reading<Path> PATH =
      value -> {
        try {
          return Path.of(text(value));
        } catch (InvalidPathException e) {
          throw new IllegalArgumentException("expects a path", e);
        }
      };

  Reading<ZoneId> ZONE =
      value -> {
        try {
          return ZoneId.of(text(value));
        } catch (DateTimeException e) {
          throw new IllegalArgumentException(
              "is no time zone; write for example UTC, Europe/Berlin or -04:00", e);
        }
      };

  Reading<Instant> INSTANT =
      value -> {
        try {
          return Instant.parse(text(value));
        } catch (DateTimeException e) {
          throw new IllegalArgumentException(
              "is no instant in UTC; write for example 2026-03-01T10:00:00Z", e);
        }
      };

  /** A constant of an enum, written in lower case with hyphens. */
  static <E extends Enum<E>> Reading<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return value -> {
      String typed = text(value);
      return constants.stream()
          .filter(constant -> written(constant).equals(typed))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      Suggestion.text(typed, constants.stream().map(Reading::written).toList())));
    };
  }

  /** The same, with a further condition on the value read. */
  default Reading<T> checked(Consumer<T> condition) {
    return value -> {
      T read = of(value);
      condition.accept(read);
      return read;
    };
  }

  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(ConfigValue value) {
    if (value instanceof ConfigObject || value.valueType() == ConfigValueType.LIST) {
      throw new IllegalArgumentException("expects a single value");
    }
    return value.atKey("value").getString("value").strip();
  }

  private static Duration duration(ConfigValue value) {
    String text = text(value);
    if (text.isEmpty() || !Character.isLetter(text.charAt(text.length() - 1))) {
      throw new IllegalArgumentException("has no unit; write for example 1s, 15 minutes or 0 ms");
    }
    try {
      return value.atKey("value").getDuration("value");
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "is no duration; units are us, ms, s, minutes, h and d", e);
    }
  }
}
