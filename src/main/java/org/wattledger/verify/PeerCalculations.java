package org.wattledger.verify;

import java.util.Map;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.physics.UtilizationPower;

/** What peers compute from utilisation, stored and moved data and processor models. */
final class PeerCalculations {

  private static final double PER_CENT = 100;

  static final Map<String, Calculation> ALL =
      Map.ofEntries(
          Map.entry("utilization-energy", (in, steps) -> energy(utilizationWh(in, steps))),
          Map.entry("utilization-emissions", PeerCalculations::utilizationEmissions),
          Map.entry("transfer-energy", (in, steps) -> energy(transferWh(in, steps))),
          Map.entry("transfer-emissions", PeerCalculations::transferEmissions),
          Map.entry("teads-share", (in, steps) -> new Amount(teadsShare(in, steps), "")),
          Map.entry("teads-energy", (in, steps) -> energy(teadsWh(in, steps))),
          Map.entry("teads-emissions", PeerCalculations::teadsEmissions),
          Map.entry("boavizta-energy", PeerCalculations::boavizta));

  private PeerCalculations() {}

  private static double utilizationWh(Inputs in, Steps steps) {
    MeterBounds bounds = new MeterBounds(in.of("min_power", "W"), in.of("max_power", "W"));
    double watts = steps.viaBounds(UtilizationPower::watts).of(in.of("utilization"), bounds);
    double deviceHours = in.of("time", "h") * in.orOne("devices");
    double itWh = steps.via(TrainingEnergy::ratedEnergyWh).of(deviceHours, watts);
    return in.has("pue")
        ? steps.via(FacilityEnergy::facilityEnergyWh).of(itWh, in.of("pue"))
        : itWh;
  }

  private static Amount utilizationEmissions(Inputs in, Steps steps) {
    return emissions(utilizationWh(in, steps), in, steps);
  }

  private static double transferWh(Inputs in, Steps steps) {
    double kilowattHours = in.of("volume", "GB") * in.of("intensity", "kWh/GB");
    double itWh = new Amount(kilowattHours, "kWh").in("Wh");
    return steps.via(FacilityEnergy::facilityEnergyWh).of(itWh, in.of("pue"));
  }

  private static Amount transferEmissions(Inputs in, Steps steps) {
    return emissions(transferWh(in, steps), in, steps);
  }

  private static double teadsShare(Inputs in, Steps steps) {
    return PowerCurves.teadsShare(
        in.of("load"), in.list("curve_loads", ""), in.list("curve_shares", ""), steps);
  }

  /** The instance's vCPUs of the machine's, and what its network adds. */
  private static double teadsWh(Inputs in, Steps steps) {
    double watts = teadsShare(in, steps) * in.of("rated_power", "W");
    double machineWh = steps.via(TrainingEnergy::ratedEnergyWh).of(in.of("time", "h"), watts);
    double instanceWh = machineWh * in.of("reserved") / in.of("total");
    return in.has("network") ? instanceWh + in.of("network", "Wh") : instanceWh;
  }

  private static Amount teadsEmissions(Inputs in, Steps steps) {
    return emissions(teadsWh(in, steps), in, steps);
  }

  private static Amount boavizta(Inputs in, Steps steps) {
    double watts =
        steps
            .via(PowerCurves::boaviztaW)
            .of(in.of("a"), in.of("b"), in.of("c"), in.of("d"), in.of("load") * PER_CENT);
    return energy(steps.via(TrainingEnergy::ratedEnergyWh).of(in.of("time", "h"), watts));
  }

  private static Amount energy(double wh) {
    return EnergyCalculations.wattHours(wh);
  }

  private static Amount emissions(double wh, Inputs in, Steps steps) {
    return EmissionCalculations.grams(EmissionCalculations.operationalG(wh, in, steps));
  }
}
