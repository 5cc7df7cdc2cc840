package org.wattledger.physics;

/**
 * Energy of training, and when inference has used as much (methodology section 23).
 *
 * <p>A stretch is a job on some devices from a start to an end, half-open, in microseconds. What is
 * known of it as a whole is spread evenly over its time; one without length lies wholly at its
 * start.
 */
public final class TrainingEnergy {

  /** How the energy of a stretch without meters is known, from the best to the weakest. */
  public enum Basis {
    /** The job's record states the energy. */
    STATED_ENERGY,
    /** Device time x watts of the record. */
    STATED_POWER,
    /** Device time x maximum watts of the hardware table. */
    RATED
  }

  private TrainingEnergy() {}

  /** Of a job without meters: device-hours x watts per device, in Wh of IT energy. */
  public static double ratedEnergyWh(double deviceHours, double wattsPerDevice) {
    return deviceHours * wattsPerDevice;
  }

  /** The best basis of which something is known; null if nothing is (all NaN). */
  public static Basis basis(double statedWh, double statedW, double maxW) {
    if (!Double.isNaN(statedWh)) {
      return Basis.STATED_ENERGY;
    }
    if (!Double.isNaN(statedW)) {
      return Basis.STATED_POWER;
    }
    return Double.isNaN(maxW) ? null : Basis.RATED;
  }

  /** IT energy of a whole stretch in Wh, by its best basis; NaN if nothing is known. */
  public static double energyWh(double statedWh, double deviceHours, double statedW, double maxW) {
    Basis basis = basis(statedWh, statedW, maxW);
    if (basis == Basis.STATED_ENERGY) {
      return statedWh;
    }
    return ratedEnergyWh(deviceHours, basis == Basis.STATED_POWER ? statedW : maxW);
  }

  /** Share of a stretch that lies before an instant, 0 to 1. */
  public static double shareBefore(long startUs, long endUs, long atUs) {
    if (atUs <= startUs) {
      return 0;
    }
    return atUs >= endUs ? 1 : (double) (atUs - startUs) / (endUs - startUs);
  }

  /**
   * The part of a stretch's amount that falls into [fromUs, toUs), in whole units: differences of
   * one rounded curve, so that the parts of neighbouring spans add up to the whole.
   */
  public static long part(double whole, long startUs, long endUs, long fromUs, long toUs) {
    return Math.round(whole * shareBefore(startUs, endUs, toUs))
        - Math.round(whole * shareBefore(startUs, endUs, fromUs));
  }

  /** Energy of all inference so far in energies of the training; NaN without training energy. */
  public static double inferenceToTrainingRatio(double inferenceWh, double trainingWh) {
    return trainingWh > 0 ? inferenceWh / trainingWh : Double.NaN;
  }

  /** Queries whose energy equals that of the training; NaN if a query's energy is not known. */
  public static double breakEvenQueries(double trainingWh, double energyPerQueryWh) {
    return energyPerQueryWh > 0 ? trainingWh / energyPerQueryWh : Double.NaN;
  }
}
