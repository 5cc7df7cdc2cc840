package org.wattledger.report;

/**
 * What a column of the report holds: the unit in which a person reads it, the unit in which it is
 * published, and how many published units one shown unit has.
 */
public enum Quantity {
  TEXT("", "", 1, false),
  COUNT("", "", 1, true),
  ENERGY_MJ("kWh", "mJ", 3.6e9, true),
  ENERGY_WH("kWh", "Wh", 1e3, true),
  EMISSIONS_G("kg", "gCO2e", 1e3, true),
  WATER_L("m³", "L", 1e3, true),
  COST("", "", 1, true),
  QUERY_WH("Wh", "Wh", 1, false),
  QUERY_G("g", "gCO2e", 1, false),
  QUERY_L("mL", "L", 1e-3, false),
  INTENSITY("g/kWh", "gCO2e/kWh", 1, false),
  SHARE("%", "", 1e-2, false),
  HOURS("h", "h", 1, true),
  RATIO("×", "", 1, false),
  NUMBER("", "", 1, false);

  private final String shownUnit;
  private final String exactUnit;
  private final double divisor;
  private final boolean isAdditive;

  Quantity(String shownUnit, String exactUnit, double divisor, boolean isAdditive) {
    this.shownUnit = shownUnit;
    this.exactUnit = exactUnit;
    this.divisor = divisor;
    this.isAdditive = isAdditive;
  }

  /** Unit in which a person reads it; empty: none. */
  public String shownUnit() {
    return shownUnit;
  }

  /** Unit in which it is published; empty: none. */
  public String exactUnit() {
    return exactUnit;
  }

  /** A published amount in the shown unit. */
  public double shown(double published) {
    return published / divisor;
  }

  /** How many published units make one shown unit. */
  public double divisor() {
    return divisor;
  }

  /** Whether rows may be summed. */
  public boolean isAdditive() {
    return isAdditive;
  }

  public boolean isNumber() {
    return this != TEXT;
  }

  /** Amounts of single queries differ by powers of ten within one column. */
  boolean isSpread() {
    return switch (this) {
      case QUERY_WH, QUERY_G, QUERY_L, NUMBER, RATIO -> true;
      case TEXT, COUNT, ENERGY_MJ, ENERGY_WH, EMISSIONS_G, WATER_L, COST, INTENSITY, SHARE, HOURS ->
          false;
    };
  }
}
