package org.wattledger.verify;

/**
 * Regressions of EcoLogits for a request to a model behind an API, as of commit 2d0a1c7 (March
 * 2026); the coefficients are rows of the pinned constants. Everything after them is ours.
 */
final class EcoLogits {

  private static final double BITS_PER_BYTE = 8;

  private EcoLogits() {}

  /** One accelerator's energy per output token, in Wh, for a batch and active parameters (1e9). */
  static double tokenEnergyWh(
      double alpha, double beta, double gamma, double batch, double activeParametersB) {
    return alpha * Math.exp(beta * batch) * activeParametersB + gamma;
  }

  /** Seconds per output token. */
  static double tokenLatencyS(
      double alpha, double beta, double gamma, double batch, double activeParametersB) {
    return alpha * activeParametersB + beta * batch + gamma;
  }

  /** The smallest power of two of accelerators whose memory holds the model. */
  static double accelerators(
      double parametersB, double bits, double memoryOverhead, double memoryGb) {
    double needed = Math.ceil(memoryOverhead * parametersB * bits / BITS_PER_BYTE / memoryGb);
    double accelerators = 1;
    while (accelerators < needed) {
      accelerators *= 2;
    }
    return accelerators;
  }
}
