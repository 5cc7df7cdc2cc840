package org.wattledger.reference;

import java.util.OptionalDouble;

/** A published figure that results are set beside: energy in Wh, emissions in gCO2e. */
public record Equivalence(
    String factId,
    String claim,
    Estimate energyWh,
    Estimate emissionsGco2e,
    OptionalDouble waterL,
    OptionalDouble powerW,
    String source) {}
