package org.wattledger.verify;

import java.util.Arrays;
import java.util.Map;
import org.wattledger.physics.EmbodiedEmissions;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.PowerIntegral;
import org.wattledger.physics.ProportionalShare;
import org.wattledger.physics.SoftwareCarbonIntensity;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.physics.WaterUse;
import org.wattledger.quantity.Energy;

/**
 * The published mistakes, each in two forms: {@code wrong-...} makes the mistake on purpose and
 * yields the published number, the other does the same without it.
 */
final class MistakenCalculations {

  private static final double THOUSAND = 1_000;
  private static final long ALL_OF_IT = 1_000_000_000;

  static final Map<String, Calculation> ALL =
      Map.ofEntries(
          Map.entry("wrong-water-with-pue-twice", MistakenCalculations::waterWithPueTwice),
          Map.entry("wrong-onsite-water-with-pue", MistakenCalculations::onsiteWaterWithPue),
          Map.entry("wrong-sci-of-other-unit", MistakenCalculations::sciOfOtherUnit),
          Map.entry("wrong-embodied-of-defaults", MistakenCalculations::embodiedOfDefaults),
          Map.entry("embodied-of-parts", (in, steps) -> embodiedOfParts(1, in, steps)),
          Map.entry("wrong-embodied-of-parts", (in, steps) -> embodiedOfParts(THOUSAND, in, steps)),
          Map.entry("year-of-days", (in, steps) -> year(1, in, steps)),
          Map.entry("wrong-year-of-days", (in, steps) -> year(in.of("days"), in, steps)),
          Map.entry("vm-score", (in, steps) -> vmScore(1, in, steps)),
          Map.entry("wrong-vm-score", (in, steps) -> vmScore(THOUSAND, in, steps)),
          Map.entry("wrong-mix-intensity", MistakenCalculations::mixPerKilowattHour),
          Map.entry("share-of-gpus", (in, steps) -> share("gpus", in, steps)),
          Map.entry("wrong-share-of-gpus", (in, steps) -> share("vcpus", in, steps)),
          Map.entry("wrong-energy-of-embodied", MistakenCalculations::energyOfEmbodied),
          Map.entry("shared-energy", MistakenCalculations::sharedEnergy),
          Map.entry("wrong-shared-energy", MistakenCalculations::energyToEach),
          Map.entry("tokens-per-energy", (in, steps) -> tokens("tokens", in, steps)),
          Map.entry("wrong-tokens-per-energy", (in, steps) -> tokens("token_limit", in, steps)));

  private MistakenCalculations() {}

  private static Amount waterWithPueTwice(Inputs in, Steps steps) {
    return WaterCalculations.litres(
        steps
            .via(WaterUse::fromItEnergyL)
            .of(
                EcoLogitsCalculations.requestWh(in, steps),
                in.of("pue"),
                in.of("wue", "L/kWh"),
                in.of("ewif", "L/kWh")));
  }

  private static Amount onsiteWaterWithPue(Inputs in, Steps steps) {
    double facilityWh =
        steps.via(FacilityEnergy::facilityEnergyWh).of(in.of("energy", "Wh"), in.of("pue"));
    return WaterCalculations.litres(
        steps.via(WaterUse::onsiteWaterL).of(facilityWh, in.of("wue", "L/kWh")));
  }

  private static Amount sciOfOtherUnit(Inputs in, Steps steps) {
    double units = in.of("units") / in.of("mistaken_per");
    return grams(steps.via(SoftwareCarbonIntensity::perUnitG).of(0, in.of("embodied", "g"), units));
  }

  /** What a row supplies is ignored: a whole default server over its default life. */
  private static Amount embodiedOfDefaults(Inputs in, Steps steps) {
    return grams(
        steps
            .via(EmbodiedEmissions::sciEmbodiedEmissionsG)
            .of(
                in.of("default_embodied", "kg"),
                in.of("time", "s"),
                in.of("default_life", "h"),
                1,
                1));
  }

