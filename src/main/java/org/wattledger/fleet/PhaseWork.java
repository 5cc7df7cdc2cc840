package org.wattledger.fleet;

import java.io.Serializable;

/**
 * What one request truly asks of its unit: a rate of dynamic power over its prefill, [start,
 * split), and one over its decode, [split, end), before the board's cap.
 *
 * <p>Rates are whole microwatts, so their products with microseconds are whole picojoules and sums
 * do not depend on their order.
 */
record PhaseWork(int unit, long startUs, long splitUs, long endUs, long prefillUw, long decodeUw)
    implements Serializable {

  private static final double PICOJOULES_PER_JOULE = 1e12;

  /**
   * @param firstTokenUs null: all work is spread evenly over [start, end)
   */
  static PhaseWork of(
      int unit, long startUs, Long firstTokenUs, long endUs, double prefillJ, double decodeJ) {
    long end = Math.max(endUs, startUs + 1);
    if (firstTokenUs == null) {
      return new PhaseWork(
          unit, startUs, end, end, microwatts(prefillJ + decodeJ, end - startUs), 0);
    }
    // A phase of no length gets the last or first microsecond.
    long split = Math.max(startUs + 1, Math.min(end - 1, firstTokenUs));
    if (split >= end) {
      return of(unit, startUs, null, end, prefillJ, decodeJ);
    }
    return new PhaseWork(
        unit,
        startUs,
        split,
        end,
        microwatts(prefillJ, split - startUs),
        microwatts(decodeJ, end - split));
  }

  /** Its true energy in mJ: both phases, less what the cap of its unit took. */
  double activeMj(PowerCap cap) {
    double prefillPj = prefillUw * cap.servedUs(startUs, splitUs);
    double decodePj = decodeUw * cap.servedUs(splitUs, endUs);
    return (prefillPj + decodePj) / 1e9;
  }

  private static long microwatts(double energyJ, long durationUs) {
    return Math.round(energyJ * PICOJOULES_PER_JOULE / durationUs);
  }
}
