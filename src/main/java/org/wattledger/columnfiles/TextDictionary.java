package org.wattledger.columnfiles;

import java.util.Arrays;

/** The distinct texts of a row group in the order of appearance, while they are few. */
final class TextDictionary {

  private static final int MOST_BYTES = 1 << 20;

  /** In plain encoding: length, bytes. */
  private final PageBytes texts = new PageBytes();

  /** Where the text of an id begins. */
  private int[] starts = new int[64];

  /** How the text of an id begins, so that most are compared where they stand together. */
  private long[] prefixes = new long[64];

  private int size;
  private final PageBytes asked = new PageBytes();

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
   * @return false: there are more, and the ids are of no use
   */
  boolean ids(PageBytes from, int count, int most, int[] into) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = at + Integer.BYTES + from.intAt(at);
      into[i] = id(from, at, end);
      if (size > most || texts.size() > MOST_BYTES) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** The id of one text, known or not. */
  int id(byte[] text) {
    asked.clear();
    asked.addText(text, 0, text.length);
    return id(asked, 0, asked.size());
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

  private int id(PageBytes from, int start, int end) {
    int mask = slots.length - 1;
    int slot = from.hash(start, end) & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (Arrays.equals(from.array(), start, end, texts.array(), starts[id], endOf(id))) {
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

  private int endOf(int id) {
    return starts[id] + Integer.BYTES + texts.intAt(starts[id]);
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
