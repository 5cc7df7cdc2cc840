package org.wattledger.fleet;

import java.io.Serializable;

/** When a device is read: every interval, late by up to a tenth of it, on whole milliseconds. */
record SampleTimes(Window window, long intervalUs, Draw draw) implements Serializable {

  private static final long MILLISECOND_US = 1_000;
  private static final double LATEST = 0.1;

  int count() {
    return Math.toIntExact((window.endUs() - window.startUs()) / intervalUs);
  }

  long atUs(int sample) {
    long lateUs = (long) (draw.at(sample).uniform(0) * LATEST * intervalUs);
    return window.startUs() + sample * intervalUs + lateUs / MILLISECOND_US * MILLISECOND_US;
  }
}
