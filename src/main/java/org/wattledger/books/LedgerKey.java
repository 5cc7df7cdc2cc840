package org.wattledger.books;

/**
 * The parts of a key under which the ledger of a day is kept, each a number of {@link DayNames}.
 * What requests consumed is kept under the same keys.
 */
public final class LedgerKey {

  public static final int INTERVAL = 0;
  public static final int POOL = 1;
  public static final int MODEL = 2;
  public static final int TEAM = 3;
  public static final int OPERATION = 4;

  /** Ordinal of the class; by team: that of the unknown class. */
  public static final int TOKEN_CLASS = 5;

  /** How many parts there are. */
  public static final int PARTS = 6;

  /** Number of a name that is absent or does not matter. */
  public static final int NONE = -1;

  private LedgerKey() {}
}
