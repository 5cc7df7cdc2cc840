package org.wattledger.physics;

/** From the energy of the IT to that of the building around it (methodology section 14). */
public final class FacilityEnergy {

  private FacilityEnergy() {}

  /** IT energy x PUE, in Wh. Once, at the end. An unknown PUE (NaN) stays unknown, never 1. */
  public static double facilityEnergyWh(double itEnergyWh, double pue) {
    return itEnergyWh * pue;
  }

  /** Facility energy / PUE, in Wh: the IT's part of what a building consumed. */
  public static double itEnergyWh(double facilityEnergyWh, double pue) {
    return facilityEnergyWh / pue;
  }
}
