package org.wattledger.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How energy is shared.
 *
 * @param slot cell of the time grid; divides an hour
 * @param maxGap longest gap between power samples that is bridged; empty: chosen per device
 * @param lookaround how far before and after the day meters are read, and the longest counter step
 */
public record AttributionConfig(
    Duration slot,
    SharingRule rule,
    Optional<Duration> maxGap,
    Duration lookaround,
    IdleTeams idleTeams) {

  /** Presence in a slot is a mask of this many bits, each of a whole number of microseconds. */
  private static final long BITS_PER_SLOT = 64;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST_SLOT = Duration.ofMillis(100);

  /** Where provisioned idle goes in the team table. */
  public enum IdleTeams {
    /** Its own row, {@code (idle)}. */
    SEPARATE,
    /** Spread over the teams that used the model that day, by their active energy. */
    BY_USE
  }

  public AttributionConfig {
    requireSlot(slot);
    requireLookaround(lookaround);
    maxGap.ifPresent(AttributionConfig::requireMaxGap);
  }

  static void requireSlot(Duration slot) {
    if (slot.compareTo(SHORTEST_SLOT) < 0) {
      throw new IllegalArgumentException(
          "a slot is at least 100 ms; the shortest that fits is 200 ms");
    }
    if (HOUR.toNanos() % slot.toNanos() != 0) {
      throw new IllegalArgumentException(
          "does not divide an hour evenly; choose for example 1s, 2s, 5s, 10s or 60s");
    }
    if (slot.toNanos() % (BITS_PER_SLOT * 1_000) != 0) {
      throw new IllegalArgumentException(
          "is no multiple of 64 microseconds; choose for example 200ms, 1s or 10s");
    }
  }

  static void requireLookaround(Duration lookaround) {
    if (lookaround.isNegative() || lookaround.isZero() || lookaround.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(
          "must be longer than 0 and at most 24 h, because only the neighbouring days are read");
    }
  }

  static void requireMaxGap(Duration maxGap) {
    if (maxGap.isNegative() || maxGap.isZero() || maxGap.compareTo(DAY) > 0) {
      throw new IllegalArgumentException("must be longer than 0 and at most 24 h, or auto");
    }
  }
}
