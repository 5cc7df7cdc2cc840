package org.wattledger.fleet;

/**
 * True cumulative energy of each device of a unit over the window, in mJ. The devices of a unit
 * share its work evenly, so they have one curve.
 */
final class DeviceCurve {

  private static final double PICOJOULES_PER_MILLIJOULE = 1e9;

  private final Window window;
  private final double idleMjPerSecond;
  private final double[] dynamicMj;

  private DeviceCurve(Window window, double idleMjPerSecond, double[] dynamicMj) {
    this.window = window;
    this.idleMjPerSecond = idleMjPerSecond;
    this.dynamicMj = dynamicMj;
  }

  static DeviceCurve of(UnitLoads.UnitLoad load, Window window) {
    ServingUnit unit = load.unit();
    double mostPj = unit.mostDynamicPjPerSecond();
    double[] dynamicMj = new double[window.seconds() + 1];
    for (int second = 0; second < window.seconds(); second++) {
      double unitPj = Math.min(mostPj, load.wantedPj(second));
      dynamicMj[second + 1] =
          dynamicMj[second] + unitPj / unit.devices().size() / PICOJOULES_PER_MILLIJOULE;
    }
    return new DeviceCurve(window, unit.hardware().idleW() * 1000, dynamicMj);
  }

  /** Since the start of the window. */
  double energyMj(long timeUs) {
    double sinceStartS = (double) (timeUs - window.startUs()) / Window.SECOND_US;
    return idleMjPerSecond * sinceStartS + dynamicMj(timeUs);
  }

  /** Since the start of the window; even within a second. */
  double dynamicMj(long timeUs) {
    long sinceStartUs = timeUs - window.startUs();
    int second = (int) (sinceStartUs / Window.SECOND_US);
    if (second >= window.seconds()) {
      return dynamicMj[window.seconds()];
    }
    double part = (double) (sinceStartUs % Window.SECOND_US) / Window.SECOND_US;
    return dynamicMj[second] + part * (dynamicMj[second + 1] - dynamicMj[second]);
  }
}
