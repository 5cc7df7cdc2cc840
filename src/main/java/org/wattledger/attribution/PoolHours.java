package org.wattledger.attribution;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.HostEnergy;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.IdleSplit;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotCursor;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.HostBasis;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Brings the meters of a pool and interval together with what was present in it: curves for the
 * second pass, and the ledger of the interval. The work of one pool and interval is one call, so
 * the result does not depend on how the data lie.
 */
final class PoolHours implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SlotGrid grid;
  private final Broadcast<Topology> topology;
  private final Broadcast<Facts> facts;
  private final CurveStore store;

  /**
   * What the meters of a pool cannot tell.
   *
   * @param residents by pool and unit, which models requests show to have been there
   * @param meteredNodes nodes whose host energy comes as {@link HostPart}s
   */
  record Facts(
      Map<Integer, Map<Integer, Residency.Owners>> residents,
      Set<NodeKey> meteredNodes,
      MeterTiers tiers)
      implements Serializable {}

  PoolHours(SlotGrid grid, Broadcast<Topology> topology, Broadcast<Facts> facts, CurveStore store) {
    this.grid = grid;
    this.topology = topology;
    this.facts = facts;
    this.store = store;
  }

  /** A device's interval, as far as it stood in one pool. */
  private record DevicePart(EnergyCurve curve, List<Topology.DeviceSpan> spans, DeviceFacts facts)
      implements Serializable {}

  /** A device's interval in one pool during a time in which nothing about it changes. */
  private record Standing(DevicePart device, Topology.DeviceSpan span) {}

  private static final Comparator<Standing> BY_NODE =
      Comparator.comparing(
              (Standing each) -> each.span().nodeId(), Comparator.nullsFirst(naturalOrder()))
          .thenComparing(each -> each.span().siteId(), Comparator.nullsFirst(naturalOrder()));

  /** What a task tells. */
  record Told(PoolHourEntries.Block entries, List<ClockVote> clocks) implements Serializable {}

  /** What each task tells. */
  JavaRDD<Told> from(
      JavaRDD<DeviceDay> devices,
      JavaPairRDD<Integer, PoolPart> loads,
      JavaPairRDD<Integer, HostPart> hosts) {
    JavaPairRDD<Integer, DevicePart> parts =
        devices.filter(DeviceDay::isAccelerator).flatMapToPair(this::parts);
    JavaPairRDD<Integer, PoolPart> present = loads.filter(part -> !PoolPart.isResidency(part._1()));
    return present.cogroup(parts, hosts).mapPartitions(this::entries);
  }

  private Iterator<Tuple2<Integer, DevicePart>> parts(DeviceDay device) {
    List<Tuple2<Integer, DevicePart>> parts = new ArrayList<>();
    List<Topology.DeviceSpan> spans = topology.value().devices().get(device.labels().deviceId());
    for (int interval = 0; interval < grid.intervals(); interval++) {
      if (!device.hours().containsKey(grid.hourOfInterval(interval))) {
        continue;
      }
      long from = grid.intervalStartUs(interval);
      long to = from + grid.intervalUs();
      EnergyCurve slice = device.curve().slice(from, to);
      List<Topology.DeviceSpan> inside =
          spans.stream().filter(span -> span.fromUs() < to && span.toUs() > from).toList();
      int[] pools = inside.stream().mapToInt(Topology.DeviceSpan::pool).distinct().toArray();
      for (int pool : pools) {
        List<Topology.DeviceSpan> ofPool =
            inside.stream().filter(span -> span.pool() == pool).toList();
        parts.add(
            new Tuple2<>(
                PoolPart.key(pool, interval), new DevicePart(slice, ofPool, device.facts())));
      }
    }
    return parts.iterator();
  }

  private Iterator<Told> entries(
      Iterator<
              Tuple2<Integer, Tuple3<Iterable<PoolPart>, Iterable<DevicePart>, Iterable<HostPart>>>>
          groups)
      throws IOException {
    PoolHourEntries.Writer entries = new PoolHourEntries.Writer();
    List<ClockVote> clocks = new ArrayList<>();
    try (CurveStore.Writer curves = store.write(TaskContext.get().taskAttemptId())) {
      while (groups.hasNext()) {
        Tuple2<Integer, Tuple3<Iterable<PoolPart>, Iterable<DevicePart>, Iterable<HostPart>>>
            group = groups.next();
        Iterator<PoolPart> loads = group._2()._1().iterator();
        HourLoad load = loads.hasNext() ? loads.next().load() : null;
        Filling filling = new Filling(group._1(), load);
        entries.add(filling.entry(group._2()._2(), group._2()._3(), curves));
        clocks.addAll(filling.clocks());
      }
    }
    return List.of(new Told(entries.block(), clocks)).iterator();
  }

  /** One pool and interval while its devices are added. */
  private final class Filling {
    private final int key;
    private final int interval;
    private final HourLoad load;
    private final PoolHour poolHour;
    private final PoolMeters meters = new PoolMeters();

    /** Null: nobody was present. */
    private final PoolActivity activity;

    Filling(int key, HourLoad load) {
      this.key = key;
      this.interval = PoolPart.intervalOf(key);
      this.load = load;
      this.poolHour = new PoolHour(grid, interval, load);
      this.activity = load == null ? null : new PoolActivity(PoolPart.poolOf(key), grid, poolHour);
    }

    /** Whether requests and meters tell the same times, if it can be told. */
    List<ClockVote> clocks() {
      return activity == null ? List.of() : activity.votes();
    }

    PoolHourEntry entry(
        Iterable<DevicePart> devices, Iterable<HostPart> hosts, CurveStore.Writer curves)
        throws IOException {
      List<Standing> standing = new ArrayList<>();
      for (DevicePart device : devices) {
        meters.device(device.facts());
        device.spans().forEach(span -> standing.add(new Standing(device, span)));
      }
      standing.sort(BY_NODE);
      standing.forEach(each -> add(each.device(), each.span()));
      hosts.forEach(this::add);
      PoolMeters.Totals totals = meters.totals();
      double energyMj = totals.measuredMj() + totals.hostMj();
      MeterTiers tiers = facts.value().tiers();
      return new PoolHourEntry(
          key,
          load == null ? null : curves.append(poolHour.prices()),
          totals.measuredMj(),
          totals.estimatedMj(),
          totals.hostMj(),
          totals.hostEstimatedMj(),
          totals.weakestBasis(),
          totals.hostBasis(),
          totals.hasDevice(),
          totals.isHostUnknown(),
          poolHour.presenceUs(),
          new PoolHourEntry.Embodied(
              totals.isEmbodiedKnown(),
              poolHour.busyEmbodiedNg(),
              totals.embodiedLowRatio(),
              totals.embodiedHighRatio()),
          energyMj > 0 ? tiers.downMj(totals) / energyMj : 0,
          energyMj > 0 ? tiers.upMj(totals) / energyMj : 0,
          provisions());
    }

    private List<PoolHourEntry.Provision> provisions() {
      return poolHour.provisioned().entrySet().stream()
          .map(
              provision ->
                  new PoolHourEntry.Provision(
                      provision.getKey(),
                      provision.getValue().energyMj(),
                      provision.getValue().hostMj(),
                      provision.getValue().embodiedNg()))
          .toList();
    }

    private void add(DevicePart device, Topology.DeviceSpan span) {
      long startUs = grid.intervalStartUs(interval);
      long from = Math.max(span.fromUs(), startUs);
      long to = Math.min(span.toUs(), startUs + grid.intervalUs());
      PoolHour.SlotOwners owners = owners(PoolPart.poolOf(key), interval, span);
      boolean isRated = isRated(device.facts(), span);
      SlotCursor cursor = device.curve().slots(grid.slotUs());
      int lastSlot = (int) ((to - 1 - startUs) / grid.slotUs());
      if (activity != null) {
        activity.device(NodeKey.ofAccelerator(span), device.curve(), from, to);
      }
      for (int slot = (int) ((from - startUs) / grid.slotUs()); slot <= lastSlot; slot++) {
        long slotStart = startUs + slot * grid.slotUs();
        cursor.moveTo(
            slotStart, Math.max(slotStart, from), Math.min(slotStart + grid.slotUs(), to));
        if (cursor.coveredUs() > 0) {
          add(device.facts(), slot, cursor, owners);
          if (isRated) {
            rate(device.facts(), slot, cursor, owners);
          }
        }
      }
    }

    private void add(DeviceFacts device, int slot, SlotCursor cursor, PoolHour.SlotOwners owners) {
      double ngPerUs = device.embodied().ngPerUs();
      long embodiedNg = Double.isNaN(ngPerUs) ? 0 : (long) (ngPerUs * cursor.coveredUs());
      long floorMj = IdleSplit.floorMj(cursor.energyMj(), device.idleW(), cursor.coveredUs());
      poolHour.add(slot, cursor.energyMj(), floorMj, cursor.coverageMask(), embodiedNg, owners);
      if (activity != null) {
        activity.add(slot, cursor.energyMj() - floorMj);
      }
      meters.energy(cursor.energyMj(), cursor.estimatedMj(), cursor.basis());
      meters.embodied(device.embodied(), cursor.coveredUs());
    }

    /** Whether the host of a device rests on the hardware table alone. */
    private boolean isRated(DeviceFacts device, Topology.DeviceSpan span) {
      NodeKey node = NodeKey.ofAccelerator(span);
      if (device.includesHost() || (node != null && facts.value().meteredNodes().contains(node))) {
        return false;
      }
      if (Double.isNaN(device.hostW())) {
        meters.hostUnknown();
        return false;
      }
      return true;
    }

    private void rate(DeviceFacts device, int slot, SlotCursor cursor, PoolHour.SlotOwners owners) {
      long mj = HostEnergy.ratedMj(device.hostW(), cursor.coveredUs());
      poolHour.addHost(slot, mj, cursor.coverageMask(), owners);
      meters.host(mj, HostBasis.RATED);
    }

    private void add(HostPart part) {
      PoolHour.SlotOwners owners = owners(PoolPart.poolOf(key), interval, part.span());
      for (int slot = 0; slot < part.energyMj().length; slot++) {
        if (part.basis()[slot] >= 0 && part.coverage()[slot] != 0) {
          poolHour.addHost(slot, part.energyMj()[slot], part.coverage()[slot], owners);
          meters.host(part.energyMj()[slot], HostBasis.values()[part.basis()[slot]]);
        }
      }
      if (part.isUnknown()) {
        meters.hostUnknown();
      }
    }
  }

  /** Placement or label, else the models that requests show to have been on the span's units. */
  private PoolHour.SlotOwners owners(int pool, int interval, Topology.DeviceSpan span) {
    if (span.owners().length > 0) {
      return slot -> span.owners();
    }
    Map<Integer, Residency.Owners> byUnit = facts.value().residents().get(pool);
    if (byUnit == null) {
      return slot -> new int[0];
    }
    Residency.Owners[] ofUnits =
        Arrays.stream(span.units())
            .mapToObj(unit -> byUnit.getOrDefault(unit, byUnit.get(Residency.ANY_UNIT)))
            .toArray(Residency.Owners[]::new);
    int firstSlot = interval * grid.slotsPerInterval();
    if (ofUnits.length == 1) {
      return slot -> ofUnits[0].of(firstSlot + slot);
    }
    return slot ->
        Arrays.stream(ofUnits)
            .flatMapToInt(unit -> IntStream.of(unit.of(firstSlot + slot)))
            .sorted()
            .distinct()
            .toArray();
  }
}
