package org.wattledger.books;

import java.io.Serializable;

/**
 * What is known of a ledger without its single keys. Their number grows with models, sites and
 * pools, not with teams.
 *
 * @param byModel all sums of the ledger under {@link ModelKey}
 * @param byPool {@link PoolSum} under interval and pool
 * @param bySite energy of rows that used any, mJ, under site and interval: what a factor is needed
 *     for
 * @param without energy of rows of which something is not known, {@link Unknown}
 */
public record LedgerTotals(KeyedSums byModel, KeyedSums byPool, KeyedSums bySite, long[] without)
    implements Serializable {

  /** Of which energy a pool does not know something, mJ. */
  public enum Unknown {
    /** Host energy of a device. */
    HOST,
    /** Embodied emissions of a device. */
    EMBODIED
  }

  /** {@code measures}: sums in a row of the ledger. */
  public static LedgerTotals ofNothing(int measures) {
    return new LedgerTotals(
        new KeyedSums(ModelKey.PARTS, measures),
        new KeyedSums(2, PoolSum.COUNT),
        new KeyedSums(2, 1),
        new long[Unknown.values().length]);
  }

  public long without(Unknown unknown) {
    return without[unknown.ordinal()];
  }

  /** Adds those of another ledger under the same names; returns itself. */
  public LedgerTotals add(LedgerTotals other) {
    byModel.addAll(other.byModel);
    byPool.addAll(other.byPool);
    bySite.addAll(other.bySite);
    for (int i = 0; i < without.length; i++) {
      without[i] = Math.addExact(without[i], other.without[i]);
    }
    return this;
  }
}
