package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattledger.books.DayBooks;
import org.wattledger.books.DayNames;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.PoolHourBook;
import org.wattledger.books.PoolUse;
import org.wattledger.physics.PoolHour;

/** What is known of pools and intervals once they are settled, as the books of the day. */
final class PoolBooks {

  private final DayNames names;
  private final Topology topology;
  private final Map<Integer, PoolHourEntry> entries;

  PoolBooks(DayNames names, Topology topology, Map<Integer, PoolHourEntry> entries) {
    this.names = names;
    this.topology = topology;
    this.entries = new TreeMap<>(entries);
  }

  DayBooks books() {
    List<PoolHourBook> poolHours = new ArrayList<>();
    List<PoolUse> provisions = new ArrayList<>();
    List<PoolUse> training = new ArrayList<>();
    for (PoolHourEntry entry : entries.values()) {
      Topology.Pool pool = topology.pools().get(PoolPart.poolOf(entry.key()));
      poolHours.add(poolHour(entry, pool));
      if (pool.isTraining()) {
        training.add(training(entry, pool));
      } else {
        entry
            .provisions()
            .forEach((model, provision) -> provisions.add(provision(entry, model, provision)));
      }
    }
    return new DayBooks(names, poolHours, provisions, training);
  }

  private static PoolHourBook poolHour(PoolHourEntry entry, Topology.Pool pool) {
    PoolMeters.Totals meters = entry.meters();
    double energyMj = meters.measuredMj() + meters.hostMj();
    return new PoolHourBook(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        meters.measuredMj(),
        meters.estimatedMj(),
        entry.presenceUs(),
        new PoolHourBook.Embodied(
            meters.isEmbodiedKnown() ? entry.busyEmbodiedNg() : 0,
            meters.isEmbodiedKnown(),
            meters.embodiedLowRatio(),
            meters.embodiedHighRatio()),
        new PoolHourBook.Host(
            meters.hostMj(),
            meters.hostEstimatedMj(),
            meters.isHostUnknown(),
            meters.hostBasis() == null ? null : meters.hostBasis().name()),
        (long) (entry.meterDown() * energyMj),
        (long) (entry.meterUp() * energyMj),
        meters.hasDevice() || entry.presenceUs() > 0,
        pool.isTraining());
  }

  private static PoolUse provision(PoolHourEntry entry, int model, PoolHour.Provision provision) {
    return new PoolUse(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        model == PoolHour.NO_OWNER ? LedgerKey.NONE : model,
        LedgerKey.NONE,
        provision.energyMj(),
        provision.hostMj(),
        entry.meters().isEmbodiedKnown() ? provision.embodiedNg() : null);
  }

  /** All that the meters of a job's devices recorded, idle or not. */
  private PoolUse training(PoolHourEntry entry, Topology.Pool pool) {
    PoolMeters.Totals meters = entry.meters();
    // No request is ever in the pool of a job, so its devices' making is all among the idle.
    long embodiedNg =
        entry.provisions().values().stream().mapToLong(PoolHour.Provision::embodiedNg).sum();
    return new PoolUse(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        names.models().indexOf(pool.job().modelId()),
        names.teams().indexOf(pool.job().teamId()),
        meters.measuredMj(),
        meters.hostMj(),
        meters.isEmbodiedKnown() ? embodiedNg : null);
  }
}
