package org.wattledger.physics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wattledger.quantity.Energy;

/**
 * Energy of one pool in one interval, an hour or less, divided: the busy part goes to whoever was
 * present, the rest is provisioned idle of the models that own the slots (methodology:
 * AttributionCurve). Devices and their hosts are added one after the other, in any order; all sums
 * are integers.
 */
public final class PoolHour {

  private static final long NJ_PER_MJ = Energy.NANOJOULES_PER_MILLIJOULE;

  /** Model index under which idle energy stands that nobody is known to own. */
  public static final int NO_OWNER = -1;

  private final long startUs;
  private final long slotUs;
  private final long[] work;
  private final long[] presenceUs;
  private final long[] occupancy;
  private final long[] dynamicNj;
  private final long[] floorNj;
  private final Map<Integer, Provision> provisioned = new TreeMap<>();

  /** Who was asked for last: owners seldom change from slot to slot. */
  private int[] lastOwners;

  private Provision[] lastProvisions;

  /** Busy host energy by slot; null while no host energy is known. */
  private long[] hostNj;

  private long measuredMj;
  private long hostMj;
  private long busyEmbodiedNg;

  /** {@code load} is null when no request was present in the interval. */
  public PoolHour(SlotGrid grid, int interval, HourLoad load) {
    int slots = grid.slotsPerInterval();
    this.startUs = grid.intervalStartUs(interval);
    this.slotUs = grid.slotUs();
    SlotLoads present = load == null ? null : load.bySlot();
    this.work = load == null ? new long[slots] : present.work();
    this.presenceUs = load == null ? new long[slots] : present.presenceUs();
    this.occupancy = load == null ? new long[slots] : present.occupancy();
    this.dynamicNj = new long[slots];
    this.floorNj = new long[slots];
  }

  /** Who owns the idle part of a slot of the interval; an empty answer: nobody known. */
  @FunctionalInterface
  public interface SlotOwners {
    int[] of(int slotOfInterval);
  }

  /**
   * Adds one device in one slot.
   *
   * @param energyMj what its meter recorded
   * @param floorMj of this, the idle floor
   * @param coverage cells of the slot that its telemetry covers
   * @param embodiedNg embodied emissions of the covered time, nanograms CO2e
   */
  public void add(
      int slot, long energyMj, long floorMj, long coverage, long embodiedNg, SlotOwners owners) {
    measuredMj += energyMj;
    long busyDynamicNj = IdleSplit.busyNanojoules(energyMj - floorMj, occupancy[slot], coverage);
    long busyFloorNj = IdleSplit.busyNanojoules(floorMj, occupancy[slot], coverage);
    long busyNg = busyPart(embodiedNg, occupancy[slot], coverage);
    dynamicNj[slot] += busyDynamicNj;
    floorNj[slot] += busyFloorNj;
    busyEmbodiedNg += busyNg;
    long idleNj = energyMj * NJ_PER_MJ - busyDynamicNj - busyFloorNj;
    long idleNg = embodiedNg - busyNg;
    if (idleNj > 0 || idleNg > 0) {
      Provision[] provisions = provisions(owners.of(slot));
      for (Provision provision : provisions) {
        provision.add(part(idleNj, provisions.length), part(idleNg, provisions.length));
      }
    }
  }

  /**
   * Adds the host's part of one device in one slot. It is not split into floor and dynamic: the
   * busy part goes by time present, the rest to the owners of the slot.
   *
   * @param energyMj what the host used for this device
   * @param coverage cells of the slot for which that is known
   */
  public void addHost(int slot, long energyMj, long coverage, SlotOwners owners) {
    if (hostNj == null) {
      hostNj = new long[presenceUs.length];
    }
    hostMj += energyMj;
    long busyNj = IdleSplit.busyNanojoules(energyMj, occupancy[slot], coverage);
    hostNj[slot] += busyNj;
    long idleNj = energyMj * NJ_PER_MJ - busyNj;
    if (idleNj > 0) {
      Provision[] provisions = provisions(owners.of(slot));
      for (Provision provision : provisions) {
        provision.host.add(part(idleNj, provisions.length));
      }
    }
  }

  private static long busyPart(long amount, long occupancy, long coverage) {
    int common = Long.bitCount(occupancy & coverage);
    return common == 0 ? 0 : amount * common / Long.bitCount(coverage);
  }

  /** Most slots have one owner, and a division is the dearest step of a slot. */
  private static long part(long amount, int owners) {
    return owners == 1 ? amount : amount / owners;
  }

  /** Where idle energy of these models stands; of none: where that of nobody does. */
  private Provision[] provisions(int[] models) {
    if (models != lastOwners) {
      lastOwners = models;
      lastProvisions =
          (models.length == 0 ? IntStream.of(NO_OWNER) : IntStream.of(models))
              .mapToObj(model -> provisioned.computeIfAbsent(model, key -> new Provision()))
              .toArray(Provision[]::new);
    }
    return lastProvisions;
  }

