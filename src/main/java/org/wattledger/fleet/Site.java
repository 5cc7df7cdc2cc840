package org.wattledger.fleet;

import java.io.Serializable;
import java.util.List;

/**
 * A data-centre site, invented: its grid zone, its PUE and the local time by which its traffic
 * rises and falls.
 */
record Site(String siteId, String zone, double pue, int hoursFromUtc) implements Serializable {

  private static final List<Site> KNOWN =
      List.of(
          new Site("eu-north-1a", "SE", 1.12, 1),
          new Site("us-east-2b", "US-MIDA-PJM", 1.25, -5),
          new Site("ap-south-1a", "IN-WE", 1.45, 5),
          new Site("us-west-2c", "US-CAL-CISO", 1.2, -8),
          new Site("eu-west-1b", "IE", 1.18, 0),
          new Site("sa-east-1a", "BR", 1.4, -3));

  /** The {@code index}-th site of a fleet; beyond the known ones numbered names. */
  static Site at(int index) {
    return index < KNOWN.size()
        ? KNOWN.get(index)
        : new Site("site-%02d".formatted(index), "DE", 1.3, index % 24 - 11);
  }

  /** The known site of that name, or an invented one. */
  static Site named(String siteId) {
    return KNOWN.stream()
        .filter(site -> site.siteId.equals(siteId))
        .findFirst()
        .orElseGet(() -> new Site(siteId, "DE", 1.3, 0));
  }
}
