package org.wattledger.attribution;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteFactors;

/**
 * What attribution must be told from the reference tables, as of the day.
 *
 * @param hardware facts by lower-case name or alias of the device model
 * @param canonicalModel the one id of a model for every name it goes by
 * @param weights work per token of a canonical model
 * @param canonicalTeams team by its other names
 * @param meterTiers how far energy may be off by the way it is known
 * @param factors factors of sites, of the given ones first and in their order
 */
public record AttributionReference(
    Map<String, DeviceFacts> hardware,
    UnaryOperator<String> canonicalModel,
    Function<String, RequestWork.Weights> weights,
    Map<String, String> canonicalTeams,
    MeterTiers meterTiers,
    FactorLookup factors) {

  /** Finds the factors of sites; some depend on how much a site consumed. */
  @FunctionalInterface
  public interface FactorLookup {

    /**
     * @param sites of all pools
     * @param itEnergyWh what their meters recorded, by site and interval
     * @param jobSpans what of training is in that energy; other training may add to it, and sites
     */
    SiteFactors of(List<String> sites, double[][] itEnergyWh, List<Topology.JobSpan> jobSpans);
  }
}
