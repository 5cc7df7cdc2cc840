package org.wattledger.report;

/** Metered energy of a site that went one way: as which part of the ledger, to whom. */
public record Flow(String site, Part part, String consumer, long energyMj) {

  /** Parts of the ledger; training is a part of its active energy. */
  public enum Part {
    ACTIVE,
    TRAINING,
    SHARED_IDLE,
    PROVISIONED_IDLE,
    UNATTRIBUTED
  }
}
