package org.wattledger.sources;

import static org.apache.spark.unsafe.Platform.BYTE_ARRAY_OFFSET;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts and the number of each, found by their bytes. A text that is found costs two accesses to
 * memory, its slot and its bytes, and one that is not found costs one: tens of thousands of texts,
 * asked for in no order, are in no cache.
 */
final class KnownTexts {

  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where the texts begin: 0 is no place, but a free slot. */
  private static final int FIRST = Integer.BYTES;

  private static final int HEADER = 2 * Integer.BYTES;

  /** By hash: the hash above the text's place, or 0. */
  private long[] slots = new long[64];

  /** Number, length and bytes of each text. */
  private byte[] texts = new byte[64 * HEADER];

  private int used = FIRST;
  private int size;

  /** Of the texts that are asked for together. */
  private int[] hashes = new int[0];

  private long[] entries = new long[0];

  /** Place of the text that came last; texts of a log often come one after the other. */
  private int last;

  int size() {
    return size;
  }

  /** Bytes of the texts, and of what is kept beside each. */
  int bytes() {
    return used;
  }

  /** The number of a text, or {@link #UNKNOWN}. */
  int number(byte[] bytes, int start, int length) {
    if (last == 0 || !stands(last, bytes, start, length)) {
      int place = (int) slots[slot(bytes, start, length, hash(bytes, start, length))];
      if (place == 0) {
        return UNKNOWN;
      }
      last = place;
    }
    return intAt(last);
  }

  /**
   * Numbers of many texts, {@link #UNKNOWN} where they are not known. What does not depend on
   * another's place in memory is asked for in one loop: the accesses overlap.
   *
   * @param asked on the heap; null: none
   */
  void numbers(UTF8String[] asked, int count, int[] numbers) {
    if (hashes.length < count) {
      hashes = new int[count];
      entries = new long[count];
    }
    for (int i = 0; i < count; i++) {
      UTF8String text = asked[i];
      hashes[i] =
          text == null ? 0 : hash((byte[]) text.getBaseObject(), start(text), text.numBytes());
    }
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      entries[i] = slots[hashes[i] & mask];
    }
    for (int i = 0; i < count; i++) {
      // Also where it is another text's: its bytes are beside it.
      numbers[i] = intAt((int) entries[i]);
    }
    for (int i = 0; i < count; i++) {
      UTF8String text = asked[i];
      if (text != null && !isEntryOf(entries[i], hashes[i], text)) {
        numbers[i] =
            entries[i] == 0
                ? UNKNOWN
                : number((byte[]) text.getBaseObject(), start(text), text.numBytes());
      }
    }
  }

  /** Where a text that is on the heap begins in its array. */
  static int start(UTF8String text) {
    return (int) (text.getBaseOffset() - BYTE_ARRAY_OFFSET);
  }

  private boolean isEntryOf(long entry, int hash, UTF8String text) {
    return entry != 0
        && (int) (entry >>> Integer.SIZE) == hash
        && stands((int) entry, (byte[]) text.getBaseObject(), start(text), text.numBytes());
  }

  /** Makes a text known that is not. */
  void add(byte[] text, int number) {
    if (2 * ++size > slots.length) {
      grow();
    }
    int end = Math.addExact(used, HEADER + text.length);
    if (end > texts.length) {
      texts = Arrays.copyOf(texts, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * used)));
    }
    INTS.set(texts, used, number);
    INTS.set(texts, used + Integer.BYTES, text.length);
    System.arraycopy(text, 0, texts, used + HEADER, text.length);
    int hash = hash(text, 0, text.length);
    slots[slot(text, 0, text.length, hash)] = (long) hash << Integer.SIZE | used;
    last = used;
    used = end;
  }

  private static int hash(byte[] bytes, int start, int length) {
    long hash = XXH64.hashUnsafeBytes(bytes, BYTE_ARRAY_OFFSET + (long) start, length, 0);
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  /** Where the text stands, or would. */
  private int slot(byte[] bytes, int start, int length, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0
        && !((int) (slots[slot] >>> Integer.SIZE) == hash
            && stands((int) slots[slot], bytes, start, length))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean stands(int place, byte[] bytes, int start, int length) {
    return intAt(place + Integer.BYTES) == length
        && ByteRanges.areSame(texts, place + HEADER, bytes, start, length);
  }

  private int intAt(int place) {
    return (int) INTS.get(texts, place);
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    int mask = slots.length - 1;
    for (long entry : old) {
      if (entry != 0) {
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
      }
    }
  }
}
