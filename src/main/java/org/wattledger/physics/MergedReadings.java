package org.wattledger.physics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The samples of one device as one reading per time: the largest of the values that are possible.
 * It does not depend on the order of samples at one time.
 */
final class MergedReadings {

  private record Values(long energyMj, double powerW, double utilization) {}

  private final MeterSamples samples;
  private final MeterBounds bounds;
  private final List<MeterEvent> events;

  private final long[] atUs;
  private final long[] energyMj;
  private final int[] energySample;
  private final double[] powerW;
  private final double[] utilization;
  private int count;

  MergedReadings(MeterSamples samples, MeterBounds bounds, List<MeterEvent> events) {
    this.samples = samples;
    this.bounds = bounds;
    this.events = events;
    atUs = new long[samples.count()];
    energyMj = new long[samples.count()];
    energySample = new int[samples.count()];
    powerW = new double[samples.count()];
    utilization = new double[samples.count()];
    for (int from = 0; from < samples.count(); ) {
      int to = from + 1;
      while (to < samples.count() && samples.atUs()[to] == samples.atUs()[from]) {
        to++;
      }
      merge(from, to);
      from = to;
    }
  }

  int count() {
    return count;
  }

  long atUs(int reading) {
    return atUs[reading];
  }

  boolean hasEnergy(int reading) {
    return energyMj[reading] != MeterSamples.NO_ENERGY;
  }

  long energyMj(int reading) {
    return energyMj[reading];
  }

  /** Index in the input of a sample that carries the reading's counter value. */
  int energySample(int reading) {
    return energySample[reading];
  }

  long[] times() {
    return Arrays.copyOf(atUs, count);
  }

  double[] powers() {
    return Arrays.copyOf(powerW, count);
  }

  double[] utilizations() {
    return Arrays.copyOf(utilization, count);
  }

  private void merge(int from, int to) {
    boolean[] repeated = repeats(from, to);
    int reading = count++;
    atUs[reading] = samples.atUs()[from];
    energyMj[reading] = MeterSamples.NO_ENERGY;
    powerW[reading] = Double.NaN;
    utilization[reading] = Double.NaN;
    for (int i = from; i < to; i++) {
      if (!repeated[i - from]) {
        keepLargest(reading, i);
        tellRefusals(i);
      }
    }
    for (int i = from; i < to; i++) {
      if (!repeated[i - from] && isBelow(i, reading)) {
        tell(MeterEvent.Kind.CONFLICTING, i);
      }
    }
  }

  private boolean[] repeats(int from, int to) {
    boolean[] repeated = new boolean[to - from];
    if (to - from == 1) {
      return repeated;
    }
    Set<Values> seen = new HashSet<>();
    for (int i = from; i < to; i++) {
      Values values =
          new Values(samples.energyMj()[i], samples.powerW()[i], samples.utilization()[i]);
      if (!seen.add(values)) {
        repeated[i - from] = true;
        tell(MeterEvent.Kind.REPEAT, i);
      }
    }
    return repeated;
  }

  private void keepLargest(int reading, int sample) {
    long energy = samples.energyMj()[sample];
    if (isPossibleEnergy(energy) && energy > energyMj[reading]) {
      energyMj[reading] = energy;
      energySample[reading] = sample;
    }
    double power = samples.powerW()[sample];
    if (isPossiblePower(power) && !(power <= powerW[reading])) {
      powerW[reading] = power;
    }
    double busy = samples.utilization()[sample];
    if (isPossibleUtilization(busy) && !(busy <= utilization[reading])) {
      utilization[reading] = busy;
    }
  }

  private boolean isBelow(int sample, int reading) {
    long energy = samples.energyMj()[sample];
    double power = samples.powerW()[sample];
    double busy = samples.utilization()[sample];
    return (isPossibleEnergy(energy) && energy < energyMj[reading])
        || (isPossiblePower(power) && power < powerW[reading])
        || (isPossibleUtilization(busy) && busy < utilization[reading]);
  }

  private void tellRefusals(int sample) {
    long energy = samples.energyMj()[sample];
    double power = samples.powerW()[sample];
    double busy = samples.utilization()[sample];
    boolean hasEnergy = energy != MeterSamples.NO_ENERGY;
    boolean hasPower = !Double.isNaN(power);
    boolean hasUtilization = !Double.isNaN(busy);
    boolean isAboveBound =
        power >= 0 && power < Double.POSITIVE_INFINITY && PowerIntegral.exceedsBound(power, bounds);
    if (isAboveBound) {
      tell(MeterEvent.Kind.POWER_BOUND, sample);
    }
    if ((hasEnergy && !isPossibleEnergy(energy))
        || (hasPower && !isDrawable(power) && !isAboveBound)
        || (hasUtilization && !isPossibleUtilization(busy))) {
      tell(MeterEvent.Kind.OUT_OF_RANGE, sample);
    }
    boolean onlyUtilization = !hasEnergy && !hasPower && isPossibleUtilization(busy);
    if (onlyUtilization && !bounds.knowsBoth()) {
      tell(MeterEvent.Kind.POWER_UNKNOWN, sample);
    }
  }

  private static boolean isPossibleEnergy(long energyMj) {
    return energyMj >= 0;
  }

  private boolean isPossiblePower(double powerW) {
    return isDrawable(powerW) && !PowerIntegral.exceedsBound(powerW, bounds);
  }

  /** The absent reading, NaN, fails as well. */
  private static boolean isDrawable(double powerW) {
    return powerW >= 0 && powerW <= MeterBounds.CEILING_W;
  }

  private static boolean isPossibleUtilization(double busy) {
    return busy >= 0 && busy <= 1;
  }

  private void tell(MeterEvent.Kind kind, int sample) {
    events.add(new MeterEvent(kind, sample, samples.atUs()[sample], 0));
  }
}
