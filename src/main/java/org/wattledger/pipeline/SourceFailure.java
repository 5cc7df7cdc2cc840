package org.wattledger.pipeline;

import org.apache.spark.SparkThrowable;
import org.wattledger.sources.InputUnreadable;

/** A task failed while it read a source. */
final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String READ_FAILED = "FAILED_READ_FILE";

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

  /** What a failure of Spark's while it read a source says to the user. */
  static RuntimeException told(String source, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark
          && spark.getCondition() != null
          && spark.getCondition().startsWith(READ_FAILED)) {
        return new InputUnreadable(
            source,
            "%s The file is cut or corrupt: fetch it again, or move it away."
                .formatted(cause.getMessage()),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(
            "Staging source \"%s\" failed: %s".formatted(source, failure.getMessage()), failure);
  }
}
