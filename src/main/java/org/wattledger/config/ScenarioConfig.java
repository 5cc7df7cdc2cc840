package org.wattledger.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** One what-if: the night's real load under other circumstances. */
public sealed interface ScenarioConfig {

  /** Unique; stands in the rows of the scenario. */
  String name();

  Kind kind();

  /** What is other. */
  enum Kind {
    MIX,
    MORE_CLEAN,
    REGION,
    HOURS,
    NO_IDLE,
    HARDWARE;

    /** As the configuration writes it. */
    public String text() {
      return Reading.written(this);
    }
  }

  /**
   * All electricity from one source.
   *
   * @param source generation technology of the default set of {@code energy_sources}
   */
  record Mix(String name, String source) implements ScenarioConfig {

    @Override
    public Kind kind() {
      return Kind.MIX;
    }
  }

  /**
   * A share of each kWh from one source, the rest from the grid as it was.
   *
   * @param share 0 to 1
   * @param source empty: the cleanest
   */
  record MoreClean(String name, double share, Optional<String> source) implements ScenarioConfig {

    public MoreClean {
      requireShare(share);
    }

    @Override
    public Kind kind() {
      return Kind.MORE_CLEAN;
    }
  }

  /**
   * Elsewhere at the same time.
   *
   * @param zone grid of this zone, in the building as it is; or empty, and
   * @param site this site's grid, PUE, WUE and price
   */
  record Region(String name, Optional<String> zone, Optional<String> site)
      implements ScenarioConfig {

    public Region {
      if (zone.isPresent() == site.isPresent()) {
        throw new IllegalArgumentException("give either zone or site");
      }
    }

    @Override
    public Kind kind() {
      return Kind.REGION;
    }
  }

  /**
   * At other hours of the same UTC day; all of a model's energy at a site moves, idle included.
   *
   * @param hours SHIFT: by how many hours later, -23 to 23; CLEANEST: how many hours, 1 to 24
   */
  record Hours(String name, Move move, int hours) implements ScenarioConfig {

    /** Where the load goes. */
    public enum Move {
      /** Later by so many hours; what passes midnight comes at the day's beginning. */
      SHIFT,
      /** Evenly over the day. */
      SPREAD,
      /** Evenly over so many hours with the lowest factors of the day at the site. */
      CLEANEST
    }

    public Hours {
      if (move == Move.SHIFT) {
        requireShift(Duration.ofHours(hours));
      } else {
        requireCount(Duration.ofHours(hours));
      }
    }

    @Override
    public Kind kind() {
      return Kind.HOURS;
    }
  }

  /** Without energy and devices while nothing is served. */
  record NoIdle(String name) implements ScenarioConfig {

    @Override
    public Kind kind() {
      return Kind.NO_IDLE;
    }
  }

  /**
   * On other devices.
   *
   * @param deviceModel the new device, in the hardware table
   * @param activeEnergyRatio energy per unit of work, new by old: a measured fact
   * @param deviceRatio new devices for each one replaced
   * @param source where the measured fact is from
   */
  record OtherHardware(
      String name, String deviceModel, double activeEnergyRatio, double deviceRatio, String source)
      implements ScenarioConfig {

    public OtherHardware {
      requireRatio(activeEnergyRatio);
      requireRatio(deviceRatio);
      requireText(source);
    }

    @Override
    public Kind kind() {
      return Kind.HARDWARE;
    }
  }

  int HOURS_OF_DAY = 24;

  /** Letters, digits, dots, hyphens and underscores. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name has only letters, digits, dots, hyphens and underscores");
    }
  }

  static void requireText(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
  }

  static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("is a share of each kWh, 0 to 1; write 0.2 for 20 %");
    }
  }

  static void requireRatio(double ratio) {
    if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("is new by old, above 0; write 0.5 for half");
    }
  }

  static void requireShift(Duration shift) {
    if (!isWholeHours(shift) || shift.abs().toHours() >= HOURS_OF_DAY) {
      throw new IllegalArgumentException("is a whole number of hours, -23h to 23h");
    }
  }

  static void requireCount(Duration hours) {
    if (!isWholeHours(hours) || hours.toHours() < 1 || hours.toHours() > HOURS_OF_DAY) {
      throw new IllegalArgumentException("is a whole number of hours of the day, 1h to 24h");
    }
  }

  private static boolean isWholeHours(Duration duration) {
    return duration.equals(Duration.ofHours(duration.toHours()));
  }
}
