package org.wattledger.marts;

import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.TimeRange;

/**
 * A training job on one named device, or on some that nobody names, from a start to an end; its
 * amounts are those of the whole stretch, of which the day may see a part.
 *
 * @param siteId where it ran; never null
 * @param deviceId null: the devices are not named
 * @param deviceModel product name in the words of the hardware table, or null
 * @param startUs microseconds since the epoch
 * @param endUs exclusive; of a stretch that is still running: the end of the day
 * @param devices how many at one time
 * @param deviceTimeH device-hours
 * @param energyWh IT energy as stated or rated; NaN: nothing is known
 * @param basis how it is known; null: nothing is
 * @param embodiedNg share of making the devices, ngCO2e; NaN: unknown
 * @param isMetered whether the day's meters recorded the device: then the ledger has its energy
 */
public record TrainingStretch(
    Job job,
    String siteId,
    String deviceId,
    String deviceModel,
    long startUs,
    long endUs,
    long devices,
    double deviceTimeH,
    double energyWh,
    TrainingEnergy.Basis basis,
    double embodiedNg,
    boolean isMetered) {

  /**
   * What holds for all stretches of a job.
   *
   * @param startUs start of the first stretch
   * @param endUs end of the last; null: still running
   */
  public record Job(String jobId, String modelId, String teamId, long startUs, Long endUs) {}

  /** Whether any of it lies in the range; a stretch without length does where it starts. */
  public boolean touches(TimeRange range) {
    return range.contains(startUs) || startUs < range.endUs() && endUs > range.startUs();
  }

  /** Device-hours of the part in the range. */
  double deviceTimeH(TimeRange range) {
    return deviceTimeH * shareIn(range);
  }

  /** Share of the stretch that lies in the range, 0 to 1. */
  public double shareIn(TimeRange range) {
    return TrainingEnergy.shareBefore(startUs, endUs, range.endUs())
        - TrainingEnergy.shareBefore(startUs, endUs, range.startUs());
  }

  /** The part of an amount of the whole stretch that falls into the range, in whole units. */
  long partOf(double whole, TimeRange range) {
    return TrainingEnergy.part(whole, startUs, endUs, range.startUs(), range.endUs());
  }
}
