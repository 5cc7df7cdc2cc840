package org.wattledger.verify;

import java.util.Map;
import java.util.TreeMap;

/** All named methods that a row may be computed by. */
final class Registry {

  private static final Map<String, Calculation> METHODS = new TreeMap<>();

  static {
    METHODS.putAll(EnergyCalculations.ALL);
    METHODS.putAll(EmissionCalculations.ALL);
    METHODS.putAll(WaterCalculations.ALL);
    METHODS.putAll(PeerCalculations.ALL);
    METHODS.putAll(EcoLogitsCalculations.ALL);
    METHODS.putAll(MistakenCalculations.ALL);
  }

  private Registry() {}

  static Calculation method(String name) {
    Calculation method = METHODS.get(name);
    if (method == null) {
      throw new VerificationProblem(
          "method '%s' is not known; write one of %s".formatted(name, METHODS.keySet()));
    }
    return method;
  }

  static Map<String, Calculation> all() {
    return Map.copyOf(METHODS);
  }
}