  /** Host energy, whether anybody was present or not. */
  public long hostMj() {
    return hostMj;
  }

  /** Sum of microseconds that requests were present in the interval. */
  public long presenceUs() {
    return Arrays.stream(presenceUs).sum();
  }

  /** The same slot by slot. */
  public long[] presenceUsBySlot() {
    return presenceUs.clone();
  }

  public long measuredMj() {
    return measuredMj;
  }

  /** Embodied emissions of the time in which requests were present, nanograms CO2e. */
  public long busyEmbodiedNg() {
    return busyEmbodiedNg;
  }

  /** What nobody used, by the model that owns it; {@link #NO_OWNER}: nobody is known to. */
  public Map<Integer, Provision> provisioned() {
    return provisioned;
  }

  /** What requests of this interval pay. */
  public Curves curves() {
    return prices().curves();
  }

  /** What requests of this interval pay, slot by slot. */
  public HourPrices prices() {
    long[] worklessNj = new long[dynamicNj.length];
    boolean isAnyWorkless = false;
    for (int slot = 0; slot < worklessNj.length; slot++) {
      if (work[slot] == 0 && dynamicNj[slot] > 0) {
        worklessNj[slot] = dynamicNj[slot];
        isAnyWorkless = true;
      }
    }
    return new HourPrices(
        startUs,
        slotUs,
        SlotPrices.of(slotUs, dynamicNj, work),
        isAnyWorkless ? SlotPrices.of(slotUs, worklessNj, presenceUs) : null,
        SlotPrices.of(slotUs, floorNj, presenceUs),
        hostNj == null ? null : SlotPrices.of(slotUs, hostNj, presenceUs));
  }

  /**
   * What requests pay in one pool and interval.
   *
   * @param dynamicByWork dynamic energy per work
   * @param dynamicByTime dynamic energy per time present, of slots without any work; null: none
   * @param floorByTime idle floor of the busy part per time present
   * @param hostByTime host energy of the busy part per time present; null: none known
   */
  public record Curves(
      AttributionCurve dynamicByWork,
      AttributionCurve dynamicByTime,
      AttributionCurve floorByTime,
      AttributionCurve hostByTime) {

    /** What they take in memory, about. */
    public int bytes() {
      int bytes = 0;
      for (AttributionCurve curve :
          new AttributionCurve[] {dynamicByWork, dynamicByTime, floorByTime, hostByTime}) {
        bytes += curve == null ? 0 : curve.bytes();
      }
      return bytes;
    }

    /** Active energy of a request in this pool and interval, whole millijoules, rounded down. */
    public long activeMj(RequestWork.Phases phases) {
      double cost = 0;
      for (int i = 0; i < phases.count; i++) {
        cost += dynamicByWork.costMj(phases.fromUs[i], phases.toUs[i], phases.rate[i]);
      }
      if (dynamicByTime != null) {
        cost += dynamicByTime.costMj(phases.startUs, phases.endUs, 1);
      }
      return (long) cost;
    }

    /** Shared idle energy of a request here, whole millijoules, rounded down. */
    public long idleMj(RequestWork.Phases phases) {
      return (long) floorByTime.costMj(phases.startUs, phases.endUs, 1);
    }

    /** Host energy of a request here, whole millijoules, rounded down; 0 if none is known. */
    public long hostMj(RequestWork.Phases phases) {
      return hostByTime == null ? 0 : (long) hostByTime.costMj(phases.startUs, phases.endUs, 1);
    }
  }

  /** A sum of nanojoules, kept as millijoules and a remainder. */
  private static final class Sum implements Serializable {

    private static final long serialVersionUID = 1L;

    private long wholeMj;
    private long restNj;

    private void add(long nanojoules) {
      wholeMj += nanojoules / NJ_PER_MJ;
      restNj += nanojoules % NJ_PER_MJ;
      wholeMj += restNj / NJ_PER_MJ;
      restNj %= NJ_PER_MJ;
    }
  }

  /** Idle energy and embodied emissions of one owner. */
  public static final class Provision implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Sum device = new Sum();
    private final Sum host = new Sum();
    private long embodiedNg;

    private void add(long nanojoules, long nanograms) {
      device.add(nanojoules);
      embodiedNg += nanograms;
    }

    /** Of the devices, rounded down. */
    public long energyMj() {
      return device.wholeMj;
    }

    /** Of their hosts, rounded down. */
    public long hostMj() {
      return host.wholeMj;
    }

    public long embodiedNg() {
      return embodiedNg;
    }
  }
}
