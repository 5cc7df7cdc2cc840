package org.wattledger.verify;

import java.util.HashMap;
import java.util.Map;

/**
 * Units in which results are published, by dimension. A unit per something that is counted, such as
 * Wh/request, has the dimension of its first part; GPU-h and GBh are time, since their other part
 * is counted.
 */
final class Units {

  private static final double LITRES_PER_CUBIC_METRE = 1_000;
  private static final double GRAMS_PER_POUND = 453.59237;

  private record Unit(String dimension, double factor) {}

  private static final Map<String, Unit> KNOWN = new HashMap<>();

  static {
    dimension("energy", "mJ", 1 / 3.6e6, "J", 1 / 3_600.0, "MJ", 1e6 / 3_600, "Wh", 1);
    dimension("energy", "kWh", 1e3, "MWh", 1e6, "GWh", 1e9, "TWh", 1e12);
    dimension("power", "W", 1, "kW", 1e3, "MW", 1e6);
    dimension("time", "us", 1 / 3.6e9, "ms", 1 / 3.6e6, "s", 1 / 3_600.0, "min", 1 / 60.0);
    dimension("time", "h", 1, "d", 24, "y", 8_760);
    dimension("time", "GPU-h", 1, "server-h", 1, "vCPU-h", 1, "GBh", 1, "TBh", 1);
    dimension("mass", "mg", 1e-3, "g", 1, "kg", 1e3, "t", 1e6, "Mt", 1e12);
    dimension("mass", "lb", GRAMS_PER_POUND);
    dimension("intensity", "g/kWh", 1, "kg/kWh", 1e3, "kg/MWh", 1, "t/kWh", 1e6);
    dimension("intensity", "lb/kWh", GRAMS_PER_POUND);
    dimension("volume", "mL", 1e-3, "L", 1, "m3", LITRES_PER_CUBIC_METRE, "million L", 1e6);
    dimension("water intensity", "L/kWh", 1);
    dimension("energy per volume of data", "kWh/GB", 1);
    dimension("rate of computation", "FLOP/s", 1);
    dimension("count", "", 1, "%", 0.01, "GB", 1, "tokens/kWh", 1);
    for (String counted :
        new String[] {
          "request",
          "requests",
          "token",
          "tokens",
          "query",
          "queries",
          "inferences",
          "day",
          "days",
          "chips",
          "GPUs",
          "servers",
          "vCPU",
          "samples",
          "kg/GB",
          "million tokens",
          "FLOP",
          "billion parameters",
          "1e15 FLOP",
          "x",
          "parameters",
          "billion",
          "unit",
          "prompt",
          "h-1"
        }) {
      dimension("count", counted, 1);
    }
  }

  private Units() {}

  /** The number that an amount has in another unit of its dimension. */
  static double convert(double value, String from, String to) {
    if (from.equals(to)) {
      return value;
    }
    Unit source = unit(from);
    Unit target = unit(to);
    if (!source.dimension().equals(target.dimension())) {
      throw new VerificationProblem(
          "%s is a unit of %s and %s one of %s; give the number in a unit of %s"
              .formatted(
                  named(from),
                  source.dimension(),
                  named(to),
                  target.dimension(),
                  target.dimension()));
    }
    return value * source.factor() / target.factor();
  }

  /** True if the unit can stand in the tables. */
  static boolean knows(String unit) {
    return KNOWN.containsKey(unit) || perCounted(unit) != null;
  }

  private static Unit unit(String name) {
    Unit unit = KNOWN.containsKey(name) ? KNOWN.get(name) : perCounted(name);
    if (unit == null) {
      throw new VerificationProblem(
          "The unit '%s' is not known; use one of %s"
              .formatted(name, KNOWN.keySet().stream().sorted().toList()));
    }
    return unit;
  }

  /** Of kg/day the unit kg. */
  private static Unit perCounted(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return null;
    }
    Unit counted = KNOWN.get(name.substring(slash + 1));
    boolean isPerCount =
        counted != null && (counted.dimension().equals("count") || name.endsWith("/h"));
    return isPerCount ? KNOWN.get(name.substring(0, slash)) : null;
  }

  private static String named(String unit) {
    return unit.isEmpty() ? "a bare number" : unit;
  }

  private static void dimension(String dimension, Object... namesAndFactors) {
    for (int i = 0; i < namesAndFactors.length; i += 2) {
      double factor = ((Number) namesAndFactors[i + 1]).doubleValue();
      KNOWN.put((String) namesAndFactors[i], new Unit(dimension, factor));
    }
  }
}
