package org.wattledger.attribution;

import java.util.Arrays;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;

/**
 * What was booked to one request on one day. Energies in millijoules; derived amounts are NaN where
 * a factor is missing. Reused from row to row.
 */
public final class BookedRequest {

  public String modelId;
  public String teamId;
  public String operation;
  public String status;
  public String siteId;
  public String poolId;
  public String deviceModel;
  public EnergyBasis basis;
  public long startUs;
  public long endUs;
  public boolean isEndEstimated;
  public boolean isTokensEstimated;

  /** Whether the request ended on this day: only then are it and its tokens counted. */
  public boolean isCounted;

  /** Whether the request lies wholly inside the day. */
  public boolean isWhole;

  public boolean isFailed;
  public long promptTokens;
  public long cachedPromptTokens;
  public long outputTokens;
  public long activeMj;
  public long idleMj;
  public long hostMj;

  /** False if nothing is known of the host of some of the devices. */
  public boolean isHostKnown;

  /** How the host's energy is known; null: it is not, or the devices' own meters cover it. */
  public HostBasis hostBasis;

  public double estimatedMj;
  private final double[] amounts = new double[RequestAmount.values().length];

  /** An amount; NaN where a factor is missing. */
  public double amount(RequestAmount amount) {
    return amounts[amount.ordinal()];
  }

  /** Water used, on site and off site, in litres; NaN where a factor is missing. */
  public double waterL() {
    return amount(RequestAmount.ONSITE_WATER_L) + amount(RequestAmount.OFFSITE_WATER_L);
  }

  void add(RequestAmount amount, double value) {
    amounts[amount.ordinal()] += value;
  }

  /** Begins anew: every amount is 0, or NaN where nothing can be known. */
  void reset(double value) {
    Arrays.fill(amounts, value);
  }

  /** Share of the energy that a meter showed; NaN without energy. */
  public double measuredRatio() {
    long energyMj = activeMj + idleMj;
    return energyMj > 0 ? (energyMj - estimatedMj) / energyMj : Double.NaN;
  }
}
