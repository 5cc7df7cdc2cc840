package org.wattledger.attribution;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The entries of a day, found by pool and interval. All of them go to the driver and from there to
 * every task, and a fleet of 10,000 pools has 240,000: they are kept as bytes, some 150 each, and
 * become objects one at a time.
 */
final class PoolHourEntries implements Iterable<PoolHourEntry>, Serializable {

  private static final long serialVersionUID = 1L;

  private final List<Block> blocks;

  /** In rising order; the entry of a key begins at the same place of the other two. */
  private final int[] keys;

  private final int[] block;
  private final int[] offset;

  /** The entries of one task, in any order. */
  static final class Block implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] keys;
    private final int[] offsets;
    private final byte[] bytes;

    private Block(int[] keys, int[] offsets, byte[] bytes) {
      this.keys = keys;
      this.offsets = offsets;
      this.bytes = bytes;
    }
  }

  /** Takes the entries of one task, one after the other. */
  static final class Writer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final IntStream.Builder keys = IntStream.builder();
    private final IntStream.Builder offsets = IntStream.builder();

    void add(PoolHourEntry entry) throws IOException {
      keys.add(entry.key());
      offsets.add(bytes.size());
      entry.writeTo(out);
    }

    Block block() {
      return new Block(keys.build().toArray(), offsets.build().toArray(), bytes.toByteArray());
    }
  }

  /**
   * @param blocks no two of them have an entry of the same pool and interval
   */
  PoolHourEntries(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
    int size = blocks.stream().mapToInt(part -> part.keys.length).sum();
    // Sorted by key: the upper half is the key, the lower a running number.
    long[] order = new long[size];
    int[] blockOf = new int[size];
    int[] offsetOf = new int[size];
    int next = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block part = blocks.get(i);
      for (int j = 0; j < part.keys.length; j++) {
        order[next] = (long) part.keys[j] << 32 | next;
        blockOf[next] = i;
        offsetOf[next++] = part.offsets[j];
      }
    }
    Arrays.sort(order);
    keys = Arrays.stream(order).mapToInt(at -> (int) (at >>> 32)).toArray();
    block = Arrays.stream(order).mapToInt(at -> blockOf[(int) at]).toArray();
    offset = Arrays.stream(order).mapToInt(at -> offsetOf[(int) at]).toArray();
  }

  /** Null: neither a meter nor a request was there. */
  PoolHourEntry get(int key) {
    int found = Arrays.binarySearch(keys, key);
    return found < 0 ? null : at(found);
  }

  /** By pool, then by interval. */
  @Override
  public Iterator<PoolHourEntry> iterator() {
    return IntStream.range(0, keys.length).mapToObj(this::at).iterator();
  }

  private PoolHourEntry at(int place) {
    byte[] bytes = blocks.get(block[place]).bytes;
    try {
      return PoolHourEntry.readFrom(
          new DataInputStream(
              new ByteArrayInputStream(bytes, offset[place], bytes.length - offset[place])));
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot be read", e);
    }
  }
}
