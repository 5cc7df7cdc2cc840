package org.wattledger.fleet;

import java.io.Serializable;

/**
 * Random numbers as a function of a key: nothing is remembered between draws, so rows can be made
 * in any order and on any machine. The hash is the finaliser of SplitMix64 (Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", 2014), which is a bijection of 64 bits.
 */
record Draw(long key) implements Serializable {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT_IN_LAST_PLACE = 0x1.0p-53;

  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** An independent source of draws for the {@code index}-th thing under this key. */
  Draw at(long index) {
    return new Draw(mix(key + (index + 1) * GOLDEN_GAMMA));
  }

  /** 64 random bits; distinct streams are independent. */
  long bits(int stream) {
    return mix(key + (stream + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in [0, 1). */
  double uniform(int stream) {
    return (bits(stream) >>> 11) * UNIT_IN_LAST_PLACE;
  }

  /** Uniform in [0, bound). */
  int below(int bound, int stream) {
    return (int) (uniform(stream) * bound);
  }

  /** Standard normal (Box and Muller 1958); uses the streams {@code stream} and the next. */
  double normal(int stream) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(stream)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(stream + 1));
  }
}
