package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From what intervals say of a pool's clock to what is said of the pool. */
class PoolClockTest {

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
    assertThat(clocks(1, 31, 28, 30)).containsExactly(new PoolClock("south", "u1", 30_000, 3, 3));
  }

  @Test
  void oneIntervalMayBeACoincidence() {
    assertThat(clocks(0, 30)).isEmpty();
  }

  @Test
  void twoThirdsMustAgree() {
    assertThat(clocks(0, -60, 0, -60)).containsExactly(new PoolClock("north", "u0", -60_000, 2, 3));
    assertThat(clocks(0, -60, 0, -60, 40, -60)).isEmpty();
  }

  @Test
  void aPoolWhoseIntervalsMostlyFitIsNotNamed() {
    assertThat(clocks(0, 0, 0, 45, 0)).isEmpty();
  }

  private static List<PoolClock> clocks(int pool, int... seconds) {
    List<ClockVote> votes = new ArrayList<>();
    for (int each : seconds) {
      votes.add(new ClockVote(pool, each * 1_000_000L));
    }
    return PoolClock.of(TOPOLOGY, votes);
  }
}
