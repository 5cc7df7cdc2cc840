package org.wattledger.books;

import java.io.Serializable;

/**
 * What requests consumed, whole numbers under the keys of {@link LedgerKey}: all of it, or a part
 * that has everything of the models, teams, operations and token classes that occur in it.
 *
 * @param byTeam whatever the size of the requests
 * @param byClass the same requests by token class, whatever the team
 * @param histograms counts by {@link BinKey}
 */
public record Consumed(KeyedSums byTeam, KeyedSums byClass, KeyedSums histograms)
    implements Serializable {

  /** Adds another part under the same names. */
  public void add(Consumed other) {
    byTeam.addAll(other.byTeam);
    byClass.addAll(other.byClass);
    histograms.addAll(other.histograms);
  }

  /** Nothing consumed yet; {@code measures}: sums in a cell of consumption. */
  public static Consumed nothing(int measures) {
    return new Consumed(
        new KeyedSums(LedgerKey.PARTS, measures),
        new KeyedSums(LedgerKey.PARTS, measures),
        new KeyedSums(BinKey.PARTS, 1));
  }
}
