package org.wattledger.columnfiles;

import java.util.Arrays;

/** The distinct whole numbers of a row group in the order of appearance, while they are few. */
final class LongDictionary {

  private long[] values = new long[64];
  private int size;

  /** By hash: the id of a value plus one, 0 where there is none. */
  private int[] slots = new int[256];

  int size() {
    return size;
  }

  /** Values by id; the first {@link #size} count. */
  long[] values() {
    return values;
  }

  /**
   * Replaces values by their ids.
   *
   * @param most distinct values to allow
   * @return false: there are more, and the ids are of no use
   */
  boolean ids(long[] from, int count, int most, int[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = id(from[i]);
      if (size > most) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }

  private int id(long value) {
    int mask = slots.length - 1;
    int slot = hash(value) & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (values[id] == value) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    slots[slot] = size;
    if (4 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[4 * slots.length];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hash(values[id]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id + 1;
    }
  }

  private static int hash(long value) {
    return (int) ((value * 0x9E3779B97F4A7C15L) >>> 32);
  }
}
