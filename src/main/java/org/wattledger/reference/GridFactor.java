package org.wattledger.reference;

import java.util.OptionalDouble;

/**
 * The factors of a grid zone over a span of time. Zero is a value; what is unknown is empty.
 *
 * @param zone zone of the rows that gave the location-based factor; the country's on {@link
 *     GridRung#COUNTRY}
 * @param rung where the location-based factor, its bounds, its life-cycle factor, its basis, the
 *     estimated flag and the source were found; if {@code location} is unknown, the finest rung
 *     that covers the span
 * @param location average factor of the grid, gCO2e/kWh
 * @param marketResidual residual mix, gCO2e/kWh
 * @param marginal marginal factor, gCO2e/kWh
 * @param lifecycleGco2ePerKwh life-cycle factor beside a direct {@code location}, of the same rows,
 *     gCO2e/kWh; always empty beside a life-cycle one, which holds fuel supply already
 * @param tdLossRatio energy lost in transmission and distribution by energy delivered
 * @param ewifLPerKwh water consumed in generation, L/kWh
 * @param ewifWithdrawalLPerKwh water withdrawn for generation, L/kWh; never added to consumption
 * @param isEstimated true if the publisher estimated any of the rows of {@code location}
 * @param source of the rows of {@code location}, joined by {@code "; "} where they differ
 */
public record GridFactor(
    String zone,
    GridRung rung,
    Estimate location,
    Estimate marketResidual,
    Estimate marginal,
    OptionalDouble lifecycleGco2ePerKwh,
    OptionalDouble tdLossRatio,
    OptionalDouble ewifLPerKwh,
    OptionalDouble ewifWithdrawalLPerKwh,
    FactorBasis factorBasis,
    boolean isEstimated,
    String source) {}
