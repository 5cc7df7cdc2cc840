package org.wattledger.attribution;

import java.util.Arrays;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.physics.TokenClass;

/**
 * What the requests of one task consumed, summed by interval, pool, model, team, operation and
 * token class. Sums are whole numbers in flat arrays, in the order of {@code
 * AttributedTables.CONSUMED}; the keys are the task's own numbers.
 */
final class Consumption {

  static final int REQUESTS = 0;
  static final int FAILED = 1;
  static final int PROMPT = 2;
  static final int CACHED = 3;
  static final int OUTPUT = 4;
  static final int ACTIVE_MJ = 5;
  static final int IDLE_MJ = 6;
  static final int HOST_MJ = 7;
  static final int PRESENCE_US = 8;
  static final int WHOLE_REQUESTS = 9;
  static final int WHOLE_ACTIVE_MJ = 10;
  static final int WHOLE_IDLE_MJ = 11;
  static final int WHOLE_HOST_MJ = 12;
  static final int WHOLE_OUTPUT = 13;
  static final int UNMETERED = 14;
  static final int PIECES = 15;
  static final int MEASURES = 16;

  private long[] placeKeys = new long[256];
  private long[] whoKeys = new long[256];
  private int[] cellOf = new int[256];
  private int size;
  private long[] cells = new long[64 * MEASURES];

  /** Where the sums of a key begin in {@link #add}. */
  int cell(int pool, int interval, int model, int team, int operation, TokenClass tokenClass) {
    long place = ((long) pool << 32) | ((long) interval << 8) | tokenClass.ordinal();
    // -1 stands for an absent name; one is added so that numbers stay apart when packed.
    long who = ((long) model << 42) | ((long) (team + 1) << 16) | (operation + 1);
    int mask = cellOf.length - 1;
    int slot = hash(place, who) & mask;
    while (cellOf[slot] != 0) {
      if (placeKeys[slot] == place && whoKeys[slot] == who) {
        return (cellOf[slot] - 1) * MEASURES;
      }
      slot = (slot + 1) & mask;
    }
    placeKeys[slot] = place;
    whoKeys[slot] = who;
    cellOf[slot] = ++size;
    if (size * MEASURES > cells.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
    if (2 * size > cellOf.length) {
      grow();
    }
    return (size - 1) * MEASURES;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  void add(int cell, int measure, long amount) {
    cells[cell + measure] += amount;
  }

  /**
   * The sums under {@link LedgerKey}; teams and operations are numbered from 1, 0 is an absent
   * name.
   */
  KeyedSums sums() {
    KeyedSums sums = new KeyedSums(LedgerKey.PARTS, MEASURES);
    int[] key = new int[LedgerKey.PARTS];
    long[] amounts = new long[MEASURES];
    for (int slot = 0; slot < cellOf.length; slot++) {
      if (cellOf[slot] == 0) {
        continue;
      }
      key[LedgerKey.INTERVAL] = (int) (placeKeys[slot] >>> 8 & 0xFFFFFF);
      key[LedgerKey.POOL] = (int) (placeKeys[slot] >>> 32);
      key[LedgerKey.MODEL] = (int) (whoKeys[slot] >>> 42);
      key[LedgerKey.TEAM] = (int) (whoKeys[slot] >>> 16 & 0x3FFFFFF);
      key[LedgerKey.OPERATION] = (int) (whoKeys[slot] & 0xFFFF);
      key[LedgerKey.TOKEN_CLASS] = (int) (placeKeys[slot] & 0xFF);
      System.arraycopy(cells, (cellOf[slot] - 1) * MEASURES, amounts, 0, MEASURES);
      sums.addAll(sums.cell(key), amounts);
    }
    return sums;
  }

  private void grow() {
    long[] oldPlaces = placeKeys;
    long[] oldWho = whoKeys;
    int[] oldCells = cellOf;
    placeKeys = new long[2 * oldPlaces.length];
    whoKeys = new long[placeKeys.length];
    cellOf = new int[placeKeys.length];
    int mask = cellOf.length - 1;
    for (int i = 0; i < oldCells.length; i++) {
      if (oldCells[i] == 0) {
        continue;
      }
      int slot = hash(oldPlaces[i], oldWho[i]) & mask;
      while (cellOf[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      placeKeys[slot] = oldPlaces[i];
      whoKeys[slot] = oldWho[i];
      cellOf[slot] = oldCells[i];
    }
  }

  private static int hash(long place, long who) {
    long mixed = (place * 0x9E3779B97F4A7C15L + who) * 0xBF58476D1CE4E5B9L;
    return (int) (mixed >>> 32);
  }
}
