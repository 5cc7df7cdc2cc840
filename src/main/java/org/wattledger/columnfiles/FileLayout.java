package org.wattledger.columnfiles;

import java.io.Serializable;

/**
 * How large the parts of a file become. A part ends with the first batch or value that reaches a
 * limit.
 *
 * @param pageRows rows of a page at most
 * @param pageBytes bytes of the texts of a page, before compression
 * @param groupRows rows of a row group
 * @param groupBytes compressed bytes of a row group: what a writer keeps in memory beside one open
 *     page for each column
 */
public record FileLayout(int pageRows, int pageBytes, long groupRows, long groupBytes)
    implements Serializable {

  /** Pages of 20,000 rows or 1 MB; row groups of a million rows or 64 MB. */
  public static final FileLayout STANDARD = new FileLayout(20_000, 1 << 20, 1_000_000, 64L << 20);

  public FileLayout {
    if (pageRows < 1 || pageBytes < 1 || groupRows < 1 || groupBytes < 1) {
      throw new IllegalArgumentException("Pages and row groups need room for at least one row");
    }
  }
}
