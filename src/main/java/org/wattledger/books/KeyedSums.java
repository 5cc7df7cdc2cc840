package org.wattledger.books;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Whole numbers added by key. A key is a few small numbers, a cell a few sums; both lie in flat
 * arrays, and a key finds its cell by open addressing. Adding is exact and order-free, so parts of
 * one whole may be added up in any order.
 */
public final class KeyedSums implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FEWEST = 16;

  private transient int parts;
  private transient int measures;
  private transient int size;
  private transient int[] keys;
  private transient long[] sums;

  /** Cell of a slot, from 1; 0: free. */
  private transient int[] cellOf;

  /**
   * @param parts numbers in a key
   * @param measures sums in a cell
   */
  public KeyedSums(int parts, int measures) {
    allocate(parts, measures, FEWEST);
  }

  /** How many keys there are. Their cells are numbered from 0 in the order of appearance. */
  public int size() {
    return size;
  }

  /** One number of a cell's key. */
  public int part(int cell, int part) {
    return keys[cell * parts + part];
  }

  public long sum(int cell, int measure) {
    return sums[cell * measures + measure];
  }

  /** Copies the sums of a cell. */
  public void read(int cell, long[] into) {
    System.arraycopy(sums, cell * measures, into, 0, measures);
  }

  /** The sum of a measure over all keys. */
  public long total(int measure) {
    long total = 0;
    for (int cell = 0; cell < size; cell++) {
      total = Math.addExact(total, sum(cell, measure));
    }
    return total;
  }

  /** The cell of a key; negative: it has none. Changes nothing, so threads may share the sums. */
  public int find(int... key) {
    return cellOf[slot(key, 0)] - 1;
  }

  /** The cell of a key; new ones begin with nothing. */
  public int cell(int... key) {
    int slot = slot(key, 0);
    if (cellOf[slot] != 0) {
      return cellOf[slot] - 1;
    }
    if ((size + 1) * parts > keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      sums = Arrays.copyOf(sums, 2 * sums.length);
    }
    System.arraycopy(key, 0, keys, size * parts, parts);
    cellOf[slot] = ++size;
    if (2 * size > cellOf.length) {
      index(2 * cellOf.length);
    }
    return size - 1;
  }

  public void add(int cell, int measure, long amount) {
    int at = cell * measures + measure;
    sums[at] = Math.addExact(sums[at], amount);
  }

  /** Adds a cell of sums of the same measures. */
  public void addAll(int cell, long[] amounts) {
    for (int measure = 0; measure < measures; measure++) {
      add(cell, measure, amounts[measure]);
    }
  }

  /** Adds other sums under the same kind of keys. */
  public void addAll(KeyedSums others) {
    int[] key = new int[parts];
    long[] amounts = new long[measures];
    for (int other = 0; other < others.size; other++) {
      System.arraycopy(others.keys, other * parts, key, 0, parts);
      others.read(other, amounts);
      addAll(cell(key), amounts);
    }
  }

  /**
   * Adds each cell to one of several sums.
   *
   * @param rekey changes a key in place before it is added
   * @param choice says for a changed key which of the sums it is added to
   */
  public void addTo(List<KeyedSums> sums, Consumer<int[]> rekey, ToIntFunction<int[]> choice) {
    int[] key = new int[parts];
    long[] amounts = new long[measures];
    for (int cell = 0; cell < size; cell++) {
      System.arraycopy(keys, cell * parts, key, 0, parts);
      read(cell, amounts);
      rekey.accept(key);
      KeyedSums chosen = sums.get(choice.applyAsInt(key));
      chosen.addAll(chosen.cell(key), amounts);
    }
  }

  /** The cells in an order of their numbers, like a comparator's; equal ones as they appeared. */
  public int[] sorted(IntBinaryOperator order) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(order::applyAsInt)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void allocate(int keyParts, int cellMeasures, int capacity) {
    parts = keyParts;
    measures = cellMeasures;
    keys = new int[capacity * parts];
    sums = new long[capacity * measures];
    cellOf = new int[Integer.highestOneBit(capacity) * 4];
  }

  private void index(int slots) {
    cellOf = new int[slots];
    for (int cell = 0; cell < size; cell++) {
      cellOf[slot(keys, cell * parts)] = cell + 1;
    }
  }

  /** The slot of the key that begins at an offset, or the free one where it belongs. */
  private int slot(int[] key, int from) {
    int mask = cellOf.length - 1;
    int slot = hash(key, from) & mask;
    while (cellOf[slot] != 0 && !isKey(cellOf[slot] - 1, key, from)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isKey(int cell, int[] key, int from) {
    return Arrays.equals(keys, cell * parts, (cell + 1) * parts, key, from, from + parts);
  }

  private int hash(int[] key, int from) {
    long mixed = 0;
    for (int i = 0; i < parts; i++) {
      mixed = (mixed + key[from + i]) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    return (int) (mixed >>> 32);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    PackedNumbers packed = new PackedNumbers();
    for (int i = 0; i < size * parts; i++) {
      packed.write(keys[i]);
    }
    for (int i = 0; i < size * measures; i++) {
      packed.write(sums[i]);
    }
    out.writeInt(parts);
    out.writeInt(measures);
    out.writeInt(size);
    packed.writeTo(out);
  }

  private void readObject(ObjectInputStream in) throws IOException {
    int keyParts = in.readInt();
    int cellMeasures = in.readInt();
    int cells = in.readInt();
    allocate(keyParts, cellMeasures, Math.max(FEWEST, cells));
    PackedNumbers packed = PackedNumbers.readFrom(in);
    for (int i = 0; i < cells * parts; i++) {
      keys[i] = (int) packed.read();
    }
    for (int i = 0; i < cells * measures; i++) {
      sums[i] = packed.read();
    }
    size = cells;
    index(cellOf.length);
  }
}
