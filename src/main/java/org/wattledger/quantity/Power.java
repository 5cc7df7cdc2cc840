package org.wattledger.quantity;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A power draw in watts, 0 or more and finite. */
public record Power(double watts) implements Comparable<Power> {

  private static final Pattern TEXT =
      Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(mW|W|kW|MW)");
  private static final double NANOSECONDS_PER_SECOND = 1e9;

  public Power {
    if (!(watts >= 0 && Double.isFinite(watts))) {
      throw new IllegalArgumentException(
          "Power is " + watts + " W; a power is a finite number of 0 or more");
    }
  }

  public static Power ofWatts(double watts) {
    return new Power(watts);
  }

  /**
   * Reads "60 W", "1.2 kW", "350 mW" or "0.5 MW"; letters as written, since mW and MW differ.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Power parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Not a power: \"" + text + "\"; write a number and mW, W, kW or MW, as in \"60 W\"");
    }
    double number = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "mW" -> new Power(number / 1e3);
      case "kW" -> new Power(number * 1e3);
      case "MW" -> new Power(number * 1e6);
      default -> new Power(number);
    };
  }

  /**
   * The energy of this power held for that long, rounded to the nearest millijoule.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public Energy over(Duration duration) {
    double seconds = duration.getSeconds() + duration.getNano() / NANOSECONDS_PER_SECOND;
    return Energy.rounded(
        watts * seconds * Energy.MILLIJOULES_PER_JOULE, this + " over " + duration);
  }

  @Override
  public int compareTo(Power other) {
    return Double.compare(watts, other.watts);
  }

  @Override
  public String toString() {
    return watts + " W";
  }
}
