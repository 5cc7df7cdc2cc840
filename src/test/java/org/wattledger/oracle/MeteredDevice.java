package org.wattledger.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** One device over the 86,400 seconds of a day, straight from its readings. */
final class MeteredDevice {

  static final int SLOTS = 86_400;
  static final long SLOT_US = 1_000_000;
  static final long CELL_US = 15_625;
  private static final long LONGEST_STEP_US = 3_600_000_000L;

  final RawDay.Device device;
  final long[] energyMj = new long[SLOTS];
  final long[] coveredUs = new long[SLOTS];

  private final long dayStartUs;
  private final List<long[]> intervals = new ArrayList<>();

  MeteredDevice(RawDay.Device device, long dayStartUs, boolean isCounter) {
    this.device = device;
    this.dayStartUs = dayStartUs;
    if (isCounter) {
      stepsOfTheCounter();
    } else {
      trapezoids();
    }
    intervals.forEach(this::spread);
  }

  /** Bit i: at least half of the slot's i-th 64th is covered. */
  long coverage(int slot) {
    if (coveredUs[slot] == SLOT_US) {
      return -1L;
    }
    long mask = 0;
    for (int cell = 0; coveredUs[slot] > 0 && cell < 64; cell++) {
      long from = dayStartUs + slot * SLOT_US + cell * CELL_US;
      long inCell = 0;
      for (long[] interval : intervals) {
        inCell += Math.max(0, Math.min(interval[1], from + CELL_US) - Math.max(interval[0], from));
      }
      mask |= 2 * inCell >= CELL_US ? 1L << cell : 0;
    }
    return mask;
  }

  /** min(energy, idle power x covered time), in whole mJ. */
  long floorMj(int slot) {
    return Math.min(energyMj[slot], (long) (device.idleW() * coveredUs[slot] / 1_000));
  }

  /** Rated host power x covered time, in whole mJ. */
  long hostMj(int slot) {
    return (long) (device.hostW() * coveredUs[slot] / 1_000);
  }

  private void stepsOfTheCounter() {
    List<RawDay.Sample> readings = onePerTime(RawDay.Sample::energyMj);
    for (int i = 1; i < readings.size(); i++) {
      RawDay.Sample former = readings.get(i - 1);
      RawDay.Sample later = readings.get(i);
      long elapsedUs = later.atUs() - former.atUs();
      double boundMj = 1.1 * device.maxW() * (elapsedUs + 1_000_000) / 1_000;
      long rise = later.energyMj() - former.energyMj();
      long step = rise >= 0 ? rise : later.energyMj();
      if (step > boundMj || elapsedUs > LONGEST_STEP_US) {
        throw new IllegalStateException("The fleet has a step that this loop does not judge");
      }
      intervals.add(new long[] {former.atUs(), later.atUs(), step});
    }
  }

  private void trapezoids() {
    List<RawDay.Sample> readings = onePerTime(RawDay.Sample::powerW);
    long[] gaps = new long[readings.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = readings.get(i + 1).atUs() - readings.get(i).atUs();
    }
    long[] sorted = gaps.clone();
    Arrays.sort(sorted);
    long longest = Math.max(60_000_000, 5 * sorted[(sorted.length - 1) / 2]);
    for (int i = 0; i < gaps.length; i++) {
      if (gaps[i] <= longest) {
        double watts = (readings.get(i).powerW() + readings.get(i + 1).powerW()) / 2;
        long from = readings.get(i).atUs();
        intervals.add(new long[] {from, from + gaps[i], Math.round(watts * gaps[i] / 1_000)});
      }
    }
  }

  /** Of several readings at one time the largest. */
  private List<RawDay.Sample> onePerTime(Function<RawDay.Sample, Number> reading) {
    List<RawDay.Sample> readings = new ArrayList<>();
    for (RawDay.Sample sample : device.samples()) {
      Number value = reading.apply(sample);
      if (value == null) {
        continue;
      }
      int last = readings.size() - 1;
      if (last < 0 || readings.get(last).atUs() < sample.atUs()) {
        readings.add(sample);
      } else if (value.doubleValue() > reading.apply(readings.get(last)).doubleValue()) {
        readings.set(last, sample);
      }
    }
    return readings;
  }

  /** Evenly over the interval, rounded down at every border of a slot. */
  private void spread(long[] interval) {
    long from = interval[0];
    long length = interval[1] - from;
    int first = (int) Math.max(0, Math.floorDiv(from - dayStartUs, SLOT_US));
    for (int slot = first; slot < SLOTS && dayStartUs + slot * SLOT_US < interval[1]; slot++) {
      long begin = Math.max(0, dayStartUs + slot * SLOT_US - from);
      long end = Math.min(length, dayStartUs + (slot + 1) * SLOT_US - from);
      energyMj[slot] +=
          Math.multiplyExact(interval[2], end) / length
              - Math.multiplyExact(interval[2], begin) / length;
      coveredUs[slot] += end - begin;
    }
  }
}
