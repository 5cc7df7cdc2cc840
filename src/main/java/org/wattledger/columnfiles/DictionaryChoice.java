package org.wattledger.columnfiles;

/**
 * Whether a column's values recur enough to be written as ids. That is tried anew in no later row
 * group: a column that gave up stays plain.
 */
final class DictionaryChoice {

  /** Distinct values of a row group at most: ids of 15 bits. */
  private static final int MOST = 1 << 15;

  private boolean isOpen = true;
  private boolean isUsed;

  boolean isOpen() {
    return isOpen;
  }

  /** How many distinct values may be known after a page: half of the first page's. */
  int most(int valuesOfPage) {
    return isUsed ? MOST : Math.min(MOST, (valuesOfPage + 1) / 2);
  }

  /** Notes whether the values of a page found room, and returns it. */
  boolean accept(boolean haveRoom) {
    isUsed |= haveRoom;
    isOpen = haveRoom;
    return haveRoom;
  }

  /** Ends a row group; true: some of its pages are ids. */
  boolean endChunk() {
    boolean wasUsed = isUsed;
    isUsed = false;
    return wasUsed;
  }
}
