package org.wattledger.physics;

import java.io.Serializable;

/**
 * The fixed time grid of one UTC day: hours, and slots aligned to the epoch inside each hour. All
 * instants are microseconds since the epoch.
 */
public record SlotGrid(long dayStartUs, long slotUs) implements Serializable {

  public static final long HOUR_US = 3_600_000_000L;
  public static final int HOURS = 24;

  /** A slot's occupancy and coverage are kept in this many cells, one bit each. */
  public static final int CELLS = 64;

  public SlotGrid {
    if (dayStartUs % (HOURS * HOUR_US) != 0) {
      throw new IllegalArgumentException(
          "A day starts at midnight UTC, not at " + dayStartUs + " us");
    }
    if (slotUs <= 0 || HOUR_US % slotUs != 0 || slotUs % CELLS != 0) {
      throw new IllegalArgumentException(
          "A slot of "
              + slotUs
              + " us does not divide one hour into cells of whole microseconds;"
              + " use for example 1 s");
    }
  }

  public long dayEndUs() {
    return dayStartUs + HOURS * HOUR_US;
  }

  public int slotsPerHour() {
    return (int) (HOUR_US / slotUs);
  }

  public long hourStartUs(int hour) {
    return dayStartUs + hour * HOUR_US;
  }

  /** Hour of the day that holds an instant; negative before the day, 24 and more after it. */
  public int hourOf(long us) {
    return (int) Math.floorDiv(us - dayStartUs, HOUR_US);
  }
}
