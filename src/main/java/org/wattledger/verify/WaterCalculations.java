package org.wattledger.verify;

import java.util.Map;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.WaterUse;

/** Water, on site and off. */
final class WaterCalculations {

  static final Map<String, Calculation> ALL =
      Map.of(
          "water", WaterCalculations::both,
          "onsite-water", WaterCalculations::onsite,
          "onsite-water-of-facility", WaterCalculations::onsiteOfFacility,
          "offsite-water", WaterCalculations::offsite);

  private WaterCalculations() {}

  static Amount litres(double litres) {
    return new Amount(litres, "L");
  }

  private static Amount both(Inputs in, Steps steps) {
    return litres(
        steps
            .via(WaterUse::fromItEnergyL)
            .of(
                in.of("energy", "Wh"),
                in.of("pue"),
                in.of("wue", "L/kWh"),
                in.of("ewif", "L/kWh")));
  }

  private static Amount onsite(Inputs in, Steps steps) {
    return litres(
        steps.via(WaterUse::onsiteWaterL).of(in.of("energy", "Wh"), in.of("wue", "L/kWh")));
  }

  private static Amount onsiteOfFacility(Inputs in, Steps steps) {
    double itWh = steps.via(FacilityEnergy::itEnergyWh).of(in.of("energy", "Wh"), in.of("pue"));
    return litres(steps.via(WaterUse::onsiteWaterL).of(itWh, in.of("wue", "L/kWh")));
  }

  private static Amount offsite(Inputs in, Steps steps) {
    double facilityWh =
        steps.via(FacilityEnergy::facilityEnergyWh).of(in.of("energy", "Wh"), in.of("pue"));
    return litres(steps.via(WaterUse::offsiteWaterL).of(facilityWh, in.of("ewif", "L/kWh")));
  }
}
