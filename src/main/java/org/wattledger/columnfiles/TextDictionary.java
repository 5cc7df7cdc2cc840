package org.wattledger.columnfiles;

import java.util.Arrays;

/** The distinct texts of a row group in the order of appearance, while they are few. */
final class TextDictionary {

  private static final int TOGETHER = 512;
  private static final int UNKNOWN = -1;

  /** In plain encoding: length, bytes. */
  private final PageBytes texts = new PageBytes();

  /** Where the text of an id begins. */
  private int[] starts = new int[64];

  /** How the text of an id begins, so that most are compared where they stand together. */
  private long[] prefixes = new long[64];

  private int size;

  /** Of the texts that are looked for together: where they begin, their hashes, their guesses. */
  private final int[] asked = new int[TOGETHER];

  private final int[] hashes = new int[TOGETHER];
  private final int[] places = new int[TOGETHER];

  /** By hash: the id of a text plus one, 0 where there is none. */
  private int[] slots = new int[256];

  int size() {
    return size;
  }

  /** All texts in plain encoding. */
  PageBytes texts() {
    return texts;
  }

  /**
   * Replaces texts by their ids.
   *
   * @param from in plain encoding
   * @param most distinct texts to allow
   * @param mostBytes the same in plain encoding
   * @return false: there are more, and the ids are of no use
   */
  boolean ids(PageBytes from, int count, int most, int mostBytes, int[] into) {
    int at = 0;
    for (int first = 0; first < count; first += TOGETHER) {
      int last = Math.min(count, first + TOGETHER);
      at = look(from, at, first, last, into);
      for (int i = first; i < last; i++) {
        int start = asked[i - first];
        int end = endOf(from, start);
        if (into[i] < 0 || !isText(into[i], from, start, end)) {
          into[i] = id(from, start, end, hashes[i - first]);
        }
        if (size > most || texts.size() > mostBytes) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Guesses ids of some texts: what stands in the first slot of each, or nothing. Each loop waits
   * for memory that is far from all caches, for many texts at once.
   *
   * @param at where the first text begins
   * @return where the next one does
   */
  private int look(PageBytes from, int at, int first, int last, int[] into) {
    int mask = slots.length - 1;
    int next = at;
    for (int i = first; i < last; i++) {
      asked[i - first] = next;
      int end = endOf(from, next);
      hashes[i - first] = from.hash(next, end);
      next = end;
    }
    for (int i = first; i < last; i++) {
      into[i] = slots[hashes[i - first] & mask] - 1;
    }
    for (int i = first; i < last; i++) {
      places[i - first] = starts[Math.max(0, into[i])];
    }
    for (int i = first; i < last; i++) {
      boolean mayBe =
          into[i] >= 0 && texts.intAt(places[i - first]) == from.intAt(asked[i - first]);
      into[i] = mayBe ? into[i] : UNKNOWN;
    }
    return next;
  }

  /** Least and greatest text of those whose id is marked, at least one. */
  byte[][] extremes(boolean[] isMarked) {
    int min = -1;
    int max = -1;
    for (int id = 0; id < size; id++) {
      if (isMarked[id]) {
        min = min < 0 || compare(id, min) < 0 ? id : min;
        max = max < 0 || compare(id, max) > 0 ? id : max;
      }
    }
    return new byte[][] {text(min), text(max)};
  }

  private int compare(int a, int b) {
    int byPrefix = Long.compareUnsigned(prefixes[a], prefixes[b]);
    return byPrefix != 0
        ? byPrefix
        : Arrays.compareUnsigned(
            texts.array(), textOf(a), endOf(a), texts.array(), textOf(b), endOf(b));
  }

  private byte[] text(int id) {
    return Arrays.copyOfRange(texts.array(), textOf(id), endOf(id));
  }

  private int textOf(int id) {
    return starts[id] + Integer.BYTES;
  }

  void clear() {
    texts.clear();
    size = 0;
    Arrays.fill(slots, 0);
  }

  private int id(PageBytes from, int start, int end, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (isText(id, from, start, end)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      prefixes = Arrays.copyOf(prefixes, 2 * size);
    }
    prefixes[size] = from.prefix(start + Integer.BYTES, end);
    starts[size++] = texts.size();
    texts.addBytes(from.array(), start, end - start);
    slots[slot] = size;
    if (4 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private boolean isText(int id, PageBytes from, int start, int end) {
    return Arrays.equals(from.array(), start, end, texts.array(), starts[id], endOf(id));
  }

  private int endOf(int id) {
    return endOf(texts, starts[id]);
  }

  private static int endOf(PageBytes texts, int start) {
    return start + Integer.BYTES + texts.intAt(start);
  }

  private void grow() {
    slots = new int[4 * slots.length];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = texts.hash(starts[id], endOf(id)) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id + 1;
    }
  }
}
