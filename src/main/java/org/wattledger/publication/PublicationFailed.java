package org.wattledger.publication;

/**
 * A publication, or the taking of its lock, that did not end well; the message names what and
 * where.
 */
public final class PublicationFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What holds after the failure. */
  public enum Outcome {
    /** Another run holds the lock. */
    LOCKED,
    /** The former data is intact, nothing new is visible. */
    INTACT,
    /** Nothing was deleted; which data is shown must be found out. */
    UNCLEAR,
    /** A name leads out of the warehouse; nothing is written there. */
    REFUSED
  }

  private final Outcome outcome;
  private final String hint;

  PublicationFailed(Outcome outcome, String message, String hint, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
    this.hint = hint;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
