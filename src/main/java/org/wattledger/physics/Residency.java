package org.wattledger.physics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which slots of a day requests of which model were present on which unit of a pool. From it
 * follows who owns idle energy where no placement and no label says so (methodology:
 * AttributionCurve, provisioned idle).
 *
 * <p>It begins as the list of what it was told, and becomes one bit for each slot once that takes
 * less room.
 */
public final class Residency implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Stands for every unit of the pool: requests that name none. */
  public static final int ANY_UNIT = -1;

  /** A presence: unit, model, first slot, last slot. */
  private static final int NUMBERS = 4;

  private static final int FEWEST = 8;

  /** A bit for each slot of the day takes the room of this many slots for one presence. */
  private static final int SLOTS_OF_A_PRESENCE = 8 * Integer.BYTES * NUMBERS;

  private final int slotsPerDay;

  /** What was told, one presence after the other; null once it is laid out. */
  private int[] told = new int[FEWEST * NUMBERS];

  private int used;

  /** By unit and model a bit for each slot; null while what was told takes less room. */
  private Map<Integer, Map<Integer, long[]>> laidOut;

  public Residency(SlotGrid grid) {
    this.slotsPerDay = grid.slotsPerDay();
  }

  /** Marks slots, counted from midnight, both inclusive. */
  public void add(int unit, int model, int firstSlot, int lastSlot) {
    if (laidOut != null) {
      mark(laidOut, unit, model, firstSlot, lastSlot);
      return;
    }
    if (used == told.length) {
      told = Arrays.copyOf(told, 2 * used);
    }
    told[used] = unit;
    told[used + 1] = model;
    told[used + 2] = firstSlot;
    told[used + 3] = lastSlot;
    used += NUMBERS;
    if (used / NUMBERS > slotsPerDay / SLOTS_OF_A_PRESENCE) {
      laidOut = byUnitAndModel();
      told = null;
      used = 0;
    }
  }

  /** Adds what another task saw of the same pool. */
  public Residency merge(Residency other) {
    if (other.laidOut == null) {
      for (int i = 0; i < other.used; i += NUMBERS) {
        add(other.told[i], other.told[i + 1], other.told[i + 2], other.told[i + 3]);
      }
      return this;
    }
    laidOut = byUnitAndModel();
    told = null;
    used = 0;
    other.laidOut.forEach(
        (unit, models) ->
            models.forEach(
                (model, theirs) ->
                    laidOut
                        .computeIfAbsent(unit, key -> new HashMap<>())
                        .merge(model, theirs.clone(), Residency::or)));
    return this;
  }

  /** The owners of each unit's slots; the entry {@link #ANY_UNIT} serves units without one. */
  public Map<Integer, Owners> owners() {
    Map<Integer, Owners> owners = new TreeMap<>();
    Map<Integer, Map<Integer, long[]>> slotsByUnitAndModel = byUnitAndModel();
    Map<Integer, long[]> everywhere = slotsByUnitAndModel.getOrDefault(ANY_UNIT, Map.of());
    owners.put(ANY_UNIT, Owners.of(everywhere));
    slotsByUnitAndModel.forEach(
        (unit, models) -> {
          Map<Integer, long[]> all = new HashMap<>(models);
          everywhere.forEach((model, bits) -> all.merge(model, bits.clone(), Residency::or));
          owners.put(unit, Owners.of(all));
        });
    return owners;
  }

  /** What was told, as bits; changes nothing. */
  private Map<Integer, Map<Integer, long[]>> byUnitAndModel() {
    if (laidOut != null) {
      return laidOut;
    }
    Map<Integer, Map<Integer, long[]>> slots = new HashMap<>();
    for (int i = 0; i < used; i += NUMBERS) {
      mark(slots, told[i], told[i + 1], told[i + 2], told[i + 3]);
    }
    return slots;
  }

  private void mark(
      Map<Integer, Map<Integer, long[]>> slots, int unit, int model, int firstSlot, int lastSlot) {
    long[] bits =
        slots
            .computeIfAbsent(unit, key -> new HashMap<>())
            .computeIfAbsent(model, key -> new long[(slotsPerDay + 63) / 64]);
    int firstWord = firstSlot >> 6;
    int lastWord = lastSlot >> 6;
    if (firstWord == lastWord) {
      bits[firstWord] |= Occupancy.bits(firstSlot & 63, lastSlot & 63);
      return;
    }
    bits[firstWord] |= Occupancy.bits(firstSlot & 63, 63);
    Arrays.fill(bits, firstWord + 1, lastWord, Occupancy.FULL);
    bits[lastWord] |= Occupancy.bits(0, lastSlot & 63);
  }

  private static long[] or(long[] left, long[] right) {
    long[] both = left.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] |= right[i];
    }
    return both;
  }

  /** The models last present up to a slot, else the next ones. */
  public static final class Owners implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int[] NOBODY = {};

    private final int[] changeSlot;
    private final int[][] models;

    private Owners(int[] changeSlot, int[][] models) {
      this.changeSlot = changeSlot;
      this.models = models;
    }

    static Owners of(Map<Integer, long[]> slotsByModel) {
      List<Integer> sorted = slotsByModel.keySet().stream().sorted().toList();
      long[][] bits = sorted.stream().map(slotsByModel::get).toArray(long[][]::new);
      int[] changes = new int[16];
      int[][] held = new int[16][];
      int size = 0;
      for (int slot = nextPresent(bits, 0); slot >= 0; slot = nextPresent(bits, slot + 1)) {
        int[] present = presentIn(sorted, bits, slot);
        if (size > 0 && Arrays.equals(held[size - 1], present)) {
          continue;
        }
        if (size == changes.length) {
          changes = Arrays.copyOf(changes, 2 * size);
          held = Arrays.copyOf(held, 2 * size);
        }
        changes[size] = slot;
        held[size++] = present;
      }
      return new Owners(Arrays.copyOf(changes, size), Arrays.copyOf(held, size));
    }

    /** Models that own a slot counted from midnight, in equal parts; empty: nobody known. */
    public int[] of(int slot) {
      if (changeSlot.length == 0) {
        return NOBODY;
      }
      int at = Arrays.binarySearch(changeSlot, slot);
      return models[Math.max(at >= 0 ? at : -at - 2, 0)];
    }

    private static int nextPresent(long[][] bitsByModel, int from) {
      int words = bitsByModel.length == 0 ? 0 : bitsByModel[0].length;
      long mask = Occupancy.FULL << (from & 63);
      for (int word = from >> 6; word < words; word++) {
        long any = 0;
        for (long[] bits : bitsByModel) {
          any |= bits[word];
        }
        any &= mask;
        if (any != 0) {
          return (word << 6) + Long.numberOfTrailingZeros(any);
        }
        mask = Occupancy.FULL;
      }
      return -1;
    }

    private static int[] presentIn(List<Integer> models, long[][] bitsByModel, int slot) {
      int[] present = new int[models.size()];
      int count = 0;
      for (int i = 0; i < bitsByModel.length; i++) {
        if ((bitsByModel[i][slot >> 6] >>> (slot & 63) & 1) != 0) {
          present[count++] = models.get(i);
        }
      }
      return Arrays.copyOf(present, count);
    }
  }
}
