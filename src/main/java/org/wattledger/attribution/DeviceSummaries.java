package org.wattledger.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaRDD;
import org.wattledger.physics.SlotGrid;

/** What the driver keeps of the devices of a day: no curve. */
final class DeviceSummaries {

  /** Of a device whose cover is not asked for. */
  private static final long NOT_COUNTED = -1;

  private record Summary(
      DeviceLabels labels,
      DeviceFacts facts,
      List<JobDevice> meteredJobs,
      Map<DeviceDay.Origin, Long> repeats,
      List<DeviceDay.Refusal> refused,
      long lastSampleUs,
      long coveredUs,
      boolean disagrees)
      implements Serializable {

    static Summary of(DeviceDay device, List<JobDevice> jobs, SlotGrid grid) {
      return new Summary(
          device.labels(),
          device.facts(),
          jobs.stream().filter(job -> isMetered(device, job, grid)).toList(),
          device.repeats(),
          device.refused(),
          device.lastSampleUs(),
          device.isAccelerator()
              ? device.curve().coveredUs(grid.dayStartUs(), grid.dayEndUs())
              : NOT_COUNTED,
          device.agreement().isBroken());
    }

    /** Whether the device's meter covers any of the job's part of the day. */
    private static boolean isMetered(DeviceDay device, JobDevice job, SlotGrid grid) {
      long from = Math.max(job.fromUs(), grid.dayStartUs());
      long to = Math.min(job.toUs(), grid.dayEndUs());
      return device.isAccelerator() && from < to && device.curve().coveredUs(from, to) > 0;
    }
  }

  private final List<Summary> devices;

  private DeviceSummaries(List<Summary> devices) {
    this.devices = devices;
  }

  static DeviceSummaries of(JavaRDD<DeviceDay> devices, Collection<JobDevice> jobs, SlotGrid grid) {
    HashMap<String, ArrayList<JobDevice>> jobsByDevice = new HashMap<>();
    jobs.forEach(
        job -> jobsByDevice.computeIfAbsent(job.deviceId(), key -> new ArrayList<>()).add(job));
    return new DeviceSummaries(
        devices
            .map(
                device -> {
                  List<JobDevice> ofDevice = jobsByDevice.get(device.labels().deviceId());
                  return Summary.of(device, ofDevice == null ? List.of() : ofDevice, grid);
                })
            .collect());
  }

  List<DeviceLabels> labels() {
    return devices.stream().map(Summary::labels).toList();
  }

  /** The devices under jobs of whose part of the day an accelerator's meter shows anything. */
  List<JobDevice> meteredJobs() {
    return devices.stream().flatMap(device -> device.meteredJobs().stream()).toList();
  }

  Map<AttributedDay.Origin, Long> repeats() {
    Map<AttributedDay.Origin, Long> repeats = new HashMap<>();
    devices.forEach(
        device ->
            device
                .repeats()
                .forEach(
                    (origin, count) ->
                        repeats.merge(
                            new AttributedDay.Origin(origin.source(), origin.file()),
                            count,
                            Long::sum)));
    return repeats;
  }

  List<AttributedDay.RefusedReading> refused() {
    return devices.stream()
        .flatMap(device -> device.refused().stream())
        .map(
            refusal ->
                new AttributedDay.RefusedReading(
                    refusal.source(), refusal.file(), refusal.position(), refusal.reason()))
        .toList();
  }

  /** Time of the last reading of any device; {@link Long#MIN_VALUE}: none. */
  long lastSampleUs() {
    return devices.stream().mapToLong(Summary::lastSampleUs).max().orElse(Long.MIN_VALUE);
  }

  /** Share of a span that the samples of all accelerators cover; NaN: there is none. */
  double coverageRatio(long spanUs) {
    return devices.stream()
        .filter(device -> device.coveredUs() != NOT_COUNTED)
        .mapToDouble(device -> (double) device.coveredUs() / spanUs)
        .average()
        .orElse(Double.NaN);
  }

  /** Devices whose power samples lie far off their counter, sorted. */
  List<String> disagreeing() {
    return devices.stream()
        .filter(Summary::disagrees)
        .map(device -> device.labels().deviceId())
        .sorted()
        .toList();
  }

  List<String> withoutMaxPower() {
    return without(DeviceFacts::maxW);
  }

  List<String> withoutIdlePower() {
    return without(DeviceFacts::idleW);
  }

  /** Models of devices for which the hardware table lacks a power. */
  private List<String> without(ToDoubleFunction<DeviceFacts> powerW) {
    return devices.stream()
        .filter(device -> Double.isNaN(powerW.applyAsDouble(device.facts())))
        .map(device -> String.valueOf(device.labels().deviceModel()))
        .distinct()
        .sorted()
        .toList();
  }
}
