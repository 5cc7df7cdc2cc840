package org.wattledger.verify;

import java.util.Map;
import org.wattledger.physics.EmbodiedEmissions;
import org.wattledger.physics.MarketEmissions;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.SoftwareCarbonIntensity;
import org.wattledger.physics.UpstreamEmissions;

/** Emissions: of electricity by place, by contract and by source, of hardware, and per unit. */
final class EmissionCalculations {

  static final Map<String, Calculation> ALL =
      Map.ofEntries(
          Map.entry("emissions", (in, steps) -> grams(operationalG(in, steps))),
          Map.entry("emissions-per-unit", EmissionCalculations::perUnit),
          Map.entry("emissions-with-losses", EmissionCalculations::withLosses),
          Map.entry("metered-emissions", (in, steps) -> grams(meteredG(in, steps))),
          Map.entry("metered-emissions-per-unit", EmissionCalculations::meteredPerUnit),
          Map.entry("above-idle-emissions", EmissionCalculations::aboveIdle),
          Map.entry("contract-emissions", EmissionCalculations::underContracts),
          Map.entry("market-emissions", (in, steps) -> grams(marketG(in, steps))),
          Map.entry("market-and-embodied-emissions", EmissionCalculations::marketAndEmbodied),
          Map.entry("floor-emissions", EmissionCalculations::floor),
          Map.entry("ceiling-emissions", EmissionCalculations::ceiling),
          Map.entry("mix-emissions", EmissionCalculations::mix),
          Map.entry("mix-intensity", EmissionCalculations::mixIntensity),
          Map.entry("embodied", (in, steps) -> grams(embodiedG("", in, steps))),
          Map.entry("training-embodied", (in, steps) -> grams(trainingEmbodiedG(in, steps))),
          Map.entry("training-footprint", EmissionCalculations::trainingFootprint),
          Map.entry("sci-embodied", (in, steps) -> grams(sciEmbodiedG(in, steps))),
          Map.entry("sci", EmissionCalculations::sci),
          Map.entry("sci-of-operation", EmissionCalculations::sciOfOperation),
          Map.entry("sci-of-embodied", EmissionCalculations::sciOfEmbodied));

  private EmissionCalculations() {}

  static Amount grams(double grams) {
    return new Amount(grams, "g");
  }

  static double operationalG(Inputs in, Steps steps) {
    return operationalG(EnergyCalculations.facilityWh(in, steps), in, steps);
  }

  static double operationalG(double facilityWh, Inputs in, Steps steps) {
    return steps
        .via(OperationalEmissions::operationalEmissionsG)
        .of(facilityWh, in.of("factor", "g/kWh"));
  }

  /** M = TE x TiR / EL x RR / ToR. */
  static double sciEmbodiedG(Inputs in, Steps steps) {
    return steps
        .via(EmbodiedEmissions::sciEmbodiedEmissionsG)
        .of(
            in.of("embodied", "kg"),
            in.of("time", "s"),
            in.of("life", "h"),
            in.of("reserved"),
            in.of("total"));
  }

  /** Emissions of a mix of sources per kWh. */
  static double mixGramsPerKwh(Inputs in, Steps steps) {
    double[] shares = in.list("shares", "");
    double[] factors = in.list("factors", "g/kWh");
    double kilowattHour = new Amount(1, "kWh").in("Wh");
    double grams = 0;
    for (int i = 0; i < shares.length; i++) {
      grams +=
          steps
              .via(OperationalEmissions::operationalEmissionsG)
              .of(shares[i] * kilowattHour, factors[i]);
    }
    return grams;
  }

  private static Amount perUnit(Inputs in, Steps steps) {
    return grams(operationalG(in, steps) / in.of("units"));
  }

  /** Losses of the power supply count as IT, losses of the lines as upstream. */
  private static Amount withLosses(Inputs in, Steps steps) {
    double facilityWh = EnergyCalculations.facilityWh(in, steps) * in.of("supply_loss");
    double factor = in.of("factor", "g/kWh");
    double lines = in.of("line_loss") - 1;
    double upstream = steps.via(UpstreamEmissions::gramsPerKwh).of(factor, factor, lines);
    return grams(
        operationalG(facilityWh, in, steps)
            + steps.via(UpstreamEmissions::upstreamEmissionsG).of(facilityWh, upstream));
  }

