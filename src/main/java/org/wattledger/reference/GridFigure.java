package org.wattledger.reference;

/**
 * The numbers of a grid row. Those that exports have come first, so that their rows are short;
 * those that a factor basis qualifies come before the others.
 */
enum GridFigure {
  LOCATION,
  LIFECYCLE,
  LOCATION_LOW,
  LOCATION_HIGH,
  RESIDUAL,
  RESIDUAL_LOW,
  RESIDUAL_HIGH,
  MARGINAL,
  MARGINAL_LOW,
  MARGINAL_HIGH,
  TD_LOSS,
  EWIF,
  EWIF_WITHDRAWAL;

  static final int COUNT = values().length;

  /** True if a direct and a life-cycle value of it have no mean. */
  boolean dependsOnBasis() {
    return ordinal() <= LOCATION_HIGH.ordinal();
  }
}
