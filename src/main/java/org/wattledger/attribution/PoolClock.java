package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pool whose meters and requests tell different times, as most of the intervals agree that tell
 * anything. No number of the day depends on it.
 *
 * @param shiftMs by which the meters' clock is ahead of the requests'; negative: behind
 * @param agreeing intervals of the day that say so
 * @param telling intervals that say anything
 */
public record PoolClock(String siteId, String poolId, long shiftMs, int agreeing, int telling) {

  private static final long US_PER_MS = 1_000;

  /** One interval may be a coincidence. */
  private static final int FEWEST = 2;

  private static final double LEAST_AGREEING = 2.0 / 3;

  /** Estimates of one clock lie no further from their median. */
  private static final long SPREAD_US = 5_000_000;

  /** By number of the pool. */
  static List<PoolClock> of(Topology topology, List<ClockVote> votes) {
    Map<Integer, List<Long>> byPool = new TreeMap<>();
    votes.forEach(
        vote -> byPool.computeIfAbsent(vote.pool(), pool -> new ArrayList<>()).add(vote.shiftUs()));
    List<PoolClock> clocks = new ArrayList<>();
    byPool.forEach(
        (pool, shifts) -> {
          long medianUs = median(shifts);
          List<Long> agreeing =
              shifts.stream().filter(us -> Math.abs(us - medianUs) <= SPREAD_US).toList();
          if (medianUs != 0
              && agreeing.size() >= FEWEST
              && agreeing.size() >= LEAST_AGREEING * shifts.size()) {
            Topology.Pool named = topology.pools().get(pool);
            clocks.add(
                new PoolClock(
                    named.siteId(),
                    named.poolId(),
                    Math.round((double) median(agreeing) / US_PER_MS),
                    agreeing.size(),
                    shifts.size()));
          }
        });
    return clocks;
  }

  /** The lower one of two in the middle. */
  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }
}
