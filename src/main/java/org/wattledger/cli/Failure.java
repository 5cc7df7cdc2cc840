package org.wattledger.cli;

import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;

/** An exception as its user meets it: exit code, one message, one remedy. */
record Failure(ExitCode exitCode, String message, String hint) {

  static Failure of(Exception exception) {
    RunFailure failure = RunFailure.of(exception);
    return new Failure(failure.exitCode(), failure.getMessage(), failure.hint());
  }

  String text() {
    return message + System.lineSeparator() + "  -> " + hint;
  }
}
