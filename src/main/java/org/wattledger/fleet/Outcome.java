package org.wattledger.fleet;

/** How requests end: 1.5 % in an error, 1.0 % aborted by the caller (BLOOM's log: 2.5 % failed). */
enum Outcome {
  OK("ok"),
  ERROR("error"),
  ABORTED("aborted");

  private static final double ERRORS = 0.015;
  private static final double FAILURES = 0.025;

  private final String status;

  Outcome(String status) {
    this.status = status;
  }

  static Outcome of(double uniform) {
    if (uniform >= FAILURES) {
      return OK;
    }
    return uniform < ERRORS ? ERROR : ABORTED;
  }

  String status() {
    return status;
  }
}
