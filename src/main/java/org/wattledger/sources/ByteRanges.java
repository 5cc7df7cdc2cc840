package org.wattledger.sources;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Short parts of arrays, compared eight bytes at a time where the JDK's way would call a stub. */
final class ByteRanges {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteRanges() {}

  /** Whether all of an array stands at a place of another, which must hold that many more bytes. */
  static boolean standsAt(byte[] whole, byte[] in, int at) {
    return areSame(whole, 0, in, at, whole.length);
  }

  /** Whether two arrays, which must hold that many bytes more from there, go on alike. */
  static boolean areSame(byte[] a, int fromA, byte[] b, int fromB, int length) {
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        if (a[fromA + i] != b[fromB + i]) {
          return false;
        }
      }
      return true;
    }
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) LONGS.get(a, fromA + i) != (long) LONGS.get(b, fromB + i)) {
        return false;
      }
    }
    return (long) LONGS.get(a, fromA + last) == (long) LONGS.get(b, fromB + last);
  }
}
