package org.wattledger.physics;

/** Energy of training, and when inference has used as much (methodology section 23). */
public final class TrainingEnergy {

  private TrainingEnergy() {}

  /** Of a job without meters: device-hours x watts per device, in Wh of IT energy. */
  public static double ratedEnergyWh(double deviceHours, double wattsPerDevice) {
    return deviceHours * wattsPerDevice;
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
