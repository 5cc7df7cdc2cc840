package org.wattledger.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * The methodology as a loop over every second, request and device: slow, plain, and apart from the
 * classes that it checks. Slot 1 s, rule work.
 */
final class DirectLoop {

  private static final int SLOTS = MeteredDevice.SLOTS;
  private static final long SLOT_US = MeteredDevice.SLOT_US;
  private static final long CELL_US = MeteredDevice.CELL_US;
  private static final int HOUR_SLOTS = 3_600;

  /** What a request was charged. */
  static final class Charge {
    String pool;
    double activeMj;
    double idleMj;
    double hostMj;
    boolean isHostKnown;
    int pieces;
  }

  /** Who owns idle energy, and when. */
  record Owner(String model, int hour) {}

  /** The books of a pool in an hour. */
  static final class Books {
    long measuredMj;
    long hostMeasuredMj;
    double activeMj;
    double idleMj;
    double hostMj;
    int pieces;
    final Map<Owner, Long> provisionedNj = new HashMap<>();
    final Map<Owner, Long> provisionedHostNj = new HashMap<>();
  }

  /** Everything of one pool, second by second. */
  private static final class Pool {
    final long[] work = new long[SLOTS];
    final long[] presenceUs = new long[SLOTS];
    final long[] occupancy = new long[SLOTS];
    final long[] dynamicNj = new long[SLOTS];
    final long[] floorNj = new long[SLOTS];
    final long[] hostNj = new long[SLOTS];
    boolean isHostKnown;
  }

  /** A stretch of time with an even rate of work. */
  private record Phase(long fromUs, long toUs, long rate) {}

  private record Laid(RawDay.Request request, long startUs, long endUs, List<Phase> phases) {}

  final Map<String, Charge> charges = new TreeMap<>();
  final Map<String, Books> books = new TreeMap<>();

  private final RawDay raw;
  private final long dayStartUs;
  private final long dayEndUs;
  private final List<RawDay.Request> requests = new ArrayList<>();
  private final Map<String, String> poolOfUnit = new HashMap<>();
  private final Map<String, long[]> sumsOfModel = new HashMap<>();
  private final Map<String, Pool> pools = new HashMap<>();

  DirectLoop(RawDay raw, long dayStartUs, boolean isCounter) {
    this.raw = raw;
    this.dayStartUs = dayStartUs;
    this.dayEndUs = dayStartUs + SLOTS * SLOT_US;
    raw.requests().stream().filter(this::isOfDay).forEach(requests::add);
    requests.forEach(this::count);
    List<Laid> laid = requests.stream().map(this::lay).toList();
    Map<String, String> unitOfRequest = units();
    for (Laid request : laid) {
      String pool = poolOfUnit.get(unitOfRequest.get(request.request.id()));
      Charge charge = new Charge();
      charge.pool = pool;
      charges.put(request.request.id(), charge);
      present(pools.computeIfAbsent(pool, key -> new Pool()), request);
    }
    raw.devices().values().forEach(d -> meter(new MeteredDevice(d, dayStartUs, isCounter)));
    laid.forEach(this::charge);
  }

  Books books(String pool, int hour) {
    return books.computeIfAbsent("%s %02d".formatted(pool, hour), key -> new Books());
  }

  private boolean isOfDay(RawDay.Request request) {
    boolean startsInDay = request.startUs() >= dayStartUs && request.startUs() < dayEndUs;
    boolean reachesIn =
        request.startUs() < dayStartUs && request.endUs() != null && request.endUs() > dayStartUs;
    return startsInDay || reachesIn;
  }

  // Pools: units that unnamed requests may have run on belong together.

