package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Map;
import org.wattledger.physics.PoolHour;

/**
 * The ledger of one pool and hour, and where its curves lie.
 *
 * @param curves null: nobody was present
 * @param weakestBasis ordinal of the energy basis, negative: no energy is known
 * @param presenceUs sum of the microseconds that requests were present
 * @param busyEmbodiedNg embodied emissions of the busy device time, ngCO2e
 * @param isEmbodiedKnown false when the hardware table lacks it for a device of the pool
 */
record PoolHourEntry(
    int key,
    CurveStore.Place curves,
    long measuredMj,
    long estimatedMj,
    byte weakestBasis,
    long presenceUs,
    long busyEmbodiedNg,
    boolean isEmbodiedKnown,
    Map<Integer, PoolHour.Provision> provisions)
    implements Serializable {

  double estimatedShare() {
    return measuredMj == 0 ? 0 : (double) estimatedMj / measuredMj;
  }

  double embodiedNgPerPresenceUs() {
    if (!isEmbodiedKnown) {
      return Double.NaN;
    }
    return presenceUs == 0 ? 0 : (double) busyEmbodiedNg / presenceUs;
  }
}
