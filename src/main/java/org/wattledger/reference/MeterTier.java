package org.wattledger.reference;

/**
 * How far the true energy may lie from the energy that a kind of meter shows.
 *
 * @param basis {@code energy_basis} of the energy, upper case
 * @param lowRatio least true energy by the energy shown, above 0 and at most 1
 * @param highRatio greatest true energy by the energy shown, at least 1
 */
public record MeterTier(String basis, double lowRatio, double highRatio, String source) {}
