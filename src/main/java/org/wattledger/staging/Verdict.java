package org.wattledger.staging;

/** What becomes of a record. Each record gets exactly one. */
public enum Verdict {
  /** Goes on to attribution. */
  ACCEPTED,
  /** Refused, with a {@link RejectReason}. */
  REJECTED,
  /** Excluded by the source's {@code where}. */
  FILTERED,
  /** Belongs to another day. */
  OUTSIDE_WINDOW
}
