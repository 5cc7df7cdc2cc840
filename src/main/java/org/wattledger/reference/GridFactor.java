package org.wattledger.reference;

import java.util.OptionalDouble;

/**
 * The factors of a grid zone at one time. Zero is a value; what is unknown is empty.
 *
 * @param rung cadence of the row that gave the location-based factor, its bounds, its basis, the
 *     estimated flag and the source
 * @param locationGco2ePerKwh average factor of the grid, gCO2e/kWh
 * @param marketResidualGco2ePerKwh residual mix, gCO2e/kWh
 * @param marginalGco2ePerKwh marginal factor, gCO2e/kWh
 * @param ewifLPerKwh water consumed in generation, L/kWh
 */
public record GridFactor(
    String zone,
    GridRung rung,
    OptionalDouble locationGco2ePerKwh,
    OptionalDouble locationLowGco2ePerKwh,
    OptionalDouble locationHighGco2ePerKwh,
    OptionalDouble marketResidualGco2ePerKwh,
    OptionalDouble marginalGco2ePerKwh,
    OptionalDouble ewifLPerKwh,
    FactorBasis factorBasis,
    boolean isEstimated,
    String source) {}
