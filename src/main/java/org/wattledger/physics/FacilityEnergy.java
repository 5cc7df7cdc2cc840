package org.wattledger.physics;

/** From the energy of the IT to that of the building around it (methodology section 13). */
public final class FacilityEnergy {

  private FacilityEnergy() {}

  /** IT energy x PUE, in Wh. Once, at the end. An unknown PUE (NaN) stays unknown, never 1. */
  public static double facilityEnergyWh(double itEnergyWh, double pue) {
    return itEnergyWh * pue;
  }
}
