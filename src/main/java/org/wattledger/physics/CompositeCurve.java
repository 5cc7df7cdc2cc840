package org.wattledger.physics;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.quantity.EnergyBasis;

/** Lays the intervals of several bases over each other: at every moment the best one counts. */
final class CompositeCurve {

  private final List<EnergyBasis> bases = new ArrayList<>();
  private final List<MeteredIntervals> intervals = new ArrayList<>();
  private final EnergyCurve.Builder builder = new EnergyCurve.Builder();

  /** Adds a basis; the first added is the best. */
  void add(EnergyBasis basis, MeteredIntervals known) {
    bases.add(basis);
    intervals.add(known);
  }

  EnergyCurve curve() {
    int[] next = new int[intervals.size()];
    long nowUs = Long.MIN_VALUE;
    while (true) {
      int best = -1;
      long untilUs = Long.MAX_VALUE;
      for (int i = 0; best < 0 && i < next.length; i++) {
        MeteredIntervals known = intervals.get(i);
        while (next[i] < known.count() && known.endUs(next[i]) <= nowUs) {
          next[i]++;
        }
        if (next[i] < known.count() && known.startUs(next[i]) <= nowUs) {
          best = i;
          untilUs = Math.min(untilUs, known.endUs(next[i]));
        } else if (next[i] < known.count()) {
          // A better basis begins here, or with none in force the gap ends here.
          untilUs = Math.min(untilUs, known.startUs(next[i]));
        }
      }
      if (untilUs == Long.MAX_VALUE) {
        return builder.build();
      }
      if (best >= 0) {
        MeteredIntervals known = intervals.get(best);
        int interval = next[best];
        builder.piece(
            new EnergyCurve.Source(
                bases.get(best),
                known.startUs(interval),
                known.endUs(interval),
                known.energyMj(interval)),
            nowUs,
            untilUs);
      }
      nowUs = untilUs;
    }
  }
}
