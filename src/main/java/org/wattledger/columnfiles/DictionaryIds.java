package org.wattledger.columnfiles;

/**
 * The ids of a page: one run where all are the same, else packed into as many bits as they need.
 */
final class DictionaryIds {

  private static final int PACKED_RUN = 1;

  private DictionaryIds() {}

  /**
   * @param count of the ids, at least one
   * @param dictionarySize ids are smaller than this
   */
  static void write(int[] ids, int count, int dictionarySize, PageBytes into) {
    int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize - 1));
    into.addByte(width);
    if (isOneRun(ids, count)) {
      into.addVarint(count << 1);
      for (int bits = 0; bits < width; bits += Byte.SIZE) {
        into.addByte(ids[0] >>> bits);
      }
      return;
    }
    into.addVarint((count + 7) / 8 << 1 | PACKED_RUN);
    into.addPacked(ids, count, width);
  }

  private static boolean isOneRun(int[] ids, int count) {
    for (int i = 1; i < count; i++) {
      if (ids[i] != ids[0]) {
        return false;
      }
    }
    return true;
  }
}
