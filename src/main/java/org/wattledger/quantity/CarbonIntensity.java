package org.wattledger.quantity;

/** Emissions per energy in gCO2e/kWh, 0 or more and finite: a real 0 is not a missing value. */
public record CarbonIntensity(double gramsPerKilowattHour) implements Comparable<CarbonIntensity> {

  public CarbonIntensity {
    if (!(gramsPerKilowattHour >= 0 && Double.isFinite(gramsPerKilowattHour))) {
      throw new IllegalArgumentException(
          "Carbon intensity is "
              + gramsPerKilowattHour
              + " gCO2e/kWh; it is a finite number of 0 or more");
    }
  }

  public static CarbonIntensity ofGramsPerKilowattHour(double gramsPerKilowattHour) {
    return new CarbonIntensity(gramsPerKilowattHour);
  }

  /** Emissions of that energy: kWh x gCO2e/kWh. */
  public Emissions of(Energy energy) {
    return Emissions.ofGrams(energy.kilowattHours() * gramsPerKilowattHour);
  }

  @Override
  public int compareTo(CarbonIntensity other) {
    return Double.compare(gramsPerKilowattHour, other.gramsPerKilowattHour);
  }

  @Override
  public String toString() {
    return gramsPerKilowattHour + " gCO2e/kWh";
  }
}
