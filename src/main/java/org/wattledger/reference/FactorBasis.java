package org.wattledger.reference;

/** What a grid factor covers. Upstream emissions may only be added to a direct one. */
public enum FactorBasis {
  /** Combustion in the power station. */
  DIRECT,
  /** Also fuel supply, building and dismantling. */
  LIFECYCLE
}
