package org.wattledger.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * The range in a dozen numbers.
 *
 * @param balance of the accelerators' meters
 * @param energyWh measured energy with the accuracy of its meters
 * @param unknownEmissionsMj energy whose location-based emissions are unknown
 * @param costs by currency
 * @param measuredRatio (measured - estimated) / (measured + modelled) energy; null: nothing was
 *     measured
 * @param requests that ended in the range
 */
public record Headline(
    Balance balance,
    Bounded energyWh,
    Long hostMj,
    Double facilityWh,
    Bounded locationG,
    Bounded marketG,
    Bounded embodiedG,
    Double floorG,
    Double ceilingG,
    double unknownEmissionsMj,
    Double onsiteWaterL,
    Double offsiteWaterL,
    Map<String, Double> costs,
    Double measuredRatio,
    long requests,
    long failedRequests,
    long outputTokens) {

  public Headline {
    costs = Map.copyOf(new TreeMap<>(costs));
  }

  /** {@code measured = active + shared idle + provisioned idle + unattributed}, in mJ. */
  public record Balance(
      long measuredMj,
      long estimatedMj,
      long activeMj,
      long trainingMj,
      long sharedIdleMj,
      long provisionedIdleMj,
      long unattributedMj) {

    /** What no part accounts for; 0 by law. */
    public long residualMj() {
      return measuredMj - activeMj - sharedIdleMj - provisionedIdleMj - unattributedMj;
    }
  }

  /** Facility energy per request, everything included; null: unknown. */
  public Double facilityWhPerRequest() {
    return facilityWh == null || requests == 0 ? null : facilityWh / requests;
  }
}
