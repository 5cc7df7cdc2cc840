package org.wattledger.reference;

import java.util.OptionalDouble;

/**
 * Electricity bought for a site beside the grid's mix.
 *
 * @param mwh what it delivers in each matching span, MWh: per hour or per year
 * @param gco2ePerKwh factor of what is delivered, gCO2e/kWh; 0 is a value, empty is unknown
 */
public record Contract(
    String contractId,
    String siteId,
    Kind kind,
    Matching matching,
    double mwh,
    OptionalDouble gco2ePerKwh,
    String source) {

  /** What is bought, in the order in which it is used. */
  public enum Kind {
    /** Power purchase agreement: electricity and its certificates together. */
    PPA,
    /** Certificates alone, such as guarantees of origin or RECs. */
    CERTIFICATE
  }

  /** The span in which a contract covers consumption. */
  public enum Matching {
    HOUR,
    YEAR
  }
}
