package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Map;
import org.wattledger.physics.PoolHour;
import org.wattledger.quantity.HostBasis;

/**
 * The ledger of one pool and interval, and where its curves lie.
 *
 * @param curves null: nobody was present
 * @param meters what the meters of its devices and hosts showed
 * @param presenceUs sum of the microseconds that requests were present
 * @param busyEmbodiedNg embodied emissions of the busy device time, ngCO2e
 * @param meterDown how far the energy of devices and hosts may lie lower, relative to it
 * @param meterUp how far it may lie higher
 */
record PoolHourEntry(
    int key,
    CurveStore.Place curves,
    PoolMeters.Totals meters,
    long presenceUs,
    long busyEmbodiedNg,
    double meterDown,
    double meterUp,
    Map<Integer, PoolHour.Provision> provisions)
    implements Serializable {

  /** Ordinal of the energy basis; negative: no energy is known. */
  byte weakestBasis() {
    return meters.weakestBasis();
  }

  /** Null: no host energy is known. */
  HostBasis hostBasis() {
    return meters.hostBasis();
  }

  double estimatedShare() {
    return meters.measuredMj() == 0 ? 0 : (double) meters.estimatedMj() / meters.measuredMj();
  }

  double embodiedNgPerPresenceUs() {
    if (!meters.isEmbodiedKnown()) {
      return Double.NaN;
    }
    return presenceUs == 0 ? 0 : (double) busyEmbodiedNg / presenceUs;
  }
}
