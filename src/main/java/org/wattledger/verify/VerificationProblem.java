package org.wattledger.verify;

/** A row of the published tables that cannot be computed: names the row, the thing, the remedy. */
public final class VerificationProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  VerificationProblem(String message) {
    super(message);
  }

  /** The same with the row that it is about. */
  VerificationProblem in(String row) {
    return new VerificationProblem(row + ": " + getMessage());
  }
}
