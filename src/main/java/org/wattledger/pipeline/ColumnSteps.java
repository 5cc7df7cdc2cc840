package org.wattledger.pipeline;

import java.util.List;

/** Which step of an explanation makes which column of a published row. */
final class ColumnSteps {

  static final String REQUEST = "request";
  static final String WORK = "work";
  static final String POOL = "pool";
  static final String METERS = "meters";
  static final String SLOTS = "slots";
  static final String SHARES = "shares";
  static final String FACTORS = "factors";
  static final String FOOTPRINT = "footprint";
  static final String ROWS = "rows";
  static final String VERSIONS = "versions";

  /** In the order in which numbers are made. */
  static final List<String> ORDER =
      List.of(REQUEST, WORK, METERS, POOL, SLOTS, SHARES, FACTORS, FOOTPRINT, ROWS, VERSIONS);

  private static final List<String> OF_POOL =
      List.of("pool_id", "device_model", "energy_basis", "host_energy_basis", "measured_ratio");

  private ColumnSteps() {}

  /** The step that makes a column. */
  static String of(String column) {
    if (column.endsWith("_version")) {
      return VERSIONS;
    }
    if (OF_POOL.contains(column)) {
      return POOL;
    }
    if (column.endsWith("_energy_mj")) {
      return SHARES;
    }
    boolean isFootprint =
        List.of("_wh", "_gco2e", "_water_l", "_withdrawal_l", "_cost", "_currency", "_input")
            .stream()
            .anyMatch(column::endsWith);
    return isFootprint ? FOOTPRINT : REQUEST;
  }
}
