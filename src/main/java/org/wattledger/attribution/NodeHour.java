package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.physics.HostEnergy;
import org.wattledger.physics.SlotCursor;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.HostBasis;

/**
 * The host of one node in one interval, slot by slot: by the node's meter less its accelerators
 * where all of them cover the slot, else by the meters of its parts, else by rated watts. One
 * method per slot, never two.
 */
final class NodeHour {

  private final SlotGrid grid;
  private final long startUs;
  private final List<Meter> accelerators = new ArrayList<>();
  private final List<Meter> platforms = new ArrayList<>();
  private final List<Meter> hosts = new ArrayList<>();

  /** One meter while the slots are walked, and what its device gets of the host. */
  private static final class Meter {
    private final NodeHosts.Slice slice;
    private final SlotCursor cursor;
    private final long[] hostMj;
    private final long[] coverage;
    private final byte[] basis;
    private boolean isUnknown;
    private boolean isHere;

    Meter(NodeHosts.Slice slice, SlotGrid grid) {
      this.slice = slice;
      this.cursor = slice.curve().slots(grid.slotUs());
      this.hostMj = new long[grid.slotsPerInterval()];
      this.coverage = new long[hostMj.length];
      this.basis = new byte[hostMj.length];
    }

    void moveTo(long slotStartUs, long slotUs) {
      isHere = slice.span().fromUs() <= slotStartUs && slotStartUs < slice.span().toUs();
      if (isHere) {
        cursor.moveTo(slotStartUs, slotStartUs, slotStartUs + slotUs);
      }
    }

    void give(int slot, long mj, long cells, HostBasis how) {
      hostMj[slot] = mj;
      coverage[slot] = cells;
      basis[slot] = (byte) how.ordinal();
    }

    HostPart part() {
      return new HostPart(slice.span(), hostMj, coverage, basis, isUnknown);
    }
  }

  /** {@code slices}: every meter of the node, in a fixed order. */
  NodeHour(SlotGrid grid, int interval, List<NodeHosts.Slice> slices) {
    this.grid = grid;
    this.startUs = grid.intervalStartUs(interval);
    for (NodeHosts.Slice slice : slices) {
      List<Meter> ofKind =
          slice.isAccelerator() ? accelerators : slice.isPlatform() ? platforms : hosts;
      ofKind.add(new Meter(slice, grid));
    }
  }

  /** The parts of all accelerators; of a node without any, one part of the host itself. */
  List<HostPart> parts() {
    for (int slot = 0; slot < grid.slotsPerInterval(); slot++) {
      walk(slot);
    }
    List<Meter> receivers = accelerators.isEmpty() ? receivers(List.of()) : accelerators;
    return receivers.stream().map(Meter::part).toList();
  }

  private void walk(int slot) {
    long slotStartUs = startUs + slot * grid.slotUs();
    List<Meter> here = new ArrayList<>();
    for (Meter meter : accelerators) {
      meter.moveTo(slotStartUs, grid.slotUs());
      meter.basis[slot] = -1;
      if (meter.isHere) {
        here.add(meter);
      }
    }
    platforms.forEach(meter -> meter.moveTo(slotStartUs, grid.slotUs()));
    hosts.forEach(meter -> meter.moveTo(slotStartUs, grid.slotUs()));
    if (!platforms.isEmpty() && allCover(platforms) && allCover(here)) {
      long mj = HostEnergy.fromPlatformMj(sum(platforms), sum(here));
      share(slot, mj, -1L, HostBasis.PLATFORM, receivers(here));
    } else if (hosts.stream().anyMatch(meter -> meter.isHere && meter.cursor.coveredUs() > 0)) {
      share(slot, sum(hosts), cells(hosts), HostBasis.HOST, receivers(here));
    } else {
      here.forEach(meter -> rate(meter, slot));
    }
  }

  /** Devices whose own meter covers their host need no part of it. */
  private List<Meter> receivers(List<Meter> here) {
    if (here.isEmpty()) {
      List<Meter> own = platforms.isEmpty() ? hosts : platforms;
      return own.subList(0, 1);
    }
    return here.stream().filter(meter -> !meter.slice.facts().includesHost()).toList();
  }

  private static void share(int slot, long mj, long cells, HostBasis basis, List<Meter> receivers) {
    for (int i = 0; i < receivers.size(); i++) {
      receivers.get(i).give(slot, HostEnergy.partMj(mj, receivers.size(), i), cells, basis);
    }
  }

  private static void rate(Meter meter, int slot) {
    DeviceFacts facts = meter.slice.facts();
    if (facts.includesHost() || meter.cursor.coveredUs() == 0) {
      return;
    }
    if (Double.isNaN(facts.hostW())) {
      meter.isUnknown = true;
      return;
    }
    meter.give(
        slot,
        HostEnergy.ratedMj(facts.hostW(), meter.cursor.coveredUs()),
        meter.cursor.coverageMask(),
        HostBasis.RATED);
  }

  private boolean allCover(List<Meter> meters) {
    return meters.stream()
        .allMatch(meter -> meter.isHere && meter.cursor.coveredUs() == grid.slotUs());
  }

  private static long sum(List<Meter> meters) {
    long sum = 0;
    for (Meter meter : meters) {
      sum += meter.isHere ? meter.cursor.energyMj() : 0;
    }
    return sum;
  }

  private static long cells(List<Meter> meters) {
    long cells = 0;
    for (Meter meter : meters) {
      cells |= meter.isHere ? meter.cursor.coverageMask() : 0;
    }
    return cells;
  }
}
