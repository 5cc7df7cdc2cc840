package org.wattledger.books;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Whole numbers in as many bytes as they need, the sign in the lowest bit: most are small. */
final class PackedNumbers {

  private static final int MOST_BYTES = 10;

  private byte[] bytes;
  private int at;

  PackedNumbers() {
    this(new byte[1 << 10]);
  }

  private PackedNumbers(byte[] bytes) {
    this.bytes = bytes;
  }

  void write(long number) {
    if (at + MOST_BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    long rest = number << 1 ^ number >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  long read() {
    long packed = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      packed |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return packed >>> 1 ^ -(packed & 1);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(at);
    out.write(bytes, 0, at);
  }

  static PackedNumbers readFrom(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new PackedNumbers(bytes);
  }
}
