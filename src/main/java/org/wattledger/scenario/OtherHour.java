package org.wattledger.scenario;

import org.wattledger.config.ScenarioConfig;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.Scenarios;
import org.wattledger.quantity.Energy;

/**
 * One hour of a model at a site as a scenario has it: energy first, then everything that follows
 * from it (methodology section 24). What a scenario leaves alone keeps the hour's own effective
 * factor. NaN: unknown.
 *
 * @param currency of the cost; null if there is none
 */
record OtherHour(
    double itEnergyWh,
    double facilityEnergyWh,
    double locationG,
    double embodiedG,
    double onsiteWaterL,
    double offsiteWaterL,
    double cost,
    String currency) {

  /**
   * @param ratios of other hardware, if the scenario is one of that
   */
  static OtherHour of(
      LoadHour load, ScenarioConfig.Kind kind, Circumstances there, HardwareRatios ratios) {
    double changeWh = changeWh(load, kind, ratios);
    double itWh = Scenarios.changedEnergyWh(load.itEnergyWh(), changeWh);
    double ratio = changeWh == 0 ? 1 : quotient(itWh, load.itEnergyWh());
    double facilityWh = facilityWh(load, there, itWh, ratio);
    return new OtherHour(
        itWh,
        facilityWh,
        Scenarios.blended(
            load.locationG() * ratio,
            there.replacedRatio(),
            perKwh(facilityWh, there.gramsPerKwh())),
        embodiedG(load, kind, ratios),
        there.isOtherBuilding()
            ? perKwh(itWh, there.wueLitresPerKwh())
            : load.onsiteWaterL() * ratio,
        Scenarios.blended(
            load.offsiteWaterL() * ratio,
            there.replacedRatio(),
            perKwh(facilityWh, there.ewifLitresPerKwh())),
        there.isOtherPrice() ? perKwh(facilityWh, there.pricePerKwh()) : load.cost() * ratio,
        there.isOtherPrice() ? there.currency() : load.currency());
  }

  private static double facilityWh(LoadHour load, Circumstances there, double itWh, double ratio) {
    if (!there.isOtherBuilding()) {
      return load.facilityEnergyWh() * ratio;
    }
    return itWh == 0 ? 0 : FacilityEnergy.facilityEnergyWh(itWh, there.pue());
  }

  /** IT energy more (or, below 0, less) than published, in Wh. */
  private static double changeWh(LoadHour load, ScenarioConfig.Kind kind, HardwareRatios ratios) {
    return switch (kind) {
      case NO_IDLE -> Scenarios.partChangeWh(load.provisionedIdleMj(), 0) + idleHostOffWh(load);
      case HARDWARE ->
          Scenarios.partChangeWh(load.activeMj() + load.modelledMj(), ratios.activeEnergy())
              + Scenarios.partChangeWh(
                  load.idleMj() + load.provisionedIdleMj() + load.unattributedMj(),
                  ratios.idleEnergy())
              + Scenarios.partChangeWh(load.hostMj(), ratios.hostEnergy());
      default -> 0;
    };
  }

  private static double idleHostOffWh(LoadHour load) {
    return load.provisionedIdleHostMj() == null
        ? Scenarios.partChangeWh(load.hostMj(), stillThere(load))
        : Scenarios.partChangeWh(load.provisionedIdleHostMj(), 0);
  }

  /** Emissions of making the devices; of nothing nothing, whatever the ratio. */
  private static double embodiedG(LoadHour load, ScenarioConfig.Kind kind, HardwareRatios ratios) {
    double published = load.embodiedG();
    if (published == 0) {
      return 0;
    }
    return switch (kind) {
      case NO_IDLE ->
          Double.isNaN(load.provisionedIdleEmbodiedG())
              ? published * stillThere(load)
              : published - load.provisionedIdleEmbodiedG();
      case HARDWARE -> published * ratios.embodied();
      default -> published;
    };
  }

  /**
   * Part of the device time that remains when what serves nothing is switched off. An estimate, for
   * rows that do not say what host and devices of provisioned idle amount to.
   */
  private static double stillThere(LoadHour load) {
    return 1
        - Scenarios.provisionedTimeRatio(load.activeMj(), load.idleMj(), load.provisionedIdleMj());
  }

  /** Wh x an amount per kWh: grams, litres or money; no energy needs no factor. */
  private static double perKwh(double energyWh, double amountPerKwh) {
    return energyWh == 0 ? 0 : energyWh / Energy.WATT_HOURS_PER_KILOWATT_HOUR * amountPerKwh;
  }

  private static double quotient(double amount, double by) {
    return by == 0 ? Double.NaN : amount / by;
  }
}
