package org.wattledger.verify;

import org.wattledger.physics.MeterBounds;
import org.wattledger.physics.UtilizationPower;

/** Power of a processor by load, as two peers model it; their figures are pinned constants. */
final class PowerCurves {

  private PowerCurves() {}

  /** Linear between the points of a curve; shares of the rated power against loads. */
  static double teadsShare(double load, double[] loads, double[] shares, Steps steps) {
    int upper = 1;
    while (upper < loads.length - 1 && load > loads[upper]) {
      upper++;
    }
    int lower = upper - 1;
    double within = (load - loads[lower]) / (loads[upper] - loads[lower]);
    MeterBounds ends = new MeterBounds(shares[lower], shares[upper]);
    return steps.viaBounds(UtilizationPower::watts).of(within, ends);
  }

  /** Boavizta's consumption profile, a ln(b (load + c)) + d, in W; the load in per cent. */
  static double boaviztaW(double a, double b, double c, double d, double loadPercent) {
    return a * Math.log(b * (loadPercent + c)) + d;
  }
}
