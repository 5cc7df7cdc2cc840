package org.wattledger.physics;

import java.io.Serializable;

/**
 * Factors by which the energy of a site becomes a footprint, hour by hour of one day; NaN where a
 * factor is unknown. Sites are numbered by the caller.
 *
 * @param pue power usage effectiveness by site and hour
 * @param gramsPerKwh location-based carbon intensity by site and hour, gCO2e/kWh
 * @param cleanestGramsPerKwh of all generation technologies
 * @param dirtiestGramsPerKwh of all generation technologies
 */
public record SiteHourFactors(
    double[][] pue, double[][] gramsPerKwh, double cleanestGramsPerKwh, double dirtiestGramsPerKwh)
    implements Serializable {}
