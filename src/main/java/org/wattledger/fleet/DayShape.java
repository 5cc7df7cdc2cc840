package org.wattledger.fleet;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How the traffic of a site is spread over the window: high by day, an hour without any request at
 * night (03:00 to 04:00 local time), and a few bursts of some minutes.
 */
final class DayShape implements Serializable {

  private static final long serialVersionUID = 1;

  private static final long MINUTE_US = 60 * Window.SECOND_US;
  private static final int BURSTS = 12;
  private static final double BURST_FACTOR = 4;

  private final long startUs;
  private final double[] cumulative;

  private DayShape(long startUs, double[] cumulative) {
    this.startUs = startUs;
    this.cumulative = cumulative;
  }

  static DayShape of(Window window, Site site, Draw draw) {
    int minutes = (window.seconds() + 59) / 60;
    double[] perMinute = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      perMinute[minute] = intensity(window.startUs() + minute * MINUTE_US, site);
    }
    for (int burst = 0; burst < BURSTS; burst++) {
      int first = draw.below(minutes, 2 * burst);
      int last = Math.min(minutes, first + 2 + draw.below(5, 2 * burst + 1));
      for (int minute = first; minute < last; minute++) {
        perMinute[minute] *= BURST_FACTOR;
      }
    }
    double[] cumulative = new double[minutes + 1];
    for (int minute = 0; minute < minutes; minute++) {
      cumulative[minute + 1] = cumulative[minute] + perMinute[minute];
    }
    return new DayShape(window.startUs(), cumulative);
  }

  /** The time before which the share {@code quantile} (0 to 1) of the traffic arrives. */
  long timeUs(double quantile) {
    int minutes = cumulative.length - 1;
    double wanted = quantile * cumulative[minutes];
    int found = Arrays.binarySearch(cumulative, wanted);
    int minute = Math.min(minutes - 1, found >= 0 ? found : -found - 2);
    double inMinute = cumulative[minute + 1] - cumulative[minute];
    double fraction = inMinute > 0 ? (wanted - cumulative[minute]) / inMinute : 0;
    return startUs + minute * MINUTE_US + (long) (fraction * MINUTE_US);
  }

  private static double intensity(long timeUs, Site site) {
    long localUs = timeUs + site.hoursFromUtc() * 60L * MINUTE_US;
    double hour = Math.floorMod(localUs, Window.DAY_US) / (60.0 * MINUTE_US);
    if (hour >= 3 && hour < 4) {
      return 0;
    }
    double fromPeak = (hour < 2 ? hour + 24 : hour) - 14.5;
    return 0.05 + StrictMath.exp(-fromPeak * fromPeak / (2 * 4.2 * 4.2));
  }
}
