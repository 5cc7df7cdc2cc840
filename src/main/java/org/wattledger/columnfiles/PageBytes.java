package org.wattledger.columnfiles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bytes of one page before compression, little-endian as Parquet wants them. Reused. */
final class PageBytes {

  private byte[] bytes = new byte[1 << 16];
  private ByteBuffer view = viewOf(bytes);
  private int size;

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  int intAt(int offset) {
    return view.getInt(offset);
  }

  /** The first eight bytes of a part, zeros after its end; unsigned they sort as the bytes do. */
  long prefix(int start, int end) {
    if (end - start >= Long.BYTES) {
      return Long.reverseBytes(view.getLong(start));
    }
    return prefix(bytes, start, end);
  }

  /** The same of a part of any array. */
  static long prefix(byte[] bytes, int start, int end) {
    long prefix = 0;
    for (int i = 0; i < Math.min(end - start, Long.BYTES); i++) {
      prefix |= (bytes[start + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
    }
    return prefix;
  }

  int hash(int start, int end) {
    long hash = end - start;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mixed(hash, view.getLong(at));
    }
    hash = mixed(hash, prefix(at, end));
    return (int) (hash ^ hash >>> 32);
  }

  private static long mixed(long hash, long next) {
    return Long.rotateLeft((hash ^ next) * 0x9E3779B97F4A7C15L, 29);
  }

  void clear() {
    size = 0;
  }

  void addByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void addInt(int value) {
    reserve(Integer.BYTES);
    view.putInt(size, value);
    size += Integer.BYTES;
  }

  void addBytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** A text in plain encoding: length, bytes. */
  void addText(byte[] source, int offset, int length) {
    reserve(Math.addExact(length, Integer.BYTES));
    view.putInt(size, length);
    System.arraycopy(source, offset, bytes, size + Integer.BYTES, length);
    size += Integer.BYTES + length;
  }

  void addInts(int[] values, int count) {
    reserve(Math.multiplyExact(count, Integer.BYTES));
    view.position(size).asIntBuffer().put(values, 0, count);
    size += count * Integer.BYTES;
  }

  void addLongs(long[] values, int count) {
    reserve(Math.multiplyExact(count, Long.BYTES));
    view.position(size).asLongBuffer().put(values, 0, count);
    size += count * Long.BYTES;
  }

  void addDoubles(double[] values, int count) {
    reserve(Math.multiplyExact(count, Double.BYTES));
    view.position(size).asDoubleBuffer().put(values, 0, count);
    size += count * Double.BYTES;
  }

  /** An unsigned LEB128 number, 7 bits a byte. */
  void addVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      addByte(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    addByte(rest);
  }

  /**
   * Values of {@code width} bits each, the first in the lowest bits; padded to full groups of 8.
   */
  void addPacked(int[] values, int count, int width) {
    int end = size + (count + 7) / 8 * width;
    reserve(end - size + Long.BYTES);
    int at = size;
    long pending = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      pending |= (long) values[i] << bits;
      bits += width;
      if (bits >= Integer.SIZE) {
        view.putInt(at, (int) pending);
        at += Integer.BYTES;
        pending >>>= Integer.SIZE;
        bits -= Integer.SIZE;
      }
    }
    while (at < end) {
      bytes[at++] = (byte) pending;
      pending >>>= Byte.SIZE;
    }
    size = end;
  }

  /** One bit for each flag, the first in the lowest; padded to a full byte. */
  void addBits(boolean[] flags, int count) {
    int length = (count + 7) / 8;
    reserve(length);
    for (int at = 0; at < length; at++) {
      int first = at * Byte.SIZE;
      int last = Math.min(first + Byte.SIZE, count);
      int packed = 0;
      for (int i = first; i < last; i++) {
        packed |= flags[i] ? 1 << (i - first) : 0;
      }
      bytes[size + at] = (byte) packed;
    }
    size += length;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
      view = viewOf(bytes);
    }
  }

  private static ByteBuffer viewOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
