package org.wattledger.fleet;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The time for which a fleet is made: half-open, in microseconds, on whole seconds. */
record Window(long startUs, long endUs) implements Serializable {

  static final long SECOND_US = 1_000_000;
  static final long DAY_US = 86_400 * SECOND_US;

  // Requests cross midnight and meters must be seen to reach the end of the day.
  private static final long MARGIN_US = 900 * SECOND_US;

  Window {
    if (startUs >= endUs || startUs % SECOND_US != 0 || endUs % SECOND_US != 0) {
      throw new IllegalArgumentException(
          "Window %d .. %d us is empty or not on whole seconds".formatted(startUs, endUs));
    }
  }

  /** Whole days and a margin on both sides. */
  static Window around(LocalDate first, LocalDate last) {
    return new Window(
        dayStartUs(first.toEpochDay()) - MARGIN_US, dayStartUs(last.toEpochDay() + 1) + MARGIN_US);
  }

  static long dayStartUs(long epochDay) {
    return epochDay * DAY_US;
  }

  static long epochDay(long timeUs) {
    return Math.floorDiv(timeUs, DAY_US);
  }

  static LocalDate date(long timeUs) {
    return LocalDate.ofEpochDay(epochDay(timeUs));
  }

  int seconds() {
    return Math.toIntExact((endUs - startUs) / SECOND_US);
  }

  /** Midnights inside the window. */
  List<Long> midnightsUs() {
    List<Long> midnights = new ArrayList<>();
    for (long day = epochDay(startUs) + 1; dayStartUs(day) < endUs; day++) {
      midnights.add(dayStartUs(day));
    }
    return midnights;
  }

  /** The UTC days that the window touches. */
  List<LocalDate> days() {
    return LocalDate.ofEpochDay(epochDay(startUs))
        .datesUntil(LocalDate.ofEpochDay(epochDay(endUs - 1) + 1))
        .toList();
  }
}
