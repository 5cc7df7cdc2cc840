package org.wattledger.physics;

import java.io.Serializable;

/**
 * How long a meter may be silent.
 *
 * @param maxGapUs longest interval between power samples that is bridged; {@link #AUTO}: from the
 *     device's own cadence
 * @param lookaroundUs longest counter step whose energy can be placed in time; also how far beyond
 *     its day a run reads, so that both neighbours of a midnight see the interval across it
 */
public record MeterRules(long maxGapUs, long lookaroundUs) implements Serializable {

  public static final long AUTO = 0;

  public MeterRules {
    if (maxGapUs < 0 || lookaroundUs <= 0) {
      throw new IllegalArgumentException(
          "max-gap is "
              + maxGapUs
              + " us and lookaround "
              + lookaroundUs
              + " us; max-gap must be 0 (auto) or more, lookaround more than 0");
    }
  }
}
