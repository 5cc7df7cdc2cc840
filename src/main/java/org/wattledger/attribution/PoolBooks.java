package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
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
  private final PoolHourEntries entries;

  PoolBooks(DayNames names, Topology topology, PoolHourEntries entries) {
    this.names = names;
    this.topology = topology;
    this.entries = entries;
  }

  DayBooks books() {
    List<PoolHourBook> poolHours = new ArrayList<>();
    List<PoolUse> provisions = new ArrayList<>();
    List<PoolUse> training = new ArrayList<>();
    for (PoolHourEntry entry : entries) {
      Topology.Pool pool = topology.pools().get(PoolPart.poolOf(entry.key()));
      poolHours.add(poolHour(entry, pool));
      if (pool.isTraining()) {
        training.add(training(entry, pool));
      } else {
        entry.provisions().forEach(provision -> provisions.add(provision(entry, provision)));
      }
    }
    return new DayBooks(names, poolHours, provisions, training);
  }

  private static PoolHourBook poolHour(PoolHourEntry entry, Topology.Pool pool) {
    PoolHourEntry.Embodied embodied = entry.embodied();
    double energyMj = entry.measuredMj() + entry.hostMj();
    return new PoolHourBook(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        entry.measuredMj(),
        entry.estimatedMj(),
        entry.presenceUs(),
        new PoolHourBook.Embodied(
            embodied.isKnown() ? embodied.busyNg() : 0,
            embodied.isKnown(),
            embodied.lowRatio(),
            embodied.highRatio()),
        new PoolHourBook.Host(
            entry.hostMj(),
            entry.hostEstimatedMj(),
            entry.isHostUnknown(),
            entry.hostBasis() == null ? null : entry.hostBasis().name()),
        (long) (entry.meterDown() * energyMj),
        (long) (entry.meterUp() * energyMj),
        entry.hasDevice() || entry.presenceUs() > 0,
        pool.isTraining());
  }

  private static PoolUse provision(PoolHourEntry entry, PoolHourEntry.Provision provision) {
    return new PoolUse(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        provision.model() == PoolHour.NO_OWNER ? LedgerKey.NONE : provision.model(),
        LedgerKey.NONE,
        provision.energyMj(),
        provision.hostMj(),
        entry.embodied().isKnown() ? provision.embodiedNg() : null);
  }

  /** All that the meters of a job's devices recorded, idle or not. */
  private PoolUse training(PoolHourEntry entry, Topology.Pool pool) {
    // No request is ever in the pool of a job, so its devices' making is all among the idle.
    long embodiedNg =
        entry.provisions().stream().mapToLong(PoolHourEntry.Provision::embodiedNg).sum();
    return new PoolUse(
        PoolPart.intervalOf(entry.key()),
        PoolPart.poolOf(entry.key()),
        names.models().indexOf(pool.job().modelId()),
        names.teams().indexOf(pool.job().teamId()),
        entry.measuredMj(),
        entry.hostMj(),
        entry.embodied().isKnown() ? embodiedNg : null);
  }
}
