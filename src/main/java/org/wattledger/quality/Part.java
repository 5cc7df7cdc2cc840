package org.wattledger.quality;

/** What is summed of a book, as far as it has it. */
public enum Part {
  MEASURED,
  ACTIVE,
  SHARED_IDLE,
  PROVISIONED_IDLE,
  UNATTRIBUTED,
  ESTIMATED,
  HOST,
  /** What no other part accounts for, whether too much or too little. */
  RESIDUAL
}
