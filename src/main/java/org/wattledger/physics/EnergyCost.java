package org.wattledger.physics;

import org.wattledger.quantity.Energy;

/** What the electricity cost (methodology section 20). */
public final class EnergyCost {

  private EnergyCost() {}

  /** Facility kWh x price per kWh, in the price's currency; unknown (NaN) stays unknown. */
  public static double energyCost(double facilityEnergyWh, double pricePerKwh) {
    return facilityEnergyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * pricePerKwh;
  }
}
