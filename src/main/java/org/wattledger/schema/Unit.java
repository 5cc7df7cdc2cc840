package org.wattledger.schema;

/** Physical unit of a column. The suffix is what a column of that unit must end with. */
public enum Unit {
  NONE("", ""),
  COUNT("", "1"),
  TOKENS("tokens", "tokens"),
  MILLIJOULES("mj", "mJ"),
  WATTS("w", "W"),
  WATT_HOURS("wh", "Wh"),
  KILOWATT_HOURS("kwh", "kWh"),
  GRAMS_CO2E("gco2e", "gCO2e"),
  KILOGRAMS_CO2E("kgco2e", "kgCO2e"),
  GRAMS_CO2E_PER_KWH("gco2e_per_kwh", "gCO2e/kWh"),
  LITRES("l", "L"),
  CUBIC_METRES("m3", "m3"),
  LITRES_PER_KWH("l_per_kwh", "L/kWh"),
  SECONDS("s", "s"),
  HOURS("h", "h"),
  GIGABYTES("gb", "GB"),
  RATIO("ratio", "1"),
  HOUR_OF_DAY("hour", "h (0 to 23, UTC)"),
  DATE("date", "UTC day"),
  INSTANT("at", "UTC, microseconds"),
  MONEY("cost", "currency of the row");

  private final String suffix;
  private final String symbol;

  Unit(String suffix, String symbol) {
    this.suffix = suffix;
    this.symbol = symbol;
  }

  public String suffix() {
    return suffix;
  }

  public String symbol() {
    return symbol;
  }
}
