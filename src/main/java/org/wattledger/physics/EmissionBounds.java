package org.wattledger.physics;

/**
 * How far an amount may be off that is a product of uncertain inputs (methodology section 21). The
 * inputs of one product are independent, so their relative deviations add as squares; the same
 * input in many hours is one and the same error, so bounds of a sum are sums of bounds.
 */
public final class EmissionBounds {

  private EmissionBounds() {}

  /** By how much an input may lie below its best value, relative to it; unknown bounds give 0. */
  public static double down(double low, double best) {
    double down = (best - low) / best;
    return down > 0 ? down : 0;
  }

  /** By how much an input may lie above its best value, relative to it; unknown bounds give 0. */
  public static double up(double high, double best) {
    double up = (high - best) / best;
    return up > 0 ? up : 0;
  }

  /** Relative deviation of a product of three independent inputs. */
  public static double combined(double first, double second, double third) {
    return Math.sqrt(first * first + second * second + third * third);
  }

  /** Lower bound of an amount of nothing or more; never below 0. */
  public static double low(double best, double combinedDown) {
    return best * Math.max(0, 1 - combinedDown);
  }

  /** Upper bound of an amount. */
  public static double high(double best, double combinedUp) {
    return best * (1 + combinedUp);
  }
}
