package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A node, or a pool as a whole, whose meters and requests tell different times, as most of the
 * intervals agree that tell anything. A node counts with all its pools: it has one clock. No number
 * of the day depends on it.
 *
 * @param name of the node or pool
 * @param isNode false: of the pool's nodes none differs alone, or nobody names them
 * @param shiftMs by which the meters' clock is ahead of the requests'; negative: behind
 * @param agreeing intervals of the day that say so
 * @param telling intervals that say anything
 */
public record MeterClock(
    String siteId, String name, boolean isNode, long shiftMs, int agreeing, int telling) {

  private static final long US_PER_MS = 1_000;

  /** One interval may be a coincidence. */
  private static final int FEWEST = 2;

  private static final double LEAST_AGREEING = 2.0 / 3;

  /** Estimates of one clock lie no further from their median. */
  private static final long SPREAD_US = 5_000_000;

  /** Nodes before pools; a pool of which a node is named says nothing of its own. */
  static List<MeterClock> of(Topology topology, List<ClockVote> votes) {
    Map<NodeKey, List<ClockVote>> byNode = new LinkedHashMap<>();
    Map<Integer, List<ClockVote>> byPool = new LinkedHashMap<>();
    for (ClockVote vote : votes) {
      if (vote.node() == null) {
        byPool.computeIfAbsent(vote.pool(), pool -> new ArrayList<>()).add(vote);
      } else {
        byNode.computeIfAbsent(vote.node(), node -> new ArrayList<>()).add(vote);
      }
    }
    List<MeterClock> clocks = new ArrayList<>();
    Set<Integer> told = new HashSet<>();
    byNode.forEach(
        (node, ofNode) -> {
          MeterClock clock = of(node.siteId(), node.nodeId(), true, ofNode);
          if (clock != null) {
            clocks.add(clock);
            ofNode.forEach(vote -> told.add(vote.pool()));
          }
        });
    byPool.forEach(
        (number, ofPool) -> {
          Topology.Pool pool = topology.pools().get(number);
          if (!told.contains(number)) {
            clocks.add(of(pool.siteId(), pool.poolId(), false, ofPool));
          }
        });
    clocks.removeIf(Objects::isNull);
    return clocks;
  }

  /** Null: the clock is right, or the intervals do not agree. */
  private static MeterClock of(String siteId, String name, boolean isNode, List<ClockVote> votes) {
    List<Long> shifts = votes.stream().map(ClockVote::shiftUs).toList();
    long medianUs = median(shifts);
    List<Long> agreeing =
        shifts.stream().filter(us -> Math.abs(us - medianUs) <= SPREAD_US).toList();
    return medianUs == 0
            || agreeing.size() < FEWEST
            || agreeing.size() < LEAST_AGREEING * shifts.size()
        ? null
        : new MeterClock(
            siteId,
            name,
            isNode,
            Math.round((double) median(agreeing) / US_PER_MS),
            agreeing.size(),
            shifts.size());
  }

  /** The lower one of two in the middle. */
  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }
}
