package org.wattledger.physics;

/**
 * The samples of one physical device, sorted by time; several may have the same time. The arrays
 * are read, never changed, and not copied.
 *
 * @param atUs time of the sample
 * @param energyMj cumulative counter, {@link #NO_ENERGY} where the sample has none
 * @param powerW power draw, NaN where the sample has none
 * @param utilization share of time busy, 0 to 1, NaN where the sample has none
 */
public record MeterSamples(long[] atUs, long[] energyMj, double[] powerW, double[] utilization) {

  public static final long NO_ENERGY = Long.MIN_VALUE;

  public MeterSamples {
    if (energyMj.length != atUs.length
        || powerW.length != atUs.length
        || utilization.length != atUs.length) {
      throw new IllegalArgumentException("The columns of the samples differ in length");
    }
    for (int i = 1; i < atUs.length; i++) {
      if (atUs[i] < atUs[i - 1]) {
        throw new IllegalArgumentException(
            "Sample " + i + " at " + atUs[i] + " us is earlier than the one before; sort by time");
      }
    }
  }

  int count() {
    return atUs.length;
  }
}
