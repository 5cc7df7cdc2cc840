package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wattledger.physics.MeterSamples;
import org.wattledger.schema.CellOrder;

/**
 * All samples of a device in the order of time. Every column takes part in the order, so that equal
 * times come in the same order on every run, however the files were read.
 */
final class DeviceReadings {

  private final long[] atUs;
  private final long[] energyMj;
  private final double[] powerW;
  private final double[] utilization;
  private final long[] position;
  private final SampleLabels[] labels;

  private DeviceReadings(int count) {
    atUs = new long[count];
    energyMj = new long[count];
    powerW = new double[count];
    utilization = new double[count];
    position = new long[count];
    labels = new SampleLabels[count];
  }

  static DeviceReadings of(List<SampleChunk> chunks) {
    DeviceReadings all = new DeviceReadings(chunks.stream().mapToInt(SampleChunk::count).sum());
    int next = 0;
    for (SampleChunk chunk : chunks) {
      for (int i = 0; i < chunk.count(); i++) {
        all.set(
            next++,
            chunk.atUs(i),
            chunk.energyMj(i),
            chunk.powerW(i),
            chunk.utilization(i),
            chunk.position(i),
            chunk.labels(i));
      }
    }
    return all.isRising() ? all : all.sorted();
  }

  private void set(
      int at, long us, long mj, double watts, double ratio, long number, SampleLabels of) {
    atUs[at] = us;
    energyMj[at] = mj;
    powerW[at] = watts;
    utilization[at] = ratio;
    position[at] = number;
    labels[at] = of;
  }

  private boolean isRising() {
    for (int i = 1; i < atUs.length; i++) {
      if (atUs[i] <= atUs[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private DeviceReadings sorted() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, atUs.length).boxed().toList());
    order.sort(this::compareSamples);
    DeviceReadings sorted = new DeviceReadings(atUs.length);
    for (int i = 0; i < atUs.length; i++) {
      int from = order.get(i);
      sorted.set(
          i,
          atUs[from],
          energyMj[from],
          powerW[from],
          utilization[from],
          position[from],
          labels[from]);
    }
    return sorted;
  }

  private int compareSamples(int left, int right) {
    int order = Long.compare(atUs[left], atUs[right]);
    if (order != 0) {
      return order;
    }
    SampleLabels one = labels[left];
    SampleLabels other = labels[right];
    order = CellOrder.compare(one.source(), other.source());
    order = order != 0 ? order : Long.compare(energyMj[left], energyMj[right]);
    order = order != 0 ? order : compareAmounts(powerW[left], powerW[right]);
    order = order != 0 ? order : compareAmounts(utilization[left], utilization[right]);
    order = order != 0 ? order : compareLabels(one, other);
    return order != 0 ? order : Long.compare(position[left], position[right]);
  }

  private static int compareLabels(SampleLabels one, SampleLabels other) {
    if (one == other) {
      return 0;
    }
    int order = CellOrder.compare(one.nodeId(), other.nodeId());
    order = order != 0 ? order : CellOrder.compare(one.unitId(), other.unitId());
    order = order != 0 ? order : CellOrder.compare(one.modelId(), other.modelId());
    order = order != 0 ? order : CellOrder.compare(one.siteId(), other.siteId());
    order = order != 0 ? order : CellOrder.compare(one.deviceModel(), other.deviceModel());
    order = order != 0 ? order : CellOrder.compare(one.deviceKind(), other.deviceKind());
    return order != 0 ? order : CellOrder.compare(one.file(), other.file());
  }

  /** None is lowest, and both zeros are one. */
  private static int compareAmounts(double left, double right) {
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Boolean.compare(!Double.isNaN(left), !Double.isNaN(right));
    }
    return left < right ? -1 : left > right ? 1 : 0;
  }

  int count() {
    return atUs.length;
  }

  long atUs(int sample) {
    return atUs[sample];
  }

  long position(int sample) {
    return position[sample];
  }

  SampleLabels labels(int sample) {
    return labels[sample];
  }

  MeterSamples samples() {
    return new MeterSamples(atUs, energyMj, powerW, utilization);
  }
}
