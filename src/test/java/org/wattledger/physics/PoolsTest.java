package org.wattledger.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.wattledger.physics.Pools.Unit;

class PoolsTest {

  private final Pools pools = new Pools();

  @Test
  void aUnitThatNothingLinksIsItsOwnPool() {
    pools.add(at("east", "u1"));

    assertThat(pools.poolOf(at("east", "u1"))).isEqualTo(at("east", "u1"));
  }

  @Test
  void linksReachAcrossAChainAndThePoolIsNamedForItsSmallestUnit() {
    pools.link(at("east", "u3"), at("east", "u2"));
    pools.link(at("east", "u4"), at("east", "u3"));
    pools.link(at("east", "u1"), at("east", "u4"));
    pools.add(at("east", "u5"));

    for (String unit : List.of("u1", "u2", "u3", "u4")) {
      assertThat(pools.poolOf(at("east", unit))).isEqualTo(at("east", "u1"));
    }
    assertThat(pools.poolOf(at("east", "u5"))).isEqualTo(at("east", "u5"));
  }

  @Test
  void unitsOfOneNameAtTwoSitesStayApart() {
    pools.add(at("east", "u1"));
    pools.add(at("west", "u1"));

    assertThat(pools.poolOf(at("west", "u1"))).isEqualTo(at("west", "u1"));
    assertThatThrownBy(() -> pools.link(at("east", "u1"), at("west", "u1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two sites");
  }

  @Test
  void addingAUnitOnceMoreKeepsItsLinks() {
    pools.link(at("east", "u1"), at("east", "u2"));
    pools.add(at("east", "u2"));

    assertThat(pools.poolOf(at("east", "u2"))).isEqualTo(at("east", "u1"));
  }

  @Test
  void anUnknownUnitIsNamed() {
    assertThatThrownBy(() -> pools.poolOf(at("east", "u9"))).hasMessageContaining("u9");
  }

  @Property(tries = 500)
  void theOrderAndDirectionOfLinksDoNotMatter(
      @ForAll @Size(max = 15) List<@Size(2) List<@IntRange(max = 11) Integer>> links,
      @ForAll long seed) {
    List<List<Integer>> shuffled = new ArrayList<>(links);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.replaceAll(link -> List.of(link.get(1), link.get(0)));

    assertThat(byUnit(shuffled)).isEqualTo(byUnit(links)).isEqualTo(naive(links));
  }

  private static Map<Unit, Unit> byUnit(List<List<Integer>> links) {
    Pools linked = new Pools();
    for (int unit = 0; unit < 12; unit++) {
      linked.add(numbered(unit));
    }
    links.forEach(link -> linked.link(numbered(link.get(0)), numbered(link.get(1))));
    return linked.byUnit();
  }

  /** Passes the smallest number on along the links until nothing changes. */
  private static Map<Unit, Unit> naive(List<List<Integer>> links) {
    int[] smallest = new int[12];
    for (int unit = 0; unit < 12; unit++) {
      smallest[unit] = unit;
    }
    for (int round = 0; round < 12; round++) {
      for (List<Integer> link : links) {
        int least = Math.min(smallest[link.get(0)], smallest[link.get(1)]);
        smallest[link.get(0)] = least;
        smallest[link.get(1)] = least;
      }
    }
    Map<Unit, Unit> pools = new TreeMap<>();
    for (int unit = 0; unit < 12; unit++) {
      pools.put(numbered(unit), numbered(smallest[unit]));
    }
    return pools;
  }

  private static Unit numbered(int unit) {
    return at("east", "u%02d".formatted(unit));
  }

  private static Unit at(String site, String unit) {
    return new Unit(site, unit);
  }
}
