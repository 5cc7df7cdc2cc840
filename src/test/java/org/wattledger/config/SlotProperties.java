package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class SlotProperties {

  private static final long HOUR_US = 3_600_000_000L;

  /** An accepted slot tiles the hour, and its 64 occupancy bits tile the slot. */
  @Property
  void aSlotIsAcceptedExactlyIfItTilesTheHourInWholeMicroseconds(
      @ForAll @IntRange(min = 1, max = 40_000) int millis) {
    long slotUs = millis * 1_000L;
    boolean tiles = millis >= 100 && HOUR_US % slotUs == 0 && slotUs % 64 == 0;

    assertThat(isAccepted(Duration.ofMillis(millis))).isEqualTo(tiles);
  }

  private static boolean isAccepted(Duration slot) {
    try {
      AttributionConfig.requireSlot(slot);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