  private Map<String, String> units() {
    Map<String, TreeSet<String>> serving = new HashMap<>();
    raw.devices()
        .values()
        .forEach(
            device ->
                device
                    .models()
                    .forEach(model -> serves(serving, device.site(), model, device.unit())));
    Map<String, long[]> unnamed = new HashMap<>();
    for (RawDay.Request request : requests) {
      long[] share = unnamed.computeIfAbsent(place(request), key -> new long[2]);
      share[0] += request.unit() == null ? 1 : 0;
      share[1]++;
      if (request.unit() != null) {
        serves(serving, request.site(), request.model(), request.unit());
      }
    }
    serving.values().forEach(units -> units.forEach(unit -> poolOfUnit.put(unit, unit)));
    Map<String, String> unitOfRequest = new HashMap<>();
    for (RawDay.Request request : requests) {
      List<String> units = List.copyOf(serving.get(place(request)));
      long[] share = unnamed.get(place(request));
      if (request.unit() != null) {
        unitOfRequest.put(request.id(), request.site() + "/" + request.unit());
      } else if (share[0] * 100 < share[1]) {
        unitOfRequest.put(request.id(), units.get(byHash(request.id(), units.size())));
      } else {
        unitOfRequest.put(request.id(), units.get(0));
        units.forEach(unit -> join(units.get(0), unit));
      }
    }
    return unitOfRequest;
  }

  private static String place(RawDay.Request request) {
    return request.site() + " " + request.model();
  }

  private static void serves(
      Map<String, TreeSet<String>> serving, String site, String model, String unit) {
    serving.computeIfAbsent(site + " " + model, key -> new TreeSet<>()).add(site + "/" + unit);
  }

  private void join(String left, String right) {
    String a = poolOfUnit.get(left);
    String b = poolOfUnit.get(right);
    String smaller = a.compareTo(b) < 0 ? a : b;
    poolOfUnit.replaceAll((unit, pool) -> pool.equals(a) || pool.equals(b) ? smaller : pool);
  }

