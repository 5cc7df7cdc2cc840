package org.wattledger.books;

/** The parts of a key under which requests are counted by what they cost. */
public final class BinKey {

  public static final int MODEL = 0;
  public static final int OPERATION = 1;
  public static final int TOKEN_CLASS = 2;

  /** Ordinal of {@link QueryCost}. */
  public static final int COST = 3;

  /** Bin of the logarithmic histogram. */
  public static final int BIN = 4;

  /** How many parts there are. */
  public static final int PARTS = 5;

  private BinKey() {}
}
