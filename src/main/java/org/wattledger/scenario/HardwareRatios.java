package org.wattledger.scenario;

/**
 * Other devices by the ones they replace; NaN: unknown.
 *
 * @param activeEnergy energy per unit of work
 * @param idleEnergy energy of the same time without work
 * @param hostEnergy energy of the hosts
 * @param embodied emissions of making them, per time
 */
public record HardwareRatios(
    double activeEnergy, double idleEnergy, double hostEnergy, double embodied) {

  static final HardwareRatios UNKNOWN =
      new HardwareRatios(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