  private static int byHash(String id, int count) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    long hash = XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, 42);
    return (int) Math.floorMod(hash, (long) count);
  }

  // Work: two phases, each with an even rate in 2^-32 units per microsecond.

  /** ended, their time; with both token counts: their time, prompt, output. */
  private void count(RawDay.Request request) {
    if (request.endUs() == null) {
      return;
    }
    long[] sums = sumsOfModel.computeIfAbsent(request.model(), key -> new long[5]);
    long us = request.endUs() - request.startUs();
    sums[0]++;
    sums[1] += us;
    if (request.prompt() != null && request.output() != null) {
      sums[2] += us;
      sums[3] += request.prompt();
      sums[4] += request.output();
    }
  }

  private Laid lay(RawDay.Request request) {
    long[] sums = sumsOfModel.get(request.model());
    double promptPerUs = (double) sums[3] / sums[2];
    double outputPerUs = (double) sums[4] / sums[2];
    long start = request.startUs();
    long end;
    if (request.endUs() != null) {
      end = Math.max(start + 1, request.endUs());
    } else {
      double us =
          request.output() != null && outputPerUs > 0
              ? request.output() / outputPerUs
              : (double) sums[1] / sums[0];
      end = Math.max(start + 1, Math.min(start + (long) us, dayEndUs));
    }
    double prompt = request.prompt() == null ? promptPerUs * (end - start) : request.prompt();
    double output = request.output() == null ? outputPerUs * (end - start) : request.output();
    double cached = request.cached() == null ? 0 : Math.min(request.cached(), prompt);
    RawDay.Weights weights = raw.weights(request.model());
    double context = prompt + output / 2;
    double prefill = weights.prefill() * (prompt - cached) + weights.cached() * cached;
    double decode = (weights.decode() + weights.contextPer1k() / 1_000 * context) * output;
    List<Phase> phases = new ArrayList<>();
    if (request.firstUs() == null) {
      add(phases, start, end, prefill + decode);
    } else {
      long first = Math.max(start, Math.min(end, request.firstUs()));
      add(phases, start, Math.max(first, start + 1), prefill);
      add(phases, Math.min(first, end - 1), end, decode);
    }
    return new Laid(request, start, end, phases);
  }

  private static void add(List<Phase> phases, long from, long to, double work) {
    if (work > 0) {
      long rate = Math.max(1, (long) Math.rint(work * 4_294_967_296.0 / (to - from)));
      phases.add(new Phase(from, to, rate));
    }
  }

  private void present(Pool pool, Laid request) {
    for (int slot = firstSlot(request); slot <= lastSlot(request); slot++) {
      pool.presenceUs[slot] += overlap(request.startUs, request.endUs, slot);
      pool.occupancy[slot] |= cells(request, slot);
      for (Phase phase : request.phases) {
        pool.work[slot] += phase.rate * overlap(phase.fromUs, phase.toUs, slot);
      }
    }
  }

  private long cells(Laid request, int slot) {
    long mask = 0;
    for (int cell = 0; cell < 64; cell++) {
      long from = dayStartUs + slot * SLOT_US + cell * CELL_US;
      long to = from + CELL_US;
      boolean isTiny = request.endUs - request.startUs < CELL_US;
      boolean beginsHere = from <= request.startUs && request.startUs < to;
      long us = Math.min(request.endUs, to) - Math.max(request.startUs, from);
      mask |= (isTiny ? beginsHere : 2 * us >= CELL_US) ? 1L << cell : 0;
    }
    return mask;
  }

  // Energy: the busy part of each second to whoever was there, the rest to the resident models.

  private void meter(MeteredDevice device) {
    RawDay.Device of = device.device;
    String name = poolOfUnit.get(of.site() + "/" + of.unit());
    Pool pool = pools.computeIfAbsent(name, key -> new Pool());
    pool.isHostKnown |= !Double.isNaN(of.hostW());
    for (int slot = 0; slot < SLOTS; slot++) {
      long energyNj = device.energyMj[slot] * 1_000_000;
      long floorNj = device.floorMj(slot) * 1_000_000;
      long coverage = device.coverage(slot);
      long covered = Math.max(1, Long.bitCount(coverage));
      long busy = Long.bitCount(coverage & pool.occupancy[slot]);
      long busyDynamicNj = (energyNj - floorNj) * busy / covered;
      long busyFloorNj = floorNj * busy / covered;
      pool.dynamicNj[slot] += busyDynamicNj;
      pool.floorNj[slot] += busyFloorNj;
      Books hour = books(name, slot / HOUR_SLOTS);
      hour.measuredMj += device.energyMj[slot];
      long idleNj = energyNj - busyDynamicNj - busyFloorNj;
      long hostMj = device.hostMj(slot);
      long busyHostNj = hostMj * 1_000_000 * busy / covered;
      pool.hostNj[slot] += busyHostNj;
      hour.hostMeasuredMj += hostMj;
      long idleHostNj = hostMj * 1_000_000 - busyHostNj;
      int models = of.models().size();
      for (String model : of.models()) {
        Owner owner = new Owner(model, slot / HOUR_SLOTS);
        hour.provisionedNj.merge(owner, idleNj / models, Long::sum);
        hour.provisionedHostNj.merge(owner, idleHostNj / models, Long::sum);
      }
    }
  }

  private void charge(Laid request) {
    Charge charge = charges.get(request.request.id());
    Pool pool = pools.get(charge.pool);
    charge.isHostKnown = pool.isHostKnown;
    int lastHour = -1;
    for (int slot = firstSlot(request); slot <= lastSlot(request); slot++) {
      double work = 0;
      for (Phase phase : request.phases) {
        work += (double) phase.rate * overlap(phase.fromUs, phase.toUs, slot);
      }
      double time = (double) overlap(request.startUs, request.endUs, slot) / pool.presenceUs[slot];
      double share = pool.work[slot] > 0 ? work / pool.work[slot] : time;
      Books hour = books(charge.pool, slot / HOUR_SLOTS);
      hour.activeMj += share * pool.dynamicNj[slot] / 1e6;
      hour.idleMj += time * pool.floorNj[slot] / 1e6;
      charge.activeMj += share * pool.dynamicNj[slot] / 1e6;
      charge.idleMj += time * pool.floorNj[slot] / 1e6;
      hour.hostMj += time * pool.hostNj[slot] / 1e6;
      charge.hostMj += time * pool.hostNj[slot] / 1e6;
      if (slot / HOUR_SLOTS != lastHour) {
        lastHour = slot / HOUR_SLOTS;
        charge.pieces++;
        hour.pieces++;
      }
    }
  }

  private int firstSlot(Laid request) {
    return (int) Math.max(0, Math.floorDiv(request.startUs - dayStartUs, SLOT_US));
  }

  private int lastSlot(Laid request) {
    return (int) Math.min(SLOTS - 1, Math.floorDiv(request.endUs - 1 - dayStartUs, SLOT_US));
  }

  private long overlap(long fromUs, long toUs, int slot) {
    long start = dayStartUs + slot * SLOT_US;
    return Math.max(0, Math.min(toUs, start + SLOT_US) - Math.max(fromUs, start));
  }
}
