package org.wattledger.pipeline;

/**
 * A run that ends for a reason its user can act on: the message names the thing and the value, the
 * hint the remedy. The exit code says which kind of reason; there are no subclasses.
 */
public final class RunFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

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

  public ExitCode exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }
}
