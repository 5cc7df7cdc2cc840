package org.wattledger.fleet;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The seconds in which a unit wanted more than its boards may draw, and the share of the wish that
 * each lost there. All requests of such a second lose the same share.
 */
final class PowerCap implements Serializable {

  private static final long serialVersionUID = 1;

  private final long windowStartUs;
  private final int[] seconds;
  private final double[] lost;
  private final double[] lostBefore;

  /**
   * @param seconds seconds since the start of the window, ascending
   * @param lost share lost in each, 0 to 1
   */
  PowerCap(long windowStartUs, int[] seconds, double[] lost) {
    this.windowStartUs = windowStartUs;
    this.seconds = seconds;
    this.lost = lost;
    this.lostBefore = new double[seconds.length + 1];
    for (int i = 0; i < seconds.length; i++) {
      lostBefore[i + 1] = lostBefore[i] + lost[i];
    }
  }

  /** A unit that never reached its limit. */
  static PowerCap none() {
    return new PowerCap(0, new int[0], new double[0]);
  }

  int cappedSeconds() {
    return seconds.length;
  }

  /** Microseconds of [from, to), each counted by the share that was granted. */
  double servedUs(long fromUs, long toUs) {
    long durationUs = toUs - fromUs;
    return seconds.length == 0 ? durationUs : durationUs - (lostUs(toUs) - lostUs(fromUs));
  }

  private double lostUs(long timeUs) {
    long sinceStartUs = timeUs - windowStartUs;
    int second = (int) Math.floorDiv(sinceStartUs, Window.SECOND_US);
    int found = Arrays.binarySearch(seconds, second);
    if (found < 0) {
      return lostBefore[-found - 1] * Window.SECOND_US;
    }
    long intoSecondUs = Math.floorMod(sinceStartUs, Window.SECOND_US);
    return lostBefore[found] * Window.SECOND_US + lost[found] * intoSecondUs;
  }
}
