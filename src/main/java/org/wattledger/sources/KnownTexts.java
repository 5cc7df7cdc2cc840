package org.wattledger.sources;

import static org.apache.spark.unsafe.Platform.BYTE_ARRAY_OFFSET;

import org.apache.spark.sql.catalyst.expressions.XXH64;

/** Texts and the number of each, found by their bytes. */
final class KnownTexts {

  static final int UNKNOWN = Integer.MIN_VALUE;

  private byte[][] keys = new byte[64][];

  /** Beside the keys, so that a text is compared with hardly any but itself. */
  private int[] hashes = new int[64];

  private int[] numbers = new int[64];
  private int size;

  /** Slot of the text that came last; texts of a log often come one after the other. */
  private int last;

  int size() {
    return size;
  }

  /** The number of a text, or {@link #UNKNOWN}. */
  int number(byte[] bytes, int start, int length) {
    byte[] key = keys[last];
    if (key != null && isSame(key, bytes, start, length)) {
      return numbers[last];
    }
    int slot = slot(bytes, start, length, hash(bytes, start, length));
    if (keys[slot] == null) {
      return UNKNOWN;
    }
    last = slot;
    return numbers[slot];
  }

  /** Makes a text known that is not; the array must not change any more. */
  void add(byte[] text, int number) {
    if (2 * ++size > keys.length) {
      grow();
    }
    put(text, hash(text, 0, text.length), number);
  }

  private void put(byte[] text, int hash, int number) {
    int slot = slot(text, 0, text.length, hash);
    keys[slot] = text;
    hashes[slot] = hash;
    numbers[slot] = number;
    last = slot;
  }

  private static int hash(byte[] bytes, int start, int length) {
    long hash = XXH64.hashUnsafeBytes(bytes, BYTE_ARRAY_OFFSET + (long) start, length, 0);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  /** Where the text stands, or would. */
  private int slot(byte[] bytes, int start, int length, int hash) {
    int mask = keys.length - 1;
    int slot = hash & mask;
    while (keys[slot] != null
        && !(hashes[slot] == hash && isSame(keys[slot], bytes, start, length))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static boolean isSame(byte[] key, byte[] bytes, int start, int length) {
    return key.length == length && ByteRanges.standsAt(key, bytes, start);
  }

  private void grow() {
    byte[][] oldKeys = keys;
    int[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    keys = new byte[2 * oldKeys.length][];
    hashes = new int[keys.length];
    numbers = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        put(oldKeys[i], oldHashes[i], oldNumbers[i]);
      }
    }
  }
}
