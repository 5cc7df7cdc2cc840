package org.wattledger.physics;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connected components over the serving units of one day (methodology: Pools). A request falls in
 * exactly one pool, a device too; energy is shared inside a pool and never across.
 */
public final class Pools {

  /** A serving unit: a replica at a site. */
  public record Unit(String siteId, String unitId) implements Comparable<Unit> {

    @Override
    public int compareTo(Unit other) {
      int bySite = siteId.compareTo(other.siteId);
      return bySite != 0 ? bySite : unitId.compareTo(other.unitId);
    }
  }

  private final Map<Unit, Unit> parent = new HashMap<>();

  /** Makes a unit known, in a pool of its own until something links it. */
  public void add(Unit unit) {
    parent.putIfAbsent(unit, unit);
  }

  /** Puts two units of one site, and all they are linked with, into one pool. */
  public void link(Unit left, Unit right) {
    if (!left.siteId().equals(right.siteId())) {
      throw new IllegalArgumentException(
          "Units of two sites cannot share a meter: " + left + " and " + right);
    }
    add(left);
    add(right);
    Unit a = root(left);
    Unit b = root(right);
    if (a.equals(b)) {
      return;
    }
    // The smallest member is the root, so the name of a pool does not depend on the order of links.
    if (a.compareTo(b) < 0) {
      parent.put(b, a);
    } else {
      parent.put(a, b);
    }
  }

  /** The smallest member of a unit's pool: the pool's identity. */
  public Unit poolOf(Unit unit) {
    if (!parent.containsKey(unit)) {
      throw new IllegalArgumentException(
          "Unknown unit " + unit + "; add it before asking for its pool");
    }
    return root(unit);
  }

  /** Every unit with its pool, in order. */
  public Map<Unit, Unit> byUnit() {
    Map<Unit, Unit> pools = new TreeMap<>();
    parent.keySet().forEach(unit -> pools.put(unit, root(unit)));
    return pools;
  }

  private Unit root(Unit unit) {
    Unit root = unit;
    while (!parent.get(root).equals(root)) {
      root = parent.get(root);
    }
    Unit step = unit;
    while (!step.equals(root)) {
      Unit next = parent.get(step);
      parent.put(step, root);
      step = next;
    }
    return root;
  }
}
