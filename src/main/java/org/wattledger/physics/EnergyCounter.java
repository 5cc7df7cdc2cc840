package org.wattledger.physics;

import java.util.List;
import org.wattledger.quantity.TimeRange;

/**
 * The energy between two readings of a cumulative counter (methodology section 3).
 *
 * <p>A step is bounded by what the device can draw: 1.1 x maximum power x (elapsed + 1 s), the
 * second for the counter's own update period. Above the bound a step is clipped to it. Below the
 * former reading it is, in this order: a reset, if the new reading lies within the bound; stale, if
 * it is less than one bound below the former; else a rebase.
 *
 * <p>A rise above the bound that follows on readings of one and the same value has taken longer:
 * the repeats are old values told again, and the step begins with the first of them.
 *
 * <p>Where the maximum power is unknown there is no bound: nothing is clipped, and a lower reading
 * is a rebase. Without a bound a restart cannot be told from a late reading or another counter, and
 * to book the reading itself could book the energy of a device's whole life; nothing is invented,
 * the interval is a gap that shows. A rise that no device at all can draw ({@link
 * MeterBounds#CEILING_W}) is a rebase too.
 */
public final class EnergyCounter {

  /** 1.1 as a fraction, so that whole watts give whole millijoules. */
  private static final int TOLERANCE_TENTHS = 11;

  private static final double TENTHS_OF_MICROJOULES_PER_MILLIJOULE = 10_000;
  private static final long UPDATE_PERIOD_US = TimeRange.MICROSECONDS_PER_SECOND;

  /** What the later of two readings is. */
  public enum Outcome {
    RISE,
    RESET,
    STALE,
    REBASE
  }

  /**
   * @param energyMj energy between the readings; 0 if stale or rebased
   * @param clippedMj what lay above the bound
   */
  public record Step(Outcome outcome, long energyMj, long clippedMj) {

    boolean isBooked() {
      return outcome == Outcome.RISE || outcome == Outcome.RESET;
    }
  }

  private EnergyCounter() {}

  /** The most that a device can draw between two readings that far apart, in mJ, rounded down. */
  public static long boundMj(long elapsedUs, double maxW) {
    double wattTenthsUs = maxW * TOLERANCE_TENTHS * (elapsedUs + UPDATE_PERIOD_US);
    return (long) Math.floor(wattTenthsUs / TENTHS_OF_MICROJOULES_PER_MILLIJOULE);
  }

  /** Judges the later of two readings. */
  public static Step step(long elapsedUs, long formerMj, long laterMj, MeterBounds bounds) {
    if (!bounds.knowsMax()) {
      long rise = laterMj - formerMj;
      return rise < 0 || rise > boundMj(elapsedUs, MeterBounds.CEILING_W)
          ? new Step(Outcome.REBASE, 0, 0)
          : new Step(Outcome.RISE, rise, 0);
    }
    long boundMj = boundMj(elapsedUs, bounds.maxW());
    if (laterMj >= formerMj) {
      long energyMj = Math.min(laterMj - formerMj, boundMj);
      return new Step(Outcome.RISE, energyMj, laterMj - formerMj - energyMj);
    }
    if (laterMj <= boundMj) {
      return new Step(Outcome.RESET, laterMj, 0);
    }
    return formerMj - laterMj < boundMj
        ? new Step(Outcome.STALE, 0, 0)
        : new Step(Outcome.REBASE, 0, 0);
  }

  /** What the counter readings of a device yield; all else that they say goes to the events. */
  static MeteredIntervals intervals(
      MergedReadings readings, MeterBounds bounds, MeterRules rules, List<MeterEvent> events) {
    MeteredIntervals intervals = new MeteredIntervals();
    int former = -1;
    int firstOfValue = -1;
    for (int later = 0; later < readings.count(); later++) {
      if (!readings.hasEnergy(later)) {
        continue;
      }
      if (former < 0) {
        former = later;
        firstOfValue = later;
        continue;
      }
      int from = former;
      Step step = step(readings, from, later, bounds);
      if (step.clippedMj() > 0 && firstOfValue < former) {
        boolean isNear = elapsedUs(readings, firstOfValue, later) <= rules.lookaroundUs();
        from = isNear ? firstOfValue : former;
        step = step(readings, from, later, bounds);
        tellRepeats(readings, from, former, events);
        intervals.dropFrom(readings.atUs(from));
      }
      boolean placed = step.isBooked() && elapsedUs(readings, from, later) <= rules.lookaroundUs();
      tell(step, placed, readings.energySample(later), readings.atUs(later), events);
      if (placed) {
        intervals.add(readings.atUs(from), readings.atUs(later), step.energyMj());
      }
      if (step.outcome() != Outcome.STALE) {
        boolean isRepeat = readings.energyMj(later) == readings.energyMj(former);
        firstOfValue = isRepeat ? firstOfValue : later;
        former = later;
      }
    }
    return intervals;
  }

  private static Step step(MergedReadings readings, int former, int later, MeterBounds bounds) {
    return step(
        elapsedUs(readings, former, later),
        readings.energyMj(former),
        readings.energyMj(later),
        bounds);
  }

  private static long elapsedUs(MergedReadings readings, int former, int later) {
    return readings.atUs(later) - readings.atUs(former);
  }

  /** The readings behind the first that repeat its value. */
  private static void tellRepeats(
      MergedReadings readings, int first, int last, List<MeterEvent> events) {
    for (int reading = first + 1; reading <= last; reading++) {
      if (readings.energyMj(reading) == readings.energyMj(first)) {
        events.add(
            new MeterEvent(
                MeterEvent.Kind.STALE, readings.energySample(reading), readings.atUs(reading), 0));
      }
    }
  }

  private static void tell(
      Step step, boolean placed, int sample, long atUs, List<MeterEvent> events) {
    switch (step.outcome()) {
      case STALE -> events.add(new MeterEvent(MeterEvent.Kind.STALE, sample, atUs, 0));
      case REBASE -> events.add(new MeterEvent(MeterEvent.Kind.REBASE, sample, atUs, 0));
      case RESET ->
          events.add(new MeterEvent(MeterEvent.Kind.RESET, sample, atUs, step.energyMj()));
      case RISE -> {}
    }
    if (step.clippedMj() > 0) {
      events.add(new MeterEvent(MeterEvent.Kind.CLIPPED, sample, atUs, step.clippedMj()));
    }
    if (step.isBooked() && !placed) {
      events.add(new MeterEvent(MeterEvent.Kind.UNPLACED, sample, atUs, step.energyMj()));
    }
  }
}
