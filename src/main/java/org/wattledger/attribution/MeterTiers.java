package org.wattledger.attribution;

import java.io.Serializable;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;

/**
 * How far energy may be off, by the way it is known: relative deviations down and up, by the
 * ordinals of {@link EnergyBasis} and {@link HostBasis}. What the tables do not know is 0.
 */
public record MeterTiers(double[] deviceDown, double[] deviceUp, double[] hostDown, double[] hostUp)
    implements Serializable {

  /** All energy taken as exact. */
  public static MeterTiers exact() {
    int bases = EnergyBasis.values().length;
    int hosts = HostBasis.values().length;
    return new MeterTiers(
        new double[bases], new double[bases], new double[hosts], new double[hosts]);
  }

  /** How far the energy of devices and hosts may lie lower, in mJ. */
  double downMj(PoolMeters.Totals meters) {
    return deviation(meters.mjByBasis(), deviceDown) + deviation(meters.hostMjByBasis(), hostDown);
  }

  /** How far it may lie higher, in mJ. */
  double upMj(PoolMeters.Totals meters) {
    return deviation(meters.mjByBasis(), deviceUp) + deviation(meters.hostMjByBasis(), hostUp);
  }

  private static double deviation(long[] mj, double[] relative) {
    double sum = 0;
    for (int i = 0; i < mj.length; i++) {
      sum += mj[i] * relative[i];
    }
    return sum;
  }
}
