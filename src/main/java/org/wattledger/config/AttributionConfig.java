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

  /** Where provisioned idle goes in the team table. */
  public enum IdleTeams {
    /** Its own row, {@code (idle)}. */
    SEPARATE,
    /** Spread over the teams that used the model that day, by their active energy. */
    BY_USE
  }
}
