package org.wattledger.physics;

import java.util.Arrays;

/** What one basis knows of a device: intervals in order of time, apart or touching, with energy. */
final class MeteredIntervals {

  private long[] startUs = new long[64];
  private long[] endUs = new long[64];
  private long[] energyMj = new long[64];
  private int count;

  void add(long fromUs, long toUs, long mj) {
    if (count == startUs.length) {
      startUs = Arrays.copyOf(startUs, 2 * count);
      endUs = Arrays.copyOf(endUs, 2 * count);
      energyMj = Arrays.copyOf(energyMj, 2 * count);
    }
    startUs[count] = fromUs;
    endUs[count] = toUs;
    energyMj[count] = mj;
    count++;
  }

  /** Takes back what was added from that time on. */
  void dropFrom(long us) {
    while (count > 0 && startUs[count - 1] >= us) {
      count--;
    }
  }

  int count() {
    return count;
  }

  long startUs(int interval) {
    return startUs[interval];
  }

  long endUs(int interval) {
    return endUs[interval];
  }

  long energyMj(int interval) {
    return energyMj[interval];
  }
}
