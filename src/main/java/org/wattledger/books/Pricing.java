package org.wattledger.books;

import java.io.Serializable;

/** What follows from the energy of a site and interval. */
public interface Pricing extends Serializable {

  /**
   * @param sums of the ledger, in its order
   * @param into receives the amounts in their order; NaN where a factor is missing
   */
  void price(long[] sums, int site, int interval, double[] into);

  /** Currency of a site's costs; null: unknown. */
  String currency(int site);
}
