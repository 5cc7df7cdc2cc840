package org.wattledger.attribution;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.EnergyCurve;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.IdleSplit;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotCursor;
import org.wattledger.physics.SlotGrid;
import scala.Tuple2;

/**
 * Brings the meters of a pool and hour together with what was present in it: curves for the second
 * pass, and the ledger of the hour. The work of one pool and hour is one call, so the result does
 * not depend on how the data lie.
 */
final class PoolHours implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SlotGrid grid;
  private final Broadcast<Topology> topology;
  private final Broadcast<Map<Integer, Map<Integer, Residency.Owners>>> residents;
  private final CurveStore store;

  /** {@code residents}: by pool and unit, which models requests show to have been there. */
  PoolHours(
      SlotGrid grid,
      Broadcast<Topology> topology,
      Broadcast<Map<Integer, Map<Integer, Residency.Owners>>> residents,
      CurveStore store) {
    this.grid = grid;
    this.topology = topology;
    this.residents = residents;
    this.store = store;
  }

  /** A device's hour, as far as it stood in one pool. */
  private record DevicePart(
      String deviceId, EnergyCurve curve, List<Topology.DeviceSpan> spans, DeviceFacts facts)
      implements Serializable {}

  JavaRDD<PoolHourEntry> from(JavaRDD<DeviceDay> devices, JavaPairRDD<Integer, PoolPart> loads) {
    JavaPairRDD<Integer, DevicePart> parts =
        devices.filter(DeviceDay::isAccelerator).flatMapToPair(this::parts);
    JavaPairRDD<Integer, PoolPart> hours =
        loads.filter(part -> PoolPart.hourOf(part._1()) < SlotGrid.HOURS);
    return hours.cogroup(parts).mapPartitions(this::entries);
  }

  private Iterator<Tuple2<Integer, DevicePart>> parts(DeviceDay device) {
    List<Tuple2<Integer, DevicePart>> parts = new ArrayList<>();
    List<Topology.DeviceSpan> spans = topology.value().devices().get(device.labels().deviceId());
    for (int hour : device.hours().keySet()) {
      long from = grid.hourStartUs(hour);
      long to = from + SlotGrid.HOUR_US;
      EnergyCurve slice = device.curve().slice(from, to);
      List<Topology.DeviceSpan> inHour =
          spans.stream().filter(span -> span.fromUs() < to && span.toUs() > from).toList();
      inHour.stream()
          .mapToInt(Topology.DeviceSpan::pool)
          .distinct()
          .forEach(
              pool -> {
                List<Topology.DeviceSpan> ofPool =
                    inHour.stream().filter(span -> span.pool() == pool).toList();
                parts.add(
                    new Tuple2<>(
                        PoolPart.key(pool, hour),
                        new DevicePart(device.labels().deviceId(), slice, ofPool, device.facts())));
              });
    }
    return parts.iterator();
  }

  private Iterator<PoolHourEntry> entries(
      Iterator<Tuple2<Integer, Tuple2<Iterable<PoolPart>, Iterable<DevicePart>>>> groups)
      throws IOException {
    TaskContext task = TaskContext.get();
    List<PoolHourEntry> entries = new ArrayList<>();
    try (CurveStore.Writer curves = store.write(task.partitionId(), task.taskAttemptId())) {
      while (groups.hasNext()) {
        Tuple2<Integer, Tuple2<Iterable<PoolPart>, Iterable<DevicePart>>> group = groups.next();
        Iterator<PoolPart> loads = group._2()._1().iterator();
        HourLoad load = loads.hasNext() ? loads.next().load() : null;
        entries.add(entry(group._1(), load, group._2()._2(), curves));
      }
    }
    return entries.iterator();
  }

  private PoolHourEntry entry(
      int key, HourLoad load, Iterable<DevicePart> devices, CurveStore.Writer curves)
      throws IOException {
    PoolHour poolHour = new PoolHour(grid, PoolPart.hourOf(key), load);
    Totals totals = new Totals();
    for (DevicePart device : devices) {
      for (Topology.DeviceSpan span : device.spans()) {
        add(key, device, span, poolHour, totals);
      }
    }
    return new PoolHourEntry(
        key,
        load == null ? null : curves.append(poolHour.curves()),
        poolHour.measuredMj(),
        totals.estimatedMj,
        totals.weakestBasis,
        poolHour.presenceUs(),
        poolHour.busyEmbodiedNg(),
        totals.hasDevice && totals.isEmbodiedKnown,
        poolHour.provisioned());
  }

  private static final class Totals {
    private long estimatedMj;
    private byte weakestBasis = EnergyCurve.GAP;
    private boolean hasDevice;
    private boolean isEmbodiedKnown = true;
  }

  private void add(
      int key, DevicePart device, Topology.DeviceSpan span, PoolHour poolHour, Totals totals) {
    int hour = PoolPart.hourOf(key);
    long hourStart = grid.hourStartUs(hour);
    long from = Math.max(span.fromUs(), hourStart);
    long to = Math.min(span.toUs(), hourStart + SlotGrid.HOUR_US);
    PoolHour.SlotOwners owners = owners(PoolPart.poolOf(key), hour, span);
    DeviceFacts facts = device.facts();
    boolean isEmbodiedKnown = !Double.isNaN(facts.embodiedNgPerUs());
    totals.hasDevice = true;
    totals.isEmbodiedKnown &= isEmbodiedKnown;
    SlotCursor cursor = device.curve().slots(grid.slotUs());
    int lastSlot = (int) ((to - 1 - hourStart) / grid.slotUs());
    for (int slot = (int) ((from - hourStart) / grid.slotUs()); slot <= lastSlot; slot++) {
      long slotStart = hourStart + slot * grid.slotUs();
      cursor.moveTo(slotStart, Math.max(slotStart, from), Math.min(slotStart + grid.slotUs(), to));
      if (cursor.coveredUs() == 0) {
        continue;
      }
      long embodiedNg = isEmbodiedKnown ? (long) (facts.embodiedNgPerUs() * cursor.coveredUs()) : 0;
      long floorMj = IdleSplit.floorMj(cursor.energyMj(), facts.idleW(), cursor.coveredUs());
      poolHour.add(slot, cursor.energyMj(), floorMj, cursor.coverageMask(), embodiedNg, owners);
      totals.estimatedMj += cursor.estimatedMj();
      totals.weakestBasis = (byte) Math.max(totals.weakestBasis, cursor.basis());
    }
  }

  /** Placement or label, else the models that requests show to have been on the span's units. */
  private PoolHour.SlotOwners owners(int pool, int hour, Topology.DeviceSpan span) {
    if (span.owners().length > 0) {
      return slot -> span.owners();
    }
    Map<Integer, Residency.Owners> byUnit = residents.value().get(pool);
    if (byUnit == null) {
      return slot -> new int[0];
    }
    Residency.Owners[] ofUnits =
        Arrays.stream(span.units())
            .mapToObj(unit -> byUnit.getOrDefault(unit, byUnit.get(Residency.ANY_UNIT)))
            .toArray(Residency.Owners[]::new);
    int firstSlot = hour * grid.slotsPerHour();
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
