package org.wattledger.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.session.SideBySide;

/** What a page takes from the published tables, read side by side: none waits for another. */
final class ReportParts {

  private final Map<String, ReportTable> tables = new ConcurrentHashMap<>();
  private ReportModels models;
  private ReportTeams teams;
  private ReportMeters meters;
  private ReportHours hours;
  private ReportQueries queries;
  private Map<String, Long> users = Map.of();
  private double unknownEmissionsMj;

  private ReportParts() {}

  /**
   * Reads all of them.
   *
   * @param isShared also counts the users of teams, and leaves subjects of checks out
   */
  static ReportParts read(ReportRows rows, ReportRange range, boolean isShared) {
    ReportParts parts = new ReportParts();
    // The largest first: the small ones fill what time is left.
    SideBySide.run(
        List.of(
            () -> parts.teams = ReportTeams.of(rows.daily(OutputTables.TEAM_DAILY)),
            () -> parts.queries = ReportQueries.of(rows.daily(OutputTables.QUERY_DAILY)),
            () ->
                parts.meters =
                    ReportMeters.of(
                        rows.hourly(OutputTables.ENERGY_BALANCE),
                        rows.hourly(OutputTables.DEVICE_HOURLY)),
            () -> parts.hours = ReportHours.of(rows.hourly(OutputTables.MODEL_HOURLY), range),
            () ->
                parts.models =
                    ReportModels.of(
                        range.isUtc()
                            ? rows.daily(OutputTables.MODEL_DAILY)
                            : rows.hourly(OutputTables.MODEL_HOURLY)),
            () -> parts.readUsers(rows, isShared),
            () -> parts.add(ReportStudies.scenarios(rows.daily(OutputTables.SCENARIO_DAILY))),
            () -> parts.add(ReportStudies.lifetimes(rows.lastDay(OutputTables.MODEL_LIFETIME))),
            () -> parts.add(ReportQuality.rejects(rows.daily(OutputTables.REJECTED))),
            () -> parts.add(ReportQuality.restatements(rows.daily(OutputTables.RESTATEMENT))),
            () -> parts.readQuality(rows, isShared)));
    return parts;
  }

  private void readUsers(ReportRows rows, boolean isShared) {
    if (isShared) {
      users = ReportTeams.users(rows.daily(OutputTables.REQUEST_FOOTPRINT));
    }
  }

  private void readQuality(ReportRows rows, boolean isShared) {
    add(ReportQuality.checks(rows.daily(OutputTables.DATA_QUALITY)));
    add(ReportQuality.findings(rows.daily(OutputTables.DATA_QUALITY), isShared));
    unknownEmissionsMj =
        ReportQuality.unknownMj(
            rows.daily(OutputTables.DATA_QUALITY), Measures.LOCATION_EMISSIONS_GCO2E.name());
  }

  private void add(ReportTable table) {
    tables.put(table.id(), table);
  }

  ReportModels models() {
    return models;
  }

  ReportTeams teams() {
    return teams;
  }

  ReportMeters meters() {
    return meters;
  }

  ReportHours hours() {
    return hours;
  }

  ReportQueries queries() {
    return queries;
  }

  /** Distinct users by team; empty unless the page is shared. */
  Map<String, Long> users() {
    return users;
  }

  /** Energy without a location-based factor, mJ. */
  double unknownEmissionsMj() {
    return unknownEmissionsMj;
  }

  /**
   * Tables that need nothing else: scenarios, lifetimes, checks, findings, rejects, restatements.
   */
  Map<String, ReportTable> tables() {
    return Map.copyOf(tables);
  }
}
