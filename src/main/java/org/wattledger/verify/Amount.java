package org.wattledger.verify;

/** A number with its unit, one that {@link Units} knows. */
record Amount(double value, String unit) {

  /** The same amount in another unit of the same dimension. */
  double in(String otherUnit) {
    return Units.convert(value, unit, otherUnit);
  }

  Amount withValue(double other) {
    return new Amount(other, unit);
  }

  @Override
  public String toString() {
    String number = Numbers.exact(value);
    return unit.isEmpty() ? number : number + " " + unit;
  }
}
