package org.wattledger.reference;

/**
 * A data-centre site.
 *
 * @param zone electricity grid zone that feeds it
 * @param pue facility energy by IT energy
 * @param wueLPerKwh water consumed on site, litres per kWh of IT energy
 */
public record Site(String siteId, String zone, Estimate pue, Estimate wueLPerKwh, String source) {}
