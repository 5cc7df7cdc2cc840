package org.wattledger.verify;

/**
 * How far a computed number may lie from the published one: a share of it, written {@code 1.7 %},
 * or an amount in the unit of the row, written {@code 0.05}.
 */
record Tolerance(double amount, boolean isRelative) {

  private static final double PER_CENT = 100;

  static Tolerance parse(String text) {
    boolean isRelative = text.endsWith("%");
    String number = isRelative ? text.substring(0, text.length() - 1).strip() : text;
    try {
      double amount = Double.parseDouble(number);
      if (amount >= 0) {
        return new Tolerance(isRelative ? amount / PER_CENT : amount, isRelative);
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new VerificationProblem(
        "tolerance '%s' is none; write 1.7 %% for a share or 0.05 for an amount in the row's unit"
            .formatted(text));
  }

  /** The difference that is still within, in the unit of the row. */
  double allowed(double published) {
    return isRelative ? amount * Math.abs(published) : amount;
  }

  boolean covers(double published, double computed) {
    return Math.abs(computed - published) <= allowed(published);
  }

  @Override
  public String toString() {
    return isRelative ? Numbers.text(amount * PER_CENT) + " %" : Numbers.text(amount);
  }
}
