package org.wattledger.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a report is about.
 *
 * @param zone of its days where the tables are hourly; what is kept by day stays UTC
 * @param missingDays UTC days of the range that are not published
 * @param isShared whether names of small teams, files and checked things are left out
 * @param leastUsers distinct users that a team of a shared report has at least
 * @param foldedTeams how many teams have fewer
 * @param madeAt when the page was made
 * @param madeBy version of the program
 * @param methodVersions of the published days
 * @param referenceVersions of the published days, each all tables with their versions
 */
public record ReportScope(
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    int publishedDays,
    List<LocalDate> missingDays,
    boolean isShared,
    long leastUsers,
    int foldedTeams,
    Instant madeAt,
    String madeBy,
    List<String> methodVersions,
    List<String> referenceVersions) {

  public ReportScope {
    missingDays = List.copyOf(missingDays);
    methodVersions = List.copyOf(methodVersions);
    referenceVersions = List.copyOf(referenceVersions);
  }

  public boolean isUtc() {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  /** The range in words. */
  String range() {
    return from.equals(to) ? from.toString() : from + " to " + to;
  }
}
