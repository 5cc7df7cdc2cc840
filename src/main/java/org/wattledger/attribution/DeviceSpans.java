package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What each device carried and when: its labels, where nothing else is said; placements over them;
 * training jobs over both.
 */
final class DeviceSpans {

  private final Map<String, List<Placement>> placements;
  private final Map<String, List<JobDevice>> jobs;
  private final UnaryOperator<String> canonicalModel;

  DeviceSpans(
      Collection<Placement> placements,
      Collection<JobDevice> jobs,
      UnaryOperator<String> canonicalModel) {
    this.placements = byDevice(placements, Placement::deviceId);
    this.jobs = byDevice(jobs, JobDevice::deviceId);
    this.canonicalModel = canonicalModel;
  }

  private static <T> Map<String, List<T>> byDevice(
      Collection<T> rows, Function<T, String> deviceId) {
    Map<String, List<T>> byDevice = new HashMap<>();
    rows.forEach(
        row -> byDevice.computeIfAbsent(deviceId.apply(row), key -> new ArrayList<>()).add(row));
    return byDevice;
  }

  /** By device, the spans in their order; the first and the last reach to the end of time. */
  Map<String, List<NamedSpan>> of(Collection<DeviceLabels> devices) {
    Map<String, List<NamedSpan>> spansByDevice = new TreeMap<>();
    for (DeviceLabels device : devices) {
      List<NamedSpan> spans = new ArrayList<>();
      for (DeviceLabels.Span label : device.spans()) {
        spans.addAll(split(device.deviceId(), label));
      }
      spansByDevice.put(device.deviceId(), spans);
    }
    return spansByDevice;
  }

  private List<NamedSpan> split(String deviceId, DeviceLabels.Span label) {
    List<Placement> placed = placements.getOrDefault(deviceId, List.of());
    List<JobDevice> training = jobs.getOrDefault(deviceId, List.of());
    TreeSet<Long> changes = new TreeSet<>();
    placed.forEach(placement -> changes.addAll(List.of(placement.fromUs(), placement.toUs())));
    training.forEach(job -> changes.addAll(List.of(job.fromUs(), job.toUs())));
    TreeSet<Long> cuts = new TreeSet<>(changes.subSet(label.fromUs(), false, label.toUs(), false));
    cuts.add(label.fromUs());
    List<NamedSpan> spans = new ArrayList<>();
    for (long from : cuts) {
      Long next = cuts.higher(from);
      long to = next == null ? label.toUs() : next;
      List<Placement> holding = placed.stream().filter(row -> row.holdsAt(from)).toList();
      NamedSpan serving = named(deviceId, label, holding, from, to);
      spans.add(
          training.stream()
              .filter(job -> job.holdsAt(from))
              .findFirst()
              .map(job -> under(job, serving))
              .orElse(serving));
    }
    return spans;
  }

  private NamedSpan named(
      String deviceId, DeviceLabels.Span label, List<Placement> holding, long fromUs, long toUs) {
    TreeSet<String> units = new TreeSet<>();
    TreeSet<String> models = new TreeSet<>();
    String site = null;
    String node = null;
    for (Placement placement : holding) {
      if (placement.unitId() != null) {
        units.add(placement.unitId());
      }
      if (placement.modelId() != null) {
        models.add(canonicalModel.apply(placement.modelId()));
      }
      site = smaller(site, placement.siteId());
      node = smaller(node, placement.nodeId());
    }
    if (units.isEmpty()) {
      units.add(label.unitId() == null ? deviceId : label.unitId());
    }
    if (models.isEmpty() && label.modelId() != null) {
      models.add(canonicalModel.apply(label.modelId()));
    }
    return new NamedSpan(
        fromUs,
        toUs,
        site == null ? label.siteId() : site,
        node == null ? label.nodeId() : node,
        units,
        models,
        null);
  }

  private static NamedSpan under(JobDevice held, NamedSpan serving) {
    return new NamedSpan(
        serving.fromUs(),
        serving.toUs(),
        serving.siteId() == null ? held.siteId() : serving.siteId(),
        serving.nodeId(),
        serving.units(),
        serving.models(),
        held.job());
  }

  private static String smaller(String left, String right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.compareTo(right) <= 0 ? left : right;
  }
}
