package org.wattledger.ingest;

import java.io.Serializable;
import org.wattledger.staging.TimeScale;
import org.wattledger.staging.Verdict;
import org.wattledger.staging.Verdicts;

/** What became of some records, and what is odd about their times. */
final class RecordTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] byVerdict = new long[Verdict.values().length];
  private final long[] byTimeScale = new long[TimeScale.values().length];
  private long withoutEnd;

  /** Adds a record of a batch that was judged. */
  void add(Verdicts judged, int row) {
    Verdict verdict = judged.verdict(row);
    byVerdict[verdict.ordinal()]++;
    if (verdict == Verdict.OUTSIDE_WINDOW) {
      byTimeScale[judged.timeScale(row).ordinal()]++;
    }
  }

  void add(RecordTally other) {
    addAll(byVerdict, other.byVerdict);
    addAll(byTimeScale, other.byTimeScale);
    withoutEnd += other.withoutEnd;
  }

  /** Of an accepted request that was added. */
  void addWithoutEnd() {
    withoutEnd++;
  }

  long records(Verdict verdict) {
    return byVerdict[verdict.ordinal()];
  }

  /** Records outside the window whose time would fit in another unit. */
  long records(TimeScale scale) {
    return byTimeScale[scale.ordinal()];
  }

  /** Accepted requests that tell no end. */
  long withoutEnd() {
    return withoutEnd;
  }

  private static void addAll(long[] sums, long[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }
}
