package org.wattledger.physics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wattledger.quantity.TimeRange;

/** Builds the samples of one device; a test names only what it is about. */
final class DeviceSamples {

  record Sample(long atUs, long energyMj, double powerW, double utilization) {}

  private final List<Sample> samples = new ArrayList<>();

  static DeviceSamples samples() {
    return new DeviceSamples();
  }

  static long us(double seconds) {
    return Math.round(seconds * TimeRange.MICROSECONDS_PER_SECOND);
  }

  DeviceSamples energy(double atS, long mj) {
    return add(new Sample(us(atS), mj, Double.NaN, Double.NaN));
  }

  DeviceSamples power(double atS, double watts) {
    return add(new Sample(us(atS), MeterSamples.NO_ENERGY, watts, Double.NaN));
  }

  DeviceSamples utilization(double atS, double ratio) {
    return add(new Sample(us(atS), MeterSamples.NO_ENERGY, Double.NaN, ratio));
  }

  DeviceSamples add(Sample sample) {
    samples.add(sample);
    return this;
  }

  /** Sorted by time; samples of equal time stay in the order in which they were added. */
  MeterSamples build() {
    List<Sample> sorted = new ArrayList<>(samples);
    sorted.sort(Comparator.comparingLong(Sample::atUs));
    return new MeterSamples(
        sorted.stream().mapToLong(Sample::atUs).toArray(),
        sorted.stream().mapToLong(Sample::energyMj).toArray(),
        sorted.stream().mapToDouble(Sample::powerW).toArray(),
        sorted.stream().mapToDouble(Sample::utilization).toArray());
  }
}
