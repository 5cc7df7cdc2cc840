package org.wattledger.staging;

/** Why a row was refused. A row with several faults gets the first in this order. */
public enum RejectReason {
  /** The record does not parse: cut JSON, a CSV line with another number of cells. */
  MALFORMED,
  /** A cell is there but is not what its column holds; an id whose bytes are no text. */
  WRONG_TYPE,
  /** NaN or infinite. */
  NON_FINITE,
  /** A required field is missing. */
  MISSING_FIELD,
  /** An amount below zero. */
  NEGATIVE,
  /** A share above one; a job from before 1970; a request of more than 30 days. */
  OUT_OF_RANGE,
  /** The end lies before the start. */
  END_BEFORE_START
}
