package org.wattledger.scenario;

/**
 * What holds for a kWh at a site in one hour of a scenario. Where nothing is replaced or other, the
 * load's own factors hold. Factors are NaN if unknown.
 *
 * @param replacedRatio part of each kWh that comes from elsewhere, 0 to 1
 * @param gramsPerKwh emissions of that part, gCO2e/kWh
 * @param ewifLitresPerKwh water of generating that part, L/kWh
 * @param isOtherBuilding whether PUE and WUE are the ones that stand here
 * @param pue facility energy by IT energy
 * @param wueLitresPerKwh water of cooling, L per kWh of IT energy
 * @param isOtherPrice whether price and currency are the ones that stand here
 * @param pricePerKwh of facility energy
 * @param currency of that price; null if there is none
 */
public record Circumstances(
    double replacedRatio,
    double gramsPerKwh,
    double ewifLitresPerKwh,
    boolean isOtherBuilding,
    double pue,
    double wueLitresPerKwh,
    boolean isOtherPrice,
    double pricePerKwh,
    String currency) {

  /** Nothing is other than it was. */
  public static final Circumstances OWN = ofGrid(0, Double.NaN, Double.NaN, false);

  /** Other electricity in the same building. */
  public static Circumstances ofGrid(
      double ratio, double gramsPerKwh, double ewifLitresPerKwh, boolean isOtherPrice) {
    return new Circumstances(
        ratio,
        gramsPerKwh,
        ewifLitresPerKwh,
        false,
        Double.NaN,
        Double.NaN,
        isOtherPrice,
        Double.NaN,
        null);
  }
}
