package org.wattledger.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.SlotGrid;
import scala.Tuple2;

/**
 * Host energy of the nodes that have meters of their own. The meters of a node and of its
 * accelerators are brought together interval by interval; what the host used goes evenly to the
 * accelerators (methodology: HostEnergy). Nodes without such meters take no part.
 */
final class NodeHosts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SlotGrid grid;
  private final Broadcast<Topology> topology;
  private final Broadcast<Set<NodeKey>> meteredNodes;

  NodeHosts(SlotGrid grid, Broadcast<Topology> topology, Broadcast<Set<NodeKey>> meteredNodes) {
    this.grid = grid;
    this.topology = topology;
    this.meteredNodes = meteredNodes;
  }

  /** The nodes that a meter of hosts or platforms watches at some time of the day. */
  static Set<NodeKey> metered(Topology topology, List<DeviceLabels> devices) {
    Set<NodeKey> nodes = new HashSet<>();
    devices.stream()
        .filter(labels -> !DeviceDay.ACCELERATOR.equals(labels.deviceKind()))
        .forEach(
            labels ->
                topology
                    .devices()
                    .get(labels.deviceId())
                    .forEach(span -> nodes.add(NodeKey.ofHost(span, labels.deviceId()))));
    return nodes;
  }

  /**
   * One meter of a node in an interval.
   *
   * @param kind accelerator, host or platform
   */
  record Slice(
      String deviceId, String kind, Topology.DeviceSpan span, EnergyCurve curve, DeviceFacts facts)
      implements Serializable {

    boolean isAccelerator() {
      return DeviceDay.ACCELERATOR.equals(kind);
    }

    boolean isPlatform() {
      return DeviceDay.PLATFORM.equals(kind);
    }
  }

  /** Host energy by pool and interval. */
  JavaPairRDD<Integer, HostPart> from(JavaRDD<DeviceDay> devices) {
    return devices.flatMapToPair(this::slices).groupByKey().flatMapToPair(this::parts);
  }

  private Iterator<Tuple2<Tuple2<NodeKey, Integer>, Slice>> slices(DeviceDay device) {
    List<Tuple2<Tuple2<NodeKey, Integer>, Slice>> slices = new ArrayList<>();
    String id = device.labels().deviceId();
    for (Topology.DeviceSpan span : topology.value().devices().get(id)) {
      NodeKey node =
          device.isAccelerator() ? NodeKey.ofAccelerator(span) : NodeKey.ofHost(span, id);
      if (node == null || !meteredNodes.value().contains(node)) {
        continue;
      }
      for (int interval = 0; interval < grid.intervals(); interval++) {
        long from = Math.max(grid.intervalStartUs(interval), span.fromUs());
        long to = Math.min(grid.intervalStartUs(interval) + grid.intervalUs(), span.toUs());
        if (from < to && device.curve().coveredUs(from, to) > 0) {
          slices.add(
              new Tuple2<>(
                  new Tuple2<>(node, interval),
                  new Slice(
                      id,
                      device.labels().deviceKind(),
                      span,
                      device.curve().slice(from, to),
                      device.facts())));
        }
      }
    }
    return slices.iterator();
  }

  private Iterator<Tuple2<Integer, HostPart>> parts(
      Tuple2<Tuple2<NodeKey, Integer>, Iterable<Slice>> node) {
    int interval = node._1()._2();
    List<Slice> slices = new ArrayList<>();
    node._2().forEach(slices::add);
    // A fixed order, so that what does not divide evenly goes to the same device on every run.
    slices.sort(
        Comparator.comparing(Slice::deviceId).thenComparingLong(slice -> slice.span().fromUs()));
    List<Tuple2<Integer, HostPart>> parts = new ArrayList<>();
    for (HostPart part : new NodeHour(grid, interval, slices).parts()) {
      parts.add(new Tuple2<>(PoolPart.key(part.span().pool(), interval), part));
    }
    return parts.iterator();
  }
}
