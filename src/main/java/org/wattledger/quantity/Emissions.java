package org.wattledger.quantity;

/**
 * Emissions in grams CO2e with the bounds between which they lie; low = best = high where no
 * uncertainty is stated.
 */
public record Emissions(double grams, double lowGrams, double highGrams) {

  public static final double GRAMS_PER_KILOGRAM = 1_000.0;

  public static final Emissions ZERO = ofGrams(0);

  public Emissions {
    if (!(lowGrams >= 0 && lowGrams <= grams && grams <= highGrams && Double.isFinite(highGrams))) {
      throw new IllegalArgumentException(
          "Emissions of "
              + grams
              + " g within "
              + lowGrams
              + " to "
              + highGrams
              + " g; they must be finite and 0 <= low <= best <= high");
    }
  }

  public static Emissions ofGrams(double grams) {
    return new Emissions(grams, grams, grams);
  }

  /** The same best value with other bounds. */
  public Emissions within(double newLowGrams, double newHighGrams) {
    return new Emissions(grams, newLowGrams, newHighGrams);
  }

  /** Bounds add like the values: the errors are taken as fully correlated, the careful choice. */
  public Emissions plus(Emissions other) {
    return new Emissions(
        grams + other.grams, lowGrams + other.lowGrams, highGrams + other.highGrams);
  }

  public double kilograms() {
    return grams / GRAMS_PER_KILOGRAM;
  }

  @Override
  public String toString() {
    return grams + " gCO2e";
  }
}
