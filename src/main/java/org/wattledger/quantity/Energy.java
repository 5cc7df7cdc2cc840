package org.wattledger.quantity;

/**
 * An amount of energy, never negative, in whole millijoules: the unit of the ledger, so that sums
 * are exact whatever their order.
 */
public record Energy(long millijoules) implements Comparable<Energy> {

  public static final long MILLIJOULES_PER_JOULE = 1_000L;
  public static final long JOULES_PER_WATT_HOUR = 3_600L;
  public static final long MILLIJOULES_PER_WATT_HOUR = 3_600_000L;
  public static final long NANOJOULES_PER_MILLIJOULE = 1_000_000L;
  public static final double WATT_HOURS_PER_KILOWATT_HOUR = 1_000.0;

  public static final Energy ZERO = new Energy(0);

  public Energy {
    if (millijoules < 0) {
      throw new IllegalArgumentException(
          "Energy is negative: " + millijoules + " mJ; an amount of energy is 0 or more");
    }
  }

  public static Energy ofMillijoules(long millijoules) {
    return new Energy(millijoules);
  }

  /** Rounded to the nearest millijoule. */
  public static Energy ofJoules(double joules) {
    return rounded(joules * MILLIJOULES_PER_JOULE, joules + " J");
  }

  /** Rounded to the nearest millijoule. */
  public static Energy ofWattHours(double wattHours) {
    return rounded(wattHours * MILLIJOULES_PER_WATT_HOUR, wattHours + " Wh");
  }

  /** Wh of an amount in mJ that is already a double; NaN stays NaN. */
  public static double wattHours(double millijoules) {
    return millijoules / MILLIJOULES_PER_WATT_HOUR;
  }

  public double joules() {
    return (double) millijoules / MILLIJOULES_PER_JOULE;
  }

  public double wattHours() {
    return wattHours((double) millijoules);
  }

  public double kilowattHours() {
    return wattHours() / WATT_HOURS_PER_KILOWATT_HOUR;
  }

  public Energy plus(Energy other) {
    return new Energy(Math.addExact(millijoules, other.millijoules));
  }

  /**
   * @throws IllegalArgumentException if more is taken away than is there
   */
  public Energy minus(Energy other) {
    return new Energy(Math.subtractExact(millijoules, other.millijoules));
  }

  /** Rounded to the nearest millijoule: for example IT energy times a PUE. */
  public Energy times(Ratio ratio) {
    return rounded(millijoules * ratio.value(), this + " x " + ratio);
  }

  @Override
  public int compareTo(Energy other) {
    return Long.compare(millijoules, other.millijoules);
  }

  @Override
  public String toString() {
    return millijoules + " mJ";
  }

  static Energy rounded(double millijoules, String written) {
    if (!(millijoules >= 0 && millijoules < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Energy of " + written + " is no amount of 0 or more that fits in whole millijoules");
    }
    return new Energy((long) Math.floor(millijoules + 0.5));
  }
}
