package org.wattledger.pipeline;

/** A task failed while it read a source. */
final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;

  SourceFailure(String source, Exception cause) {
    super("Reading source \"" + source + "\" failed: " + cause.getMessage(), cause);
    this.source = source;
  }

  /** Which source a failure of a job is about. */
  static String source(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SourceFailure found) {
        return found.source;
      }
    }
    return "(none)";
  }
}
