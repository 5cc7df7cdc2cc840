package org.wattledger.export;

/** Rows did not reach where they should go; names the place and the remedy. */
public final class ExportFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What it takes to repair it. */
  public enum Kind {
    /** Another command. */
    USAGE,
    /** A secret kept where it belongs. */
    SECURITY,
    /** The place itself. */
    STORAGE
  }

  private final Kind kind;
  private final String hint;

  ExportFailed(Kind kind, String message, String hint, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public Kind kind() {
    return kind;
  }

  public String hint() {
    return hint;
  }
}
