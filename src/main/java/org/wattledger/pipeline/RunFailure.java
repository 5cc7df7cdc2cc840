package org.wattledger.pipeline;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.wattledger.config.ConfigProblems;
import org.wattledger.export.ExportFailed;
import org.wattledger.publication.PublicationFailed;
import org.wattledger.reference.ReferenceProblems;
import org.wattledger.sources.InputMissing;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.MappingInvalid;
import org.wattledger.staging.UserKeyMissing;

/**
 * A run that ends for a reason its user can act on: the message names the thing and the value, the
 * hint the remedy. The exit code says which kind of reason; there are no subclasses.
 */
public final class RunFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the operating system says of a disk, whoever passes it on. */
  private static final List<String> DISK_SAYS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "Read-only file system",
          "Input/output error",
          "Stale file handle");

  private final ExitCode exitCode;
  private final String hint;

  public RunFailure(ExitCode exitCode, String message, String hint) {
    this(exitCode, message, hint, null);
  }

  public RunFailure(ExitCode exitCode, String message, String hint, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  /** Any exception as the failure of a run; what nothing foresaw is INTERNAL. */
  public static RunFailure of(Exception e) {
    if (e instanceof RunFailure failure) {
      return failure;
    }
    if (e instanceof ConfigProblems) {
      return because(ExitCode.USAGE, e, "correct it; validate --show-config tells each origin");
    }
    if (e instanceof MappingInvalid) {
      return because(ExitCode.USAGE, e, "correct the mapping of that source");
    }
    if (e instanceof ReferenceProblems) {
      return because(ExitCode.USAGE, e, "correct the rows, or pin another version of the table");
    }
    if (e instanceof UserKeyMissing) {
      return because(
          ExitCode.SECURITY,
          e,
          "once: export WATTLEDGER_USER_KEY=$(openssl rand -hex 32), and keep it; or leave users"
              + " out: columns { user_id = null } in that source");
    }
    if (e instanceof PublicationFailed failed) {
      ExitCode exitCode =
          switch (failed.outcome()) {
            case LOCKED -> ExitCode.LOCKED;
            case INTACT -> ExitCode.STORAGE;
            case UNCLEAR -> ExitCode.UNCLEAR;
            case REFUSED -> ExitCode.SECURITY;
          };
      return because(exitCode, e, failed.hint());
    }
    if (e instanceof ExportFailed failed) {
      return because(ExitCode.valueOf(failed.kind().name()), e, failed.hint());
    }
    if (e instanceof InputMissing || e instanceof InputUnreadable) {
      return because(ExitCode.INPUT, e, "run the day again when its input is in order");
    }
    Optional<String> ofDisk = storageProblem(e);
    if (ofDisk.isPresent()) {
      return new RunFailure(
          ExitCode.STORAGE,
          "Storage failed: " + ofDisk.get(),
          "check space and permissions of the warehouse and of spark.local.dir; published days are"
              + " untouched",
          e);
    }
    return new RunFailure(
        ExitCode.INTERNAL,
        "Unexpected " + e,
        "this is a defect; run again with -v for the stack trace",
        e);
  }

  /**
   * The line of an exception, or of what caused it, that tells of a disk; tasks bring theirs along.
   */
  private static Optional<String> storageProblem(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .flatMap(cause -> String.valueOf(cause).lines())
        .filter(line -> DISK_SAYS.stream().anyMatch(line::contains))
        .map(String::strip)
        .findFirst();
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }

  private static RunFailure because(ExitCode exitCode, Exception e, String hint) {
    return new RunFailure(exitCode, e.getMessage(), hint, e);
  }
}
