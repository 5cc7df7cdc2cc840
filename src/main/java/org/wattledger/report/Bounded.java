package org.wattledger.report;

/**
 * An amount with its bounds, in its published unit; null: unknown.
 *
 * @param widest input that widens the bounds most; null: none has a range
 */
public record Bounded(Double best, Double low, Double high, String widest) {}
