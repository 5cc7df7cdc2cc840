package org.wattledger.verify;

import java.util.Map;
import org.wattledger.physics.EnergyCounter;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.HostEnergy;
import org.wattledger.physics.IdleSplit;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.PowerIntegral;
import org.wattledger.physics.ProportionalShare;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.quantity.Energy;

/** Energies: of what is rated, of what was metered, of what each part had of it. */
final class EnergyCalculations {

  private static final long SECOND_US = 1_000_000;
  private static final double FLOP_PER_PARAMETER_AND_TOKEN = 2;

  static final Map<String, Calculation> ALL =
      Map.ofEntries(
          Map.entry("energy", (in, steps) -> wattHours(facilityWh(in, steps))),
          Map.entry("energy-per-unit", EnergyCalculations::energyPerUnit),
          Map.entry("overhead-energy", EnergyCalculations::overhead),
          Map.entry("energy-ratio", EnergyCalculations::ratio),
          Map.entry("host-share", EnergyCalculations::hostShare),
          Map.entry("accelerator-share", EnergyCalculations::acceleratorShare),
          Map.entry("metered-energy", (in, steps) -> wattHours(meteredWh("counters", in, steps))),
          Map.entry("metered-energy-per-unit", EnergyCalculations::meteredPerUnit),
          Map.entry("metered-share", EnergyCalculations::meteredShare),
          Map.entry("counted-requests", EnergyCalculations::countedRequests),
          Map.entry("idle-share-by-floor", EnergyCalculations::idleShareByFloor),
          Map.entry("idle-share-by-slope", EnergyCalculations::idleShareBySlope),
          Map.entry("above-idle-energy", (in, steps) -> wattHours(aboveIdleWh(in, steps))),
          Map.entry("computed-energy", EnergyCalculations::computed),
          Map.entry("break-even-queries", EnergyCalculations::breakEven),
          Map.entry("active-power", (in, steps) -> watts(activeMj(in, steps))),
          Map.entry("idle-power", EnergyCalculations::idlePower),
          Map.entry("workload-power", EnergyCalculations::workloadPower),
          Map.entry("active-device-power", EnergyCalculations::activeDevicePower));

  private EnergyCalculations() {}

  /** Energy as given or rated, x PUE where the row has one. */
  static double facilityWh(Inputs in, Steps steps) {
    double itWh = itWh(in, steps);
    return in.has("pue")
        ? steps.via(FacilityEnergy::facilityEnergyWh).of(itWh, in.of("pue"))
        : itWh;
  }

  private static double itWh(Inputs in, Steps steps) {
    if (in.has("energy")) {
      return in.of("energy", "Wh");
    }
    double[] hours = in.list("time", "h");
    double[] watts = in.list("power", "W");
    if (hours.length != watts.length) {
      throw new VerificationProblem(
          "inputs 'time' and 'power' have %d and %d values; give as many of each"
              .formatted(hours.length, watts.length));
    }
    double wh = 0;
    for (int i = 0; i < hours.length; i++) {
      double deviceHours = hours[i] * in.orOne("devices");
      wh += steps.via(TrainingEnergy::ratedEnergyWh).of(deviceHours, watts[i]);
    }
    return wh;
  }

  /** Sum of counters that began at 0; elapsed time only bounds what they may show. */
  static double meteredWh(String counters, Inputs in, Steps steps) {
    long mj = 0;
    for (double reading : in.list(counters, "mJ")) {
      mj +=
          steps
              .viaReadings(EnergyCounter::step)
              .of(in.whole("elapsed", "us"), 0, Math.round(reading), MeterBounds.UNKNOWN)
              .energyMj();
    }
    return steps.via(Energy::wattHours).of(mj);
  }

  /** What a power held for a time is above the idle power for that time. */
  static double aboveIdleWh(Inputs in, Steps steps) {
    long coveredUs = in.whole("time", "us");
    double watts = in.of("power", "W");
    long mj = steps.viaSamples(PowerIntegral::trapezoidMj).of(coveredUs, watts, watts);
    long dynamicMj =
        steps.viaIdle(IdleSplit::dynamicMj).of(mj, in.of("idle_power", "W"), coveredUs);
    return steps.via(Energy::wattHours).of(dynamicMj);
  }

  static Amount wattHours(double wh) {
    return new Amount(wh, "Wh");
  }

  private static Amount energyPerUnit(Inputs in, Steps steps) {
    return wattHours(facilityWh(in, steps) / in.of("units"));
  }

  private static Amount overhead(Inputs in, Steps steps) {
    return wattHours(facilityWh(in, steps) - itWh(in, steps));
  }

