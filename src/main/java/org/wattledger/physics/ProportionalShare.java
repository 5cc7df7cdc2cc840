package org.wattledger.physics;

import java.math.BigInteger;

/**
 * Integer shares of a whole in proportion to integer weights, each rounded down, so that they never
 * exceed the whole and do not depend on the order of the weights (methodology section 9).
 */
public final class ProportionalShare {

  private static final long TWO_TO_THE_32 = 1L << 32;

  /**
   * @param shares one per weight, in the unit of the whole
   * @param remainder what rounding left; less than one unit per weight, or the whole if no weight
   */
  public record Shares(long[] shares, long remainder) {}

  private ProportionalShare() {}

  /**
   * Shares a whole.
   *
   * @throws IllegalArgumentException if the whole or a weight is negative
   * @throws ArithmeticException if the weights add up to more than a long holds
   */
  public static Shares of(long whole, long[] weights) {
    if (whole < 0) {
      throw new IllegalArgumentException("Cannot share a negative amount: " + whole);
    }
    long total = 0;
    for (long weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("A weight is negative: " + weight);
      }
      total = Math.addExact(total, weight);
    }
    long[] shares = new long[weights.length];
    long remainder = whole;
    for (int i = 0; total > 0 && i < weights.length; i++) {
      shares[i] = floor(whole, weights[i], total);
      remainder -= shares[i];
    }
    return new Shares(shares, remainder);
  }

  /**
   * floor(amount x part / whole) without overflow, for amount of 0 or more and 0 <= part <= whole.
   * Exact for all longs; without big integers while the product or the whole is small.
   */
  public static long floor(long amount, long part, long whole) {
    long product = amount * part;
    if (product >= 0 && Math.multiplyHigh(amount, part) == 0) {
      return product / whole;
    }
    if (whole <= TWO_TO_THE_32) {
      // What the division leaves is below 2^32, so its product with the part fits unsigned.
      return amount / whole * part + Long.divideUnsigned(amount % whole * part, whole);
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
