package org.wattledger.columnfiles;

import java.util.Arrays;

/** Names by their numbers. One task may share it between columns of several files. */
public final class NameTable {

  private byte[][] names = new byte[16][];

  /** How each name begins, so that most are compared without a look at the name. */
  private long[] prefixes = new long[16];

  private int size;

  /** How many names there are. */
  public int size() {
    return size;
  }

  /** Adds a name, whose array must not change any more; the first has number 0. */
  public int add(byte[] utf8) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      prefixes = Arrays.copyOf(prefixes, 2 * size);
    }
    names[size] = utf8;
    prefixes[size] = PageBytes.prefix(utf8, 0, utf8.length);
    return size++;
  }

  byte[] name(int number) {
    return names[number];
  }

  /** The order of two names by their bytes. */
  int compare(int a, int b) {
    int byPrefix = Long.compareUnsigned(prefixes[a], prefixes[b]);
    return byPrefix != 0 ? byPrefix : Arrays.compareUnsigned(names[a], names[b]);
  }
}
