package org.wattledger.ingest;

import org.apache.spark.SparkThrowable;
import org.wattledger.sources.InputTooLarge;
import org.wattledger.sources.InputUnreadable;

/** A task failed while it read a source. */
public final class SourceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String READ_FAILED = "FAILED_READ_FILE";
  private static final String TOO_MANY_CELLS = "MALFORMED_CSV_RECORD";

  private final String source;

  private SourceFailure(String source, Exception cause) {
    super("Reading source \"" + source + "\" failed: " + cause.getMessage(), cause);
    this.source = source;
  }

  /** A failure that may be logged: Spark's own shows a CSV record that it cannot take. */
  public static SourceFailure of(String source, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark && TOO_MANY_CELLS.equals(spark.getCondition())) {
        return new SourceFailure(
            source,
            new InputUnreadable(
                source,
                "a CSV record has more cells than the parser takes. Check sep and quote in the"
                    + " options of the source, or raise maxColumns there.",
                null));
      }
    }
    return new SourceFailure(source, failure);
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

  /** The file that Spark says it could not read. */
  private static String fileOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark
          && String.valueOf(spark.getCondition()).startsWith(READ_FAILED)) {
        return spark.getMessageParameters().getOrDefault("path", "a file");
      }
    }
    return "a file";
  }

  /** Its message could show what stands in the file; its kind does not. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** What a failure of Spark's while it read a source says to the user. */
  public static RuntimeException told(String source, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputTooLarge) {
        return new InputUnreadable(source, fileOf(failure) + ": " + cause.getMessage(), failure);
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputUnreadable found) {
        return found;
      }
      String condition = cause instanceof SparkThrowable spark ? spark.getCondition() : null;
      if (condition != null && condition.startsWith(READ_FAILED)) {
        return new InputUnreadable(
            source,
            "%s cannot be read (%s). The file is cut or corrupt: fetch it again, or move it away."
                .formatted(fileOf(failure), root(cause).getClass().getSimpleName()),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(
            "Staging source \"%s\" failed: %s".formatted(source, failure.getMessage()), failure);
  }
}
