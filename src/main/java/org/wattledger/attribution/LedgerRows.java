package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.physics.PoolHour;

/** The ledger of pools and hours as rows of {@code AttributedTables}. */
final class LedgerRows {

  private LedgerRows() {}

  /** Rows of {@code POOL_HOUR}. */
  static List<Row> poolHours(Topology topology, Map<Integer, PoolHourEntry> entries) {
    List<Row> rows = new ArrayList<>();
    for (PoolHourEntry entry : new TreeMap<>(entries).values()) {
      Topology.Pool pool = topology.pools().get(PoolPart.poolOf(entry.key()));
      rows.add(
          RowFactory.create(
              PoolPart.hourOf(entry.key()),
              pool.siteId(),
              pool.poolId(),
              pool.deviceModel(),
              entry.measuredMj(),
              entry.estimatedMj(),
              entry.presenceUs(),
              entry.isEmbodiedKnown() ? entry.busyEmbodiedNg() : null));
    }
    return rows;
  }

  /** Rows of {@code PROVISION}. */
  static List<Row> provisions(Topology topology, Map<Integer, PoolHourEntry> entries) {
    List<Row> rows = new ArrayList<>();
    for (PoolHourEntry entry : new TreeMap<>(entries).values()) {
      Topology.Pool pool = topology.pools().get(PoolPart.poolOf(entry.key()));
      entry
          .provisions()
          .forEach(
              (model, provision) ->
                  rows.add(
                      RowFactory.create(
                          PoolPart.hourOf(entry.key()),
                          pool.siteId(),
                          pool.poolId(),
                          pool.deviceModel(),
                          model == PoolHour.NO_OWNER ? null : topology.models().get(model),
                          provision.energyMj(),
                          entry.isEmbodiedKnown() ? provision.embodiedNg() : null)));
    }
    return rows;
  }
}
