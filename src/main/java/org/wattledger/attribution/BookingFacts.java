package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wattledger.physics.SiteFactors;
import org.wattledger.schema.OutputTables;

/**
 * What the second pass must know beside the topology.
 *
 * @param entries ledger and curves by pool and interval
 * @param siteOfPool number of a pool's site in {@code factors}
 * @param canonicalTeams team by its names in logs, where they differ
 */
record BookingFacts(
    PoolHourEntries entries,
    int[] siteOfPool,
    SiteFactors factors,
    Map<String, String> canonicalTeams)
    implements Serializable {

  private static final Set<String> SUCCESSES =
      Set.of(
          "ok",
          "success",
          "succeeded",
          "successful",
          "complete",
          "completed",
          "finished",
          "stop",
          "length",
          "true");

  String team(String name) {
    return name == null ? OutputTables.NONE : canonicalTeams.getOrDefault(name, name);
  }

  static String operation(String name) {
    return name == null ? OutputTables.NONE : name;
  }

  /** An absent status is no failure; a number is an HTTP status. */
  static boolean isFailure(String status) {
    if (status == null || SUCCESSES.contains(status.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return !status.matches("2\\d\\d");
  }
}
