package org.wattledger.verify;

import java.util.Map;
import org.wattledger.physics.EmbodiedEmissions;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.physics.WaterUse;

/** Impacts of an API request: the regressions of {@link EcoLogits}, then our own formulas. */
final class EcoLogitsCalculations {

  static final Map<String, Calculation> ALL =
      Map.ofEntries(
          Map.entry("ecologits-server-energy", (in, steps) -> energy(serverWh(in, steps))),
          Map.entry("ecologits-it-energy", (in, steps) -> energy(itWh(in, steps))),
          Map.entry("ecologits-request-energy", (in, steps) -> energy(requestWh(in, steps))),
          Map.entry("ecologits-usage", (in, steps) -> grams(usageG(in, steps))),
          Map.entry("ecologits-embodied", (in, steps) -> grams(embodiedG(in, steps))),
          Map.entry("ecologits-footprint", EcoLogitsCalculations::footprint),
          Map.entry("ecologits-water", EcoLogitsCalculations::water));

  private EcoLogitsCalculations() {}

  /** Energy of the request, PUE included. */
  static double requestWh(Inputs in, Steps steps) {
    return steps.via(FacilityEnergy::facilityEnergyWh).of(itWh(in, steps), in.of("pue"));
  }

  private static double gpus(Inputs in, Steps steps) {
    return steps
        .via(EcoLogits::accelerators)
        .of(
            in.of("parameters"),
            in.of("bits"),
            in.of("memory_overhead"),
            in.of("gpu_memory", "GB"));
  }

  /** Regressed seconds, or the measured ones where they are fewer. */
  private static double seconds(Inputs in, Steps steps) {
    double perToken =
        steps
            .via(EcoLogits::tokenLatencyS)
            .of(
                in.of("latency_alpha"),
                in.of("latency_beta"),
                in.of("latency_gamma"),
                in.of("batch"),
                in.of("active_parameters"));
    double regressed = in.of("tokens") * perToken;
    return in.has("latency") ? Math.min(in.of("latency", "s"), regressed) : regressed;
  }

  private static double gpuWh(Inputs in, Steps steps) {
    double perTokenWh =
        steps
            .via(EcoLogits::tokenEnergyWh)
            .of(
                in.of("energy_alpha"),
                in.of("energy_beta"),
                in.of("energy_gamma"),
                in.of("batch"),
                in.of("active_parameters"));
    return in.of("tokens") * perTokenWh;
  }

  /** The server's own power for the request's part of the batch and of the server. */
  private static double serverWh(Inputs in, Steps steps) {
    double hours = new Amount(seconds(in, steps), "s").in("h");
    double serverHours = hours * gpus(in, steps) / in.of("gpus_per_server") / in.of("batch");
    return steps.via(TrainingEnergy::ratedEnergyWh).of(serverHours, in.of("server_power", "W"));
  }

  private static double itWh(Inputs in, Steps steps) {
    return serverWh(in, steps) + gpus(in, steps) * gpuWh(in, steps);
  }

  private static double usageG(Inputs in, Steps steps) {
    return steps
        .via(OperationalEmissions::operationalEmissionsG)
        .of(requestWh(in, steps), in.of("factor", "g/kWh"));
  }

  private static double embodiedG(Inputs in, Steps steps) {
    double gpus = gpus(in, steps);
    double kg =
        in.of("server_embodied", "kg") * gpus / in.of("gpus_per_server")
            + in.of("gpu_embodied", "kg") * gpus;
    double deviceSeconds = seconds(in, steps) / in.of("batch");
    return steps
        .via(EmbodiedEmissions::embodiedEmissionsG)
        .of(deviceSeconds, in.of("hardware_life", "h"), kg);
  }

  private static Amount footprint(Inputs in, Steps steps) {
    return grams(usageG(in, steps) + embodiedG(in, steps));
  }

  private static Amount water(Inputs in, Steps steps) {
    return WaterCalculations.litres(
        steps
            .via(WaterUse::fromItEnergyL)
            .of(itWh(in, steps), in.of("pue"), in.of("wue", "L/kWh"), in.of("ewif", "L/kWh")));
  }

  private static Amount energy(double wh) {
    return EnergyCalculations.wattHours(wh);
  }

  private static Amount grams(double grams) {
    return EmissionCalculations.grams(grams);
  }
}
