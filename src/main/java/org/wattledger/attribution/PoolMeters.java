package org.wattledger.attribution;

import org.wattledger.physics.EnergyCurve;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;

/** What the meters of one pool and interval showed, while it is summed. */
final class PoolMeters {

  private final long[] mjByBasis = new long[EnergyBasis.values().length];
  private final long[] hostMjByBasis = new long[HostBasis.values().length];
  private long estimatedMj;
  private byte weakestBasis = EnergyCurve.GAP;
  private int weakestHost = -1;
  private boolean hasDevice;
  private boolean isHostUnknown;
  private boolean isEmbodiedKnown = true;
  private double embodiedNg;
  private double embodiedLowNg;
  private double embodiedHighNg;

  /** Takes notice of a device, whether or not its meter shows anything. */
  void device(DeviceFacts facts) {
    hasDevice = true;
    isEmbodiedKnown &= facts.embodied().isKnown();
  }

  void energy(long energyMj, long estimated, byte basis) {
    mjByBasis[basis] += energyMj;
    estimatedMj += estimated;
    weakestBasis = (byte) Math.max(weakestBasis, basis);
  }

  void embodied(DeviceFacts.Embodied perUs, long coveredUs) {
    embodiedNg += perUs.ngPerUs() * coveredUs;
    embodiedLowNg += perUs.lowNgPerUs() * coveredUs;
    embodiedHighNg += perUs.highNgPerUs() * coveredUs;
  }

  void host(long energyMj, HostBasis basis) {
    hostMjByBasis[basis.ordinal()] += energyMj;
    weakestHost = Math.max(weakestHost, basis.ordinal());
  }

  void hostUnknown() {
    isHostUnknown = true;
  }

  Totals totals() {
    return new Totals(
        mjByBasis,
        hostMjByBasis,
        estimatedMj,
        weakestBasis,
        weakestHost < 0 ? null : HostBasis.values()[weakestHost],
        hasDevice,
        isHostUnknown,
        hasDevice && isEmbodiedKnown,
        embodiedNg > 0 ? embodiedLowNg / embodiedNg : 1,
        embodiedNg > 0 ? embodiedHighNg / embodiedNg : 1);
  }

  /**
   * The sums.
   *
   * @param mjByBasis accelerator energy by {@link EnergyBasis}
   * @param hostMjByBasis host energy by {@link HostBasis}
   * @param weakestBasis ordinal of the energy basis, negative: no energy is known
   * @param hostBasis the weakest; null: no host energy is known
   * @param hasDevice whether an accelerator stood in the pool
   * @param isHostUnknown whether one of them has a host of which nothing is known
   * @param isEmbodiedKnown false when the hardware table lacks it for a device of the pool
   * @param embodiedLowRatio lower bound by best value of the devices' embodied emissions
   */
  record Totals(
      long[] mjByBasis,
      long[] hostMjByBasis,
      long estimatedMj,
      byte weakestBasis,
      HostBasis hostBasis,
      boolean hasDevice,
      boolean isHostUnknown,
      boolean isEmbodiedKnown,
      double embodiedLowRatio,
      double embodiedHighRatio) {

    long measuredMj() {
      return sum(mjByBasis);
    }

    long hostMj() {
      return sum(hostMjByBasis);
    }

    long hostEstimatedMj() {
      return hostMjByBasis[HostBasis.RATED.ordinal()];
    }

    private static long sum(long[] parts) {
      long sum = 0;
      for (long part : parts) {
        sum += part;
      }
      return sum;
    }
  }
}
