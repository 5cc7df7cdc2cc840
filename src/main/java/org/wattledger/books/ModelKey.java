package org.wattledger.books;

/** The parts of a key under which the ledger is summed by model, whoever used it. */
public final class ModelKey {

  public static final int INTERVAL = 0;
  public static final int MODEL = 1;
  public static final int SITE = 2;
  public static final int DEVICE_MODEL = 3;

  /** How many parts there are. */
  public static final int PARTS = 4;

  private ModelKey() {}
}
