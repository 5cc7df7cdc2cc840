package org.wattledger.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the meter of one device reports over the window: the counter is the integral of its true
 * power, a power sample the mean since the sample before.
 */
final class DeviceReadings {

  private static final long MILLISECOND_US = 1_000;
  private static final double WATTS_PER_MJ_PER_US = 1_000;
  private static final long COUNTER_START_BELOW_MJ = 4_000_000_000_000L;

  /** A sample, and how its line is spoiled in a text file; null: not at all. */
  record Reading(SampleRow row, SampleFault spoiledBy) {}

  private final ServingUnit unit;
  private final Device device;
  private final DeviceCurve curve;
  private final MeterPlan plan;
  private final SampleTimes times;
  private final Map<Integer, SampleFault> faults;
  private final int gapSamples;
  private final List<Reading> readings = new ArrayList<>();
  private long counterStartMj;
  private SampleRow heldBack;

  private DeviceReadings(
      ServingUnit unit,
      Device device,
      DeviceCurve curve,
      MeterPlan plan,
      SampleTimes times,
      SampleDirt dirt) {
    this.unit = unit;
    this.device = device;
    this.curve = curve;
    this.plan = plan;
    this.times = times;
    this.faults = dirt.of(device.index());
    this.gapSamples = dirt.gapSamples();
    this.counterStartMj = (long) (times.draw().uniform(0) * COUNTER_START_BELOW_MJ);
  }

  static List<Reading> of(
      ServingUnit unit,
      Device device,
      DeviceCurve curve,
      MeterPlan plan,
      SampleTimes times,
      SampleDirt dirt) {
    DeviceReadings of = new DeviceReadings(unit, device, curve, plan, times, dirt);
    of.read();
    return of.readings;
  }

  private void read() {
    int sample = 0;
    while (sample < times.count()) {
      SampleFault fault = faults.get(sample);
      if (fault == SampleFault.GAP) {
        sample += gapSamples;
        continue;
      }
      if (fault == SampleFault.COUNTER_RESET) {
        counterStartMj = -(long) Math.floor(curve.energyMj(times.atUs(sample - 1)));
      }
      SampleRow row = row(sample);
      if (fault == SampleFault.OUT_OF_ORDER) {
        heldBack = row;
      } else {
        report(row);
      }
      plant(fault, row);
      sample++;
    }
  }

  private void report(SampleRow row) {
    readings.add(new Reading(row, null));
    if (heldBack != null) {
      readings.add(new Reading(heldBack, null));
      heldBack = null;
    }
  }

  private SampleRow row(int sample) {
    long atUs = times.atUs(sample);
    long beforeUs = sample == 0 ? times.window().startUs() : times.atUs(sample - 1);
    long fromUs = Math.min(beforeUs, atUs - 1);
    long toUs = Math.max(atUs, times.window().startUs() + 1);
    fromUs = Math.max(fromUs, times.window().startUs());
    double meanW =
        (curve.energyMj(toUs) - curve.energyMj(fromUs)) / (toUs - fromUs) * WATTS_PER_MJ_PER_US;
    Hardware hardware = device.hardware();
    double utilization = (meanW - hardware.idleW()) / (hardware.maxW() - hardware.idleW());
    long counterMj = counterStartMj + (long) Math.floor(curve.energyMj(atUs));
    return SampleRow.of(unit, device, atUs)
        .reading(
            plan.telemetry().hasCounter() ? counterMj : null,
            plan.telemetry().hasPower() ? rounded(meanW, 1e3) : null,
            rounded(Math.max(0, Math.min(1, utilization)), 1e4));
  }

  /** Adds the faulty row beside a good one; late by a millisecond where the good one must stay. */
  private void plant(SampleFault fault, SampleRow row) {
    if (fault == null) {
      return;
    }
    SampleRow later = row.at(row.sampledAtUs() + MILLISECOND_US);
    boolean counter = plan.telemetry().hasCounter();
    switch (fault) {
      case REPEATED_SAME -> readings.add(new Reading(row, null));
      case REPEATED_CONFLICTING -> readings.add(new Reading(lower(row), null));
      case NAN_POWER -> readings.add(new Reading(later.reading(null, Double.NaN, null), null));
      case NEGATIVE_READING ->
          readings.add(
              new Reading(later.reading(counter ? -5L : null, counter ? null : -5.0, null), null));
      case MISSING_DEVICE_ID -> readings.add(new Reading(later.ofDevice(null), null));
      case WRONG_TYPE, MALFORMED_LINE -> readings.add(new Reading(later, fault));
      case OUT_OF_ORDER, COUNTER_RESET, GAP -> {}
    }
  }

  private static SampleRow lower(SampleRow row) {
    Long energyMj = row.energyMj() == null ? null : Long.valueOf(row.energyMj() - 1);
    Double powerW = row.powerW() == null ? null : Double.valueOf(row.powerW() - 1);
    return row.reading(energyMj, powerW, row.utilizationRatio());
  }

  private static double rounded(double value, double perUnit) {
    return Math.round(value * perUnit) / perUnit;
  }
}