  private static double meteredG(Inputs in, Steps steps) {
    return operationalG(EnergyCalculations.meteredWh("counters", in, steps), in, steps);
  }

  private static Amount meteredPerUnit(Inputs in, Steps steps) {
    return grams(meteredG(in, steps) / in.of("units"));
  }

  private static Amount aboveIdle(Inputs in, Steps steps) {
    return grams(operationalG(EnergyCalculations.aboveIdleWh(in, steps), in, steps));
  }

  private static Amount underContracts(Inputs in, Steps steps) {
    double consumedWh = EnergyCalculations.facilityWh(in, steps);
    double factor =
        steps
            .viaContracts(MarketEmissions::gramsPerKwh)
            .of(
                consumedWh,
                in.list("contracts", "Wh"),
                in.list("contract_factors", "g/kWh"),
                in.of("residual", "g/kWh"));
    return grams(steps.via(MarketEmissions::marketEmissionsG).of(consumedWh, factor));
  }

  private static double marketG(Inputs in, Steps steps) {
    double facilityWh = EnergyCalculations.facilityWh(in, steps);
    return steps.via(MarketEmissions::marketEmissionsG).of(facilityWh, in.of("factor", "g/kWh"));
  }

  private static Amount marketAndEmbodied(Inputs in, Steps steps) {
    double marketG = marketG(in, steps);
    return grams(
        steps
            .via(SoftwareCarbonIntensity::perUnitG)
            .of(marketG, in.of("embodied", "g"), in.of("units")));
  }

  private static Amount floor(Inputs in, Steps steps) {
    double factor =
        steps.viaMany(OperationalEmissions::cleanestGramsPerKwh).of(in.list("factors", "g/kWh"));
    return grams(
        steps.via(OperationalEmissions::floorEmissionsG).of(in.of("energy", "Wh"), factor));
  }

  private static Amount ceiling(Inputs in, Steps steps) {
    double factor =
        steps.viaMany(OperationalEmissions::dirtiestGramsPerKwh).of(in.list("factors", "g/kWh"));
    return grams(
        steps.via(OperationalEmissions::ceilingEmissionsG).of(in.of("energy", "Wh"), factor));
  }

  private static Amount mix(Inputs in, Steps steps) {
    return grams(in.of("energy", "kWh") * mixGramsPerKwh(in, steps));
  }

  private static Amount mixIntensity(Inputs in, Steps steps) {
    return new Amount(mixGramsPerKwh(in, steps), "g/kWh");
  }

  private static double embodiedG(String prefix, Inputs in, Steps steps) {
    return steps
        .via(EmbodiedEmissions::embodiedEmissionsG)
        .of(
            in.of(prefix + "time", "s"),
            in.of("life", "h") * in.orOne("life_use"),
            in.of(prefix + "embodied", "kg"));
  }

  private static double trainingEmbodiedG(Inputs in, Steps steps) {
    return embodiedG("", in, steps) + embodiedG("server_", in, steps);
  }

  private static Amount trainingFootprint(Inputs in, Steps steps) {
    double dynamicG = operationalG(in, steps);
    double idleG = operationalG(in.of("idle_energy", "Wh"), in, steps);
    return grams(dynamicG + idleG + trainingEmbodiedG(in, steps));
  }

  /** Of one or more agents; what each emits per unit adds up. */
  private static Amount sci(Inputs in, Steps steps) {
    double[] energyWh = in.list("energy", "Wh");
    double[] embodiedG = in.list("embodied_per_unit", "g");
    double units = in.of("units");
    double grams = 0;
    for (int i = 0; i < energyWh.length; i++) {
      double operationalG = operationalG(energyWh[i], in, steps);
      grams +=
          steps
              .via(SoftwareCarbonIntensity::perUnitG)
              .of(operationalG, embodiedG[i] * units, units);
    }
    return grams(grams);
  }

  private static Amount sciOfOperation(Inputs in, Steps steps) {
    return grams(
        steps
            .via(SoftwareCarbonIntensity::perUnitG)
            .of(in.of("operational", "g"), 0, in.of("units")));
  }

  private static Amount sciOfEmbodied(Inputs in, Steps steps) {
    double units = in.of("units") / in.of("per");
    return grams(steps.via(SoftwareCarbonIntensity::perUnitG).of(0, in.of("embodied", "g"), units));
  }
}
