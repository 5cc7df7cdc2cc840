package org.wattledger.pipeline;

import java.util.Locale;

/** Units in which people read energy. */
public enum EnergyScale {
  WATT_HOURS("Wh", 3_600_000L),
  KILOWATT_HOURS("kWh", 3_600_000_000L),
  MEGAWATT_HOURS("MWh", 3_600_000_000_000L);

  private final String symbol;
  private final long mj;

  EnergyScale(String symbol, long mj) {
    this.symbol = symbol;
    this.mj = mj;
  }

  /** The largest unit of which the amount holds at least one; below 1 Wh: Wh. */
  public static EnergyScale suiting(long amountMj) {
    if (amountMj >= MEGAWATT_HOURS.mj) {
      return MEGAWATT_HOURS;
    }
    return amountMj >= KILOWATT_HOURS.mj ? KILOWATT_HOURS : WATT_HOURS;
  }

  public String symbol() {
    return symbol;
  }

  /** The number without its unit, two decimals. */
  public String amount(long amountMj) {
    return String.format(Locale.ROOT, "%.2f", (double) amountMj / mj);
  }
}
