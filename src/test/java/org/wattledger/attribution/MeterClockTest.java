package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From what intervals say of clocks to what is said of nodes and pools. */
class MeterClockTest {

  private static final Topology TOPOLOGY =
      new Topology(
          List.of(),
          List.of(
              new Topology.Pool("north", "u0", null, null),
              new Topology.Pool("south", "u1", null, null)),
          Map.of(),
          Map.of(),
          0);

  @Test
  void intervalsThatAgreeNameThePoolWithTheirMedian() {
    // 28, 30 and 31 s lie within 5 s of 30 s.
    assertThat(clocks(1, 31, 28, 30))
        .containsExactly(new MeterClock("south", "u1", false, 30_000, 3, 3));
  }

  @Test
  void oneIntervalMayBeACoincidence() {
    assertThat(clocks(0, 30)).isEmpty();
  }

  @Test
  void twoThirdsMustAgree() {
    assertThat(clocks(0, -60, 0, -60))
        .containsExactly(new MeterClock("north", "u0", false, -60_000, 2, 3));
    assertThat(clocks(0, -60, 0, -60, 40, -60)).isEmpty();
  }

  @Test
  void aPoolWhoseIntervalsMostlyFitIsNotNamed() {
    assertThat(clocks(0, 0, 0, 45, 0)).isEmpty();
  }

  @Test
  void aNodeAmongOthersIsNamedAloneAndItsPoolIsNot() {
    List<ClockVote> votes = new ArrayList<>();
    for (int interval = 0; interval < 3; interval++) {
      votes.add(vote(0, "n1", 0));
      votes.add(vote(0, "n2", 40));
      // The sum of both resembles neither.
      votes.add(vote(0, null, 20));
    }
    assertThat(MeterClock.of(TOPOLOGY, votes))
        .containsExactly(new MeterClock("north", "n2", true, 40_000, 3, 3));
  }

  @Test
  void aNodeHasOneClockForAllItsPools() {
    // One interval of each of two pools: two that agree.
    assertThat(MeterClock.of(TOPOLOGY, List.of(vote(0, "n1", 30), vote(1, "n1", 32))))
        .containsExactly(new MeterClock("north", "n1", true, 30_000, 2, 2));
  }

  @Test
  void aPoolIsNamedWhereNoneOfItsNodesTells() {
    List<ClockVote> votes =
        List.of(vote(1, null, 30), vote(1, null, 30), vote(1, "n1", 0), vote(1, "n1", 0));
    assertThat(MeterClock.of(TOPOLOGY, votes))
        .containsExactly(new MeterClock("south", "u1", false, 30_000, 2, 2));
  }

  private static ClockVote vote(int pool, String node, int seconds) {
    return new ClockVote(
        pool, node == null ? null : new NodeKey("north", node), seconds * 1_000_000L);
  }

  private static List<MeterClock> clocks(int pool, int... seconds) {
    List<ClockVote> votes = new ArrayList<>();
    for (int each : seconds) {
      votes.add(vote(pool, null, each));
    }
    return MeterClock.of(TOPOLOGY, votes);
  }
}
