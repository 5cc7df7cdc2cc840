package org.wattledger.reference;

/**
 * A way of generating electricity.
 *
 * @param factorSet name of the coherent set of factors it belongs to
 * @param name technology, such as hydro
 * @param gco2ePerKwh life-cycle factor, gCO2e/kWh; its best figure is always present
 */
public record EnergySource(
    String factorSet, boolean isDefault, String name, Estimate gco2ePerKwh, String source) {

  double factor() {
    return gco2ePerKwh.best().orElseThrow();
  }
}
