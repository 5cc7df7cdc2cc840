package org.wattledger.attribution;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.MeterAgreement;

/**
 * One device on one day: its energy curve, its labels, and what was not simply booked.
 *
 * @param hours by hour of the day, only hours in which there was a reading or energy
 * @param repeats readings told twice, by source and file
 * @param refused readings that could not be used
 * @param lastSampleUs time of the last reading, also beyond the day
 * @param agreement of the day's counter and power samples
 */
record DeviceDay(
    DeviceLabels labels,
    DeviceFacts facts,
    EnergyCurve curve,
    Map<Integer, HourAccount> hours,
    Map<Origin, Long> repeats,
    List<Refusal> refused,
    long lastSampleUs,
    MeterAgreement agreement)
    implements Serializable {

  /** Kind of a device whose energy is shared among requests. */
  static final String ACCELERATOR = "accelerator";

  /** Kind of a meter of a whole node, its accelerators included. */
  static final String PLATFORM = "platform";

  boolean isAccelerator() {
    return ACCELERATOR.equals(labels.deviceKind());
  }

  /** File of a configured source. */
  record Origin(String source, String file) implements Serializable {}

  /** A reading that could not be used, and why. */
  record Refusal(String source, String file, long position, String reason)
      implements Serializable {}

  /** Bookkeeping of one hour. */
  record HourAccount(
      long measuredMj,
      long estimatedMj,
      long clippedMj,
      long unplacedMj,
      long samples,
      double gapS,
      long resets,
      byte weakestBasis)
      implements Serializable {}
}
