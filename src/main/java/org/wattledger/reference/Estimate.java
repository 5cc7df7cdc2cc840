package org.wattledger.reference;

import java.util.OptionalDouble;

/** A figure with its published bounds, as far as they are known; low &lt;= best &lt;= high. */
public record Estimate(OptionalDouble low, OptionalDouble best, OptionalDouble high) {

  /** Nothing is known. */
  public static final Estimate UNKNOWN =
      new Estimate(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

  /** The lower bound, or the figure itself where no bound is published. */
  public OptionalDouble lowOrBest() {
    return low.isPresent() ? low : best;
  }

  /** The upper bound, or the figure itself where no bound is published. */
  public OptionalDouble highOrBest() {
    return high.isPresent() ? high : best;
  }
}
