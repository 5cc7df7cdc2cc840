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
 * @param energy as stated or rated
 * @param embodied share of making the devices and their hosts
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
    Energy energy,
    Embodied embodied,
    boolean isMetered) {

  /**
   * What holds for all stretches of a job.
   *
   * @param startUs start of the first stretch
   * @param endUs end of the last; null: still running
   */
  public record Job(String jobId, String modelId, String teamId, long startUs, Long endUs) {}

  /**
   * Energy that no meter recorded.
   *
   * @param wh IT energy; NaN: nothing is known
   * @param basis how it is known; null: nothing is
   * @param lowRatio least energy by the energy given, at most 1
   * @param highRatio greatest energy by the energy given, at least 1
   */
  public record Energy(double wh, TrainingEnergy.Basis basis, double lowRatio, double highRatio) {

    private Energy part(double share) {
      return new Energy(wh * share, basis, lowRatio, highRatio);
    }
  }

  /** Embodied emissions, ngCO2e, best value and bounds; NaN: unknown. */
  public record Embodied(double ng, double lowNg, double highNg) {

    private Embodied part(double share) {
      return new Embodied(ng * share, lowNg * share, highNg * share);
    }
  }

  /** IT energy of the whole as stated or rated, Wh; NaN: nothing is known. */
  public double energyWh() {
    return energy.wh();
  }

  /** How it is known; null: nothing is. */
  public TrainingEnergy.Basis basis() {
    return energy.basis();
  }

  /** Embodied emissions of the whole, ngCO2e; NaN: unknown. */
  public double embodiedNg() {
    return embodied.ng();
  }

  /** The part from one time to another, both inside the stretch, with its share of all amounts. */
  public TrainingStretch part(long fromUs, long toUs) {
    if (fromUs == startUs && toUs == endUs) {
      return this;
    }
    double share = (double) (toUs - fromUs) / (endUs - startUs);
    return new TrainingStretch(
        job,
        siteId,
        deviceId,
        deviceModel,
        fromUs,
        toUs,
        devices,
        deviceTimeH * share,
        energy.part(share),
        embodied.part(share),
        isMetered);
  }

  /**
   * The same as the day's meters recorded it at a site.
   *
   * @param model device model by the meters; what the job's record says goes before it
   */
  public TrainingStretch metered(String site, String model) {
    return new TrainingStretch(
        job,
        site,
        deviceId,
        deviceModel == null ? model : deviceModel,
        startUs,
        endUs,
        devices,
        deviceTimeH,
        energy,
        embodied,
        true);
  }

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
