package org.wattledger.cli;

import org.wattledger.config.ConfigProblems;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;

/** An exception as its user meets it: exit code, one message, one remedy. */
record Failure(ExitCode exitCode, String message, String hint) {

  static Failure of(Exception exception) {
    if (exception instanceof RunFailure failure) {
      return new Failure(failure.exitCode(), failure.getMessage(), failure.hint());
    }
    if (exception instanceof ConfigProblems problems) {
      return new Failure(
          ExitCode.USAGE,
          problems.getMessage(),
          "correct the configuration; `validate --show-config` prints where each value comes from");
    }
    return new Failure(
        ExitCode.INTERNAL,
        "Unexpected " + exception,
        "this is a defect; run again with -v for the stack trace");
  }

  String text() {
    return message + System.lineSeparator() + "  -> " + hint;
  }
}
