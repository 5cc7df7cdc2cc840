package org.wattledger.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Faults planted in meters. None changes the true energy of a device. */
enum SampleFault {
  /** A sample once more, word for word. */
  REPEATED_SAME,
  /** A sample once more with a lower reading. */
  REPEATED_CONFLICTING,
  NAN_POWER,
  NEGATIVE_READING,
  MISSING_DEVICE_ID,
  /** Two neighbouring samples of a device in the wrong order. */
  OUT_OF_ORDER,
  /** The counter starts again at 0 right after a sample. */
  COUNTER_RESET,
  /** No samples for ten minutes. */
  GAP,
  /** A word where a number belongs. */
  WRONG_TYPE,
  /** A line that breaks off. */
  MALFORMED_LINE;

  static List<SampleFault> possibleIn(MeterPlan plan) {
    return Arrays.stream(values()).filter(fault -> fault.isPossibleIn(plan)).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isPossibleIn(MeterPlan plan) {
    return switch (this) {
      case NAN_POWER -> plan.telemetry().hasPower();
      case COUNTER_RESET -> plan.telemetry().hasCounter();
      case WRONG_TYPE, MALFORMED_LINE -> !plan.parquet();
      case REPEATED_SAME,
          REPEATED_CONFLICTING,
          NEGATIVE_READING,
          MISSING_DEVICE_ID,
          OUT_OF_ORDER,
          GAP ->
          true;
    };
  }
}
