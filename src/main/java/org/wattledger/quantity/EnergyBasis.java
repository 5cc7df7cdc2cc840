package org.wattledger.quantity;

/** How an amount of energy is known, from the strongest to the weakest. */
public enum EnergyBasis {
  /** Difference of a cumulative energy counter. */
  COUNTER,
  /** Integral of power samples. */
  POWER,
  /** Modelled from utilisation and the hardware table; in the ledger, shown as estimated. */
  UTILIZATION,
  /** No telemetry: modelled from tokens, never in the ledger. */
  TOKENS;

  public EnergyBasis weaker(EnergyBasis other) {
    return ordinal() >= other.ordinal() ? this : other;
  }
}
