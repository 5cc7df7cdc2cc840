package org.wattledger.quality;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a book, or of some of its files, summed by site; mJ. */
public final class BookSums implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Part[] PARTS = Part.values();

  private final TreeMap<String, long[]> bySite = new TreeMap<>();
  private String lastSite;
  private long[] last;

  /**
   * Adds a row.
   *
   * @param mj by {@link Part}
   * @throws ArithmeticException if a sum does not fit in 64 bits
   */
  public void add(String site, long[] mj) {
    // Rows of a site mostly follow each other, as one text.
    if (last == null || site != lastSite) {
      last = bySite.computeIfAbsent(site, unused -> new long[PARTS.length]);
      lastSite = site;
    }
    for (int i = 0; i < PARTS.length; i++) {
      last[i] = Math.addExact(last[i], mj[i]);
    }
  }

  public void addAll(BookSums others) {
    others.bySite.forEach(this::add);
  }

  Map<String, Long> of(Part part) {
    Map<String, Long> sums = new TreeMap<>();
    bySite.forEach((site, mj) -> sums.put(site, mj[part.ordinal()]));
    return sums;
  }

  /** Of a row that must balance: what the parts leave over, or have too much. */
  public static long residualMj(long[] mj) {
    long parts =
        Math.addExact(
            Math.addExact(mj[Part.ACTIVE.ordinal()], mj[Part.SHARED_IDLE.ordinal()]),
            Math.addExact(mj[Part.PROVISIONED_IDLE.ordinal()], mj[Part.UNATTRIBUTED.ordinal()]));
    return Math.abs(Math.subtractExact(mj[Part.MEASURED.ordinal()], parts));
  }
}
