package org.wattledger.books;

/** What the ledger has of a pool and interval, mJ; the sums under keys of interval and pool. */
public enum PoolSum {
  ACTIVE,
  SHARED_IDLE,
  PROVISIONED_IDLE,
  UNATTRIBUTED,
  ESTIMATED,
  /** Of the host: what requests and training used. */
  HOST_USED,
  HOST_PROVISIONED,
  HOST_UNATTRIBUTED,
  HOST_ESTIMATED;

  /** How many sums there are. */
  public static final int COUNT = values().length;
}
