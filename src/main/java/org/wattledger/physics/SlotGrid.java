package org.wattledger.physics;

import java.io.Serializable;

/**
 * The fixed time grid of one UTC day: hours, intervals that divide them, and slots aligned to the
 * epoch inside each interval. All instants are microseconds since the epoch.
 *
 * @param intervalUs span within which all factors of a site are constant: an hour, or less where an
 *     electricity grid of the day has a finer cadence
 */
public record SlotGrid(long dayStartUs, long slotUs, long intervalUs) implements Serializable {

  public static final long HOUR_US = 3_600_000_000L;
  public static final int HOURS = 24;

  /** The shortest interval is five minutes long. */
  public static final int MOST_INTERVALS = 288;

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
    if (intervalUs <= 0
        || HOUR_US % intervalUs != 0
        || intervalUs % slotUs != 0
        || HOURS * HOUR_US / intervalUs > MOST_INTERVALS) {
      throw new IllegalArgumentException(
          "An interval of %d us does not divide one hour into whole slots of %d us, or is shorter than 5 minutes; use an hour"
              .formatted(intervalUs, slotUs));
    }
  }

  /** A grid whose factors change by the hour. */
  public SlotGrid(long dayStartUs, long slotUs) {
    this(dayStartUs, slotUs, HOUR_US);
  }

  public int intervals() {
    return (int) (HOURS * HOUR_US / intervalUs);
  }

  public int slotsPerInterval() {
    return (int) (intervalUs / slotUs);
  }

  public long intervalStartUs(int interval) {
    return dayStartUs + interval * intervalUs;
  }

  /** Interval of the day that holds an instant; negative before the day, too large after it. */
  public int intervalOf(long us) {
    return (int) Math.floorDiv(us - dayStartUs, intervalUs);
  }

  /** Hour of the day that holds an interval. */
  public int hourOfInterval(int interval) {
    return (int) (interval * intervalUs / HOUR_US);
  }

  public long dayEndUs() {
    return dayStartUs + HOURS * HOUR_US;
  }

  public int slotsPerDay() {
    return (int) (HOURS * HOUR_US / slotUs);
  }

  public long hourStartUs(int hour) {
    return dayStartUs + hour * HOUR_US;
  }
}
