package org.wattledger.attribution;

import org.wattledger.quantity.EnergyBasis;

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
  public double itEnergyWh;
  public double facilityEnergyWh;
  public double locationGrams;
  public double embodiedGrams;
  public double floorGrams;
  public double ceilingGrams;
  public double estimatedMj;

  /** Share of the energy that a meter showed; NaN without energy. */
  public double measuredRatio() {
    long energyMj = activeMj + idleMj;
    return energyMj > 0 ? (energyMj - estimatedMj) / energyMj : Double.NaN;
  }
}
