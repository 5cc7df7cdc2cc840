package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/**
 * Water that cooling evaporates on site and that generation takes elsewhere (methodology section
 * 19). Consumption and withdrawal are two quantities with factors of their own; they are never
 * added.
 */
public final class WaterUse {

  private WaterUse() {}

  /** On site, in litres: IT energy x WUE. WUE is defined per kWh of IT energy: no PUE here. */
  public static double onsiteWaterL(double itEnergyWh, double wueLPerKwh) {
    return itEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * wueLPerKwh;
  }

  /**
   * Off site, in litres: facility energy x water intensity of generation. The PUE is already in the
   * facility energy and enters once.
   *
   * @param ewifLPerKwh consumption or withdrawal factor, whichever is asked for
   */
  public static double offsiteWaterL(double facilityEnergyWh, double ewifLPerKwh) {
    return facilityEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * ewifLPerKwh;
  }

  /** Both, from IT energy: e x (WUE + PUE x EWIF), in litres; the form of Li et al. 2023. */
  public static double fromItEnergyL(
      double itEnergyWh, double pue, double wueLPerKwh, double ewifLPerKwh) {
    return onsiteWaterL(itEnergyWh, wueLPerKwh)
        + offsiteWaterL(FacilityEnergy.facilityEnergyWh(itEnergyWh, pue), ewifLPerKwh);
  }

  /** Both, from facility energy: E / PUE x WUE + E x EWIF; the form of Jegham et al. 2025. */
  public static double fromFacilityEnergyL(
      double facilityEnergyWh, double pue, double wueLPerKwh, double ewifLPerKwh) {
    return onsiteWaterL(FacilityEnergy.itEnergyWh(facilityEnergyWh, pue), wueLPerKwh)
        + offsiteWaterL(facilityEnergyWh, ewifLPerKwh);
  }
}
