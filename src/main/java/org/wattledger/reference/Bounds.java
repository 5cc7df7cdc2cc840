package org.wattledger.reference;

/** What a figure may be, in the unit of its column. */
enum Bounds {
  PUE(1.0, 3.0, "a PUE lies between 1.0 and 3.0"),
  INTENSITY(0, 1_500, "a carbon intensity lies between 0 and 1500 gCO2e/kWh; check its unit"),
  POWER(Double.MIN_VALUE, 1e6, "power is above 0 W; leave the cell empty if it is not known"),
  POWER_OR_NONE(0, 1e6, "host power is 0 W or more"),
  LIFETIME(Double.MIN_VALUE, 1e7, "a lifetime is above 0 hours"),
  NOT_NEGATIVE(0, Double.MAX_VALUE, "the value must be 0 or more"),
  POSITIVE(Double.MIN_VALUE, Double.MAX_VALUE, "the value must be above 0"),
  SHARE(0, 1, "the ratio lies between 0 and 1"),
  RATIO_TO_ONE(Double.MIN_VALUE, 1, "the ratio is above 0 and at most 1"),
  RATIO_FROM_ONE(1, Double.MAX_VALUE, "the ratio is 1 or more"),
  FINITE(-Double.MAX_VALUE, Double.MAX_VALUE, "the number is too great"),
  WATER(0, 1_000, "water lies between 0 and 1000 L/kWh; check its unit");

  private final double lowest;
  private final double highest;
  private final String rule;

  Bounds(double lowest, double highest, String rule) {
    this.lowest = lowest;
    this.highest = highest;
    this.rule = rule;
  }

  boolean allow(double value) {
    return value >= lowest && value <= highest;
  }

  String rule() {
    return rule;
  }
}
