package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.SlotGrid;

/** The ledger of pools and intervals as rows of {@code AttributedTables}. */
final class LedgerRows {

  private final SlotGrid grid;
  private final Topology topology;
  private final Map<Integer, PoolHourEntry> entries;

  LedgerRows(SlotGrid grid, Topology topology, Map<Integer, PoolHourEntry> entries) {
    this.grid = grid;
    this.topology = topology;
    this.entries = new TreeMap<>(entries);
  }

  /** Rows of {@code POOL_HOUR}. */
  List<Row> poolHours() {
    List<Row> rows = new ArrayList<>();
    for (PoolHourEntry entry : entries.values()) {
      int interval = PoolPart.intervalOf(entry.key());
      Topology.Pool pool = poolOf(entry);
      PoolMeters.Totals meters = entry.meters();
      double energyMj = meters.measuredMj() + meters.hostMj();
      rows.add(
          RowFactory.create(
              interval,
              grid.hourOfInterval(interval),
              pool.siteId(),
              pool.poolId(),
              pool.deviceModel(),
              meters.measuredMj(),
              meters.estimatedMj(),
              entry.presenceUs(),
              meters.isEmbodiedKnown() ? entry.busyEmbodiedNg() : null,
              meters.embodiedLowRatio(),
              meters.embodiedHighRatio(),
              meters.hostMj(),
              meters.hostEstimatedMj(),
              meters.isHostUnknown() ? 1L : 0L,
              meters.hostBasis() == null ? null : meters.hostBasis().name(),
              (long) (entry.meterDown() * energyMj),
              (long) (entry.meterUp() * energyMj),
              meters.hasDevice() || entry.presenceUs() > 0,
              pool.isTraining()));
    }
    return rows;
  }

  /** Rows of {@code PROVISION}. */
  List<Row> provisions() {
    List<Row> rows = new ArrayList<>();
    for (PoolHourEntry entry : entries.values()) {
      if (!poolOf(entry).isTraining()) {
        entry
            .provisions()
            .forEach((model, provision) -> rows.add(provision(entry, model, provision)));
      }
    }
    return rows;
  }

  /** Rows of {@code TRAINING}: all that the meters of a job's devices recorded, idle or not. */
  List<Row> training() {
    List<Row> rows = new ArrayList<>();
    for (PoolHourEntry entry : entries.values()) {
      Topology.Pool pool = poolOf(entry);
      if (!pool.isTraining()) {
        continue;
      }
      int interval = PoolPart.intervalOf(entry.key());
      PoolMeters.Totals meters = entry.meters();
      // No request is ever in the pool of a job, so its devices' making is all among the idle.
      long embodiedNg =
          entry.provisions().values().stream().mapToLong(PoolHour.Provision::embodiedNg).sum();
      rows.add(
          RowFactory.create(
              interval,
              grid.hourOfInterval(interval),
              pool.siteId(),
              pool.poolId(),
              pool.deviceModel(),
              pool.job().modelId(),
              pool.job().teamId(),
              meters.measuredMj(),
              meters.hostMj(),
              meters.isEmbodiedKnown() ? embodiedNg : null));
    }
    return rows;
  }

  private Topology.Pool poolOf(PoolHourEntry entry) {
    return topology.pools().get(PoolPart.poolOf(entry.key()));
  }

  private Row provision(PoolHourEntry entry, int model, PoolHour.Provision provision) {
    int interval = PoolPart.intervalOf(entry.key());
    Topology.Pool pool = poolOf(entry);
    return RowFactory.create(
        interval,
        grid.hourOfInterval(interval),
        pool.siteId(),
        pool.poolId(),
        pool.deviceModel(),
        model == PoolHour.NO_OWNER ? null : topology.models().get(model),
        provision.energyMj(),
        provision.hostMj(),
        entry.meters().isEmbodiedKnown() ? provision.embodiedNg() : null);
  }
}
