package org.wattledger.pipeline;

import java.util.List;
import java.util.stream.Stream;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

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
      Stream.of(
              OutputTables.POOL_ID,
              OutputTables.DEVICE_MODEL,
              OutputTables.ENERGY_BASIS,
              OutputTables.HOST_ENERGY_BASIS,
              Measures.MEASURED_RATIO)
          .map(Field::name)
          .toList();

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
