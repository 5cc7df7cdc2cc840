package org.wattledger.quantity;

/** A number without a unit, 0 or more and finite. */
public record Ratio(double value) implements Comparable<Ratio> {

  public Ratio {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Ratio is " + value + "; a ratio is a finite number of 0 or more");
    }
  }

  public static Ratio of(double value) {
    return new Ratio(value);
  }

  /**
   * Power usage effectiveness: facility energy over IT energy.
   *
   * @throws IllegalArgumentException if less than 1: the facility includes its IT
   */
  public static Ratio pue(double value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(
          "PUE is " + value + "; it is facility energy over IT energy and at least 1");
    }
    return new Ratio(value);
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