  private static Amount embodiedOfParts(double memorySlip, Inputs in, Steps steps) {
    double memoryKg = in.of("memory", "GB") * in.of("memory_kg_per_gb", "") * memorySlip;
    double kg = in.sum("parts", "kg") + memoryKg;
    return grams(
        steps
            .via(EmbodiedEmissions::embodiedEmissionsG)
            .of(in.of("time", "s"), in.of("life", "h"), kg));
  }

  private static Amount year(double factorSlip, Inputs in, Steps steps) {
    double yearWh = in.of("energy_per_day", "Wh") * in.of("days");
    double operationalG =
        steps
            .via(OperationalEmissions::operationalEmissionsG)
            .of(yearWh, in.of("factor", "g/kWh") * factorSlip);
    return grams(
        steps.via(SoftwareCarbonIntensity::perUnitG).of(operationalG, in.of("embodied", "g"), 1));
  }

  /** Processor, memory and two shares of the server for an hour. */
  private static Amount vmScore(double unitSlip, Inputs in, Steps steps) {
    double wh = 0;
    for (double watts : in.list("power", "W")) {
      wh += steps.via(TrainingEnergy::ratedEnergyWh).of(in.of("time", "h"), watts);
    }
    double embodiedG = 0;
    for (double share : in.list("shares", "")) {
      embodiedG +=
          steps
              .via(EmbodiedEmissions::sciEmbodiedEmissionsG)
              .of(in.of("embodied", "kg"), in.of("time", "s"), in.of("life", "h"), share, 1);
    }
    double operationalG = EmissionCalculations.operationalG(wh, in, steps);
    return grams(
        steps.via(SoftwareCarbonIntensity::perUnitG).of(operationalG, embodiedG, 1) * unitSlip);
  }

  private static Amount mixPerKilowattHour(Inputs in, Steps steps) {
    return new Amount(EmissionCalculations.mixGramsPerKwh(in, steps) * THOUSAND, "g/kWh");
  }

  private static Amount share(String counted, Inputs in, Steps steps) {
    long part =
        steps
            .viaWholes3(ProportionalShare::floor)
            .of(ALL_OF_IT, in.whole(counted, ""), in.whole("host_" + counted, ""));
    return new Amount((double) part / ALL_OF_IT, "");
  }

  private static Amount energyOfEmbodied(Inputs in, Steps steps) {
    double kilowattHours = EmissionCalculations.sciEmbodiedG(in, steps) / in.of("factor", "g/kWh");
    return new Amount(kilowattHours, "kWh");
  }

  private static Amount sharedEnergy(Inputs in, Steps steps) {
    long[] alike = new long[(int) in.whole("requests", "")];
    Arrays.fill(alike, 1);
    ProportionalShare.Shares shares =
        steps.viaShares(ProportionalShare::of).of(deviceMj(in, steps), alike);
    return energy(Arrays.stream(shares.shares()).sum() + shares.remainder(), steps);
  }

  private static Amount energyToEach(Inputs in, Steps steps) {
    return energy(deviceMj(in, steps) * in.whole("requests", ""), steps);
  }

  private static long deviceMj(Inputs in, Steps steps) {
    double watts = in.of("power", "W");
    return steps.viaSamples(PowerIntegral::trapezoidMj).of(in.whole("time", "us"), watts, watts);
  }

  private static Amount energy(long mj, Steps steps) {
    return EnergyCalculations.wattHours(steps.via(Energy::wattHours).of(mj));
  }

  private static Amount tokens(String perSample, Inputs in, Steps steps) {
    double tokens = in.of(perSample) * in.of("samples");
    double perTokenWh = in.sum("energy", "Wh") / tokens;
    double kilowattHour = new Amount(1, "kWh").in("Wh");
    return new Amount(
        steps.via(TrainingEnergy::breakEvenQueries).of(kilowattHour, perTokenWh), "tokens/kWh");
  }

  private static Amount grams(double grams) {
    return EmissionCalculations.grams(grams);
  }
}