  private static Amount ratio(Inputs in, Steps steps) {
    return new Amount(facilityWh(in, steps) / in.of("narrow_energy", "Wh"), "");
  }

  private static Amount hostShare(Inputs in, Steps steps) {
    long acceleratorMj = secondMj(in.of("accelerator", "W"), steps);
    long platformMj = secondMj(in.of("accelerator", "W") + in.sum("host", "W"), steps);
    long hostMj = steps.viaWholes(HostEnergy::fromPlatformMj).of(platformMj, acceleratorMj);
    return new Amount((double) hostMj / platformMj, "");
  }

  private static Amount acceleratorShare(Inputs in, Steps steps) {
    Amount host = hostShare(in, steps);
    return host.withValue(1 - host.value());
  }

  private static Amount meteredPerUnit(Inputs in, Steps steps) {
    return wattHours(meteredWh("counters", in, steps) / in.sum("units", ""));
  }

  private static Amount meteredShare(Inputs in, Steps steps) {
    double part = meteredWh("part", in, steps);
    return new Amount(part / (part + meteredWh("rest", in, steps)), "");
  }

  private static Amount countedRequests(Inputs in, Steps steps) {
    LogHistogram histogram = new LogHistogram();
    for (double count : in.list("counts", "")) {
      steps.viaCounts(LogHistogram::addToBin).of(histogram, 0, Math.round(count));
    }
    return new Amount(steps.viaHistogram(LogHistogram::total).of(histogram), "requests");
  }

  private static Amount idleShareByFloor(Inputs in, Steps steps) {
    long mj = Math.round(new Amount(meteredWh("counters", in, steps), "Wh").in("mJ"));
    double idleW = in.of("idle_power", "W");
    long floorMj = steps.viaIdle(IdleSplit::floorMj).of(mj, idleW, in.whole("elapsed", "us"));
    return new Amount((double) floorMj / mj, "");
  }

  private static Amount idleShareBySlope(Inputs in, Steps steps) {
    double wh = meteredWh("counters", in, steps);
    return new Amount(1 - in.of("slope", "Wh") * in.of("units") / wh, "");
  }

  /** Time of the computation from its operations, at a share of the peak; then rated energy. */
  private static Amount computed(Inputs in, Steps steps) {
    double operations = FLOP_PER_PARAMETER_AND_TOKEN * in.of("parameters") * in.of("tokens");
    double seconds = operations / (in.of("peak", "FLOP/s") * in.of("peak_share"));
    double watts = in.of("power", "W") * in.of("power_share") * in.of("overhead");
    double hours = new Amount(seconds, "s").in("h");
    return wattHours(steps.via(TrainingEnergy::ratedEnergyWh).of(hours, watts));
  }

  private static Amount breakEven(Inputs in, Steps steps) {
    double perQueryWh = in.of("energy_per_query", "Wh");
    double queries =
        steps.via(TrainingEnergy::breakEvenQueries).of(in.sum("training", "Wh"), perQueryWh);
    return new Amount(queries, "queries");
  }

  private static Amount idlePower(Inputs in, Steps steps) {
    return watts(secondMj(in.of("power", "W"), steps) - activeMj(in, steps));
  }

  private static Amount workloadPower(Inputs in, Steps steps) {
    long activeMj = activeMj(in, steps);
    long part = Math.round(in.sum("cpu_time", "ms"));
    return watts(
        steps.viaWholes3(ProportionalShare::floor).of(activeMj, part, in.whole("node_time", "ms")));
  }

  private static Amount activeDevicePower(Inputs in, Steps steps) {
    long mj = secondMj(in.of("power", "W"), steps);
    long dynamicMj =
        steps.viaIdle(IdleSplit::dynamicMj).of(mj, in.of("idle_power", "W"), SECOND_US);
    return watts(share(dynamicMj, in, steps));
  }

  private static long activeMj(Inputs in, Steps steps) {
    return share(secondMj(in.of("power", "W"), steps), in, steps);
  }

  private static long share(long mj, Inputs in, Steps steps) {
    return steps
        .viaWholes3(ProportionalShare::floor)
        .of(mj, in.whole("part", ""), in.whole("whole", ""));
  }

  private static long secondMj(double watts, Steps steps) {
    return steps.viaSamples(PowerIntegral::trapezoidMj).of(SECOND_US, watts, watts);
  }

  /** Millijoules of one second as power. */
  private static Amount watts(long mjPerSecond) {
    return new Amount((double) mjPerSecond / Energy.MILLIJOULES_PER_JOULE, "W");
  }
}
