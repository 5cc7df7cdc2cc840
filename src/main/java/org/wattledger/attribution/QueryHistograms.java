package org.wattledger.attribution;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.wattledger.books.BinKey;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.QueryCost;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.Energy;

/** Histograms of what single requests cost, by model, operation and token class, of one task. */
final class QueryHistograms {

  private record Key(int model, int operation, TokenClass tokenClass) {}

  private static final int COSTS = QueryCost.values().length;

  private final Map<Key, BinCounts[]> counts = new HashMap<>();

  void add(int model, int operation, TokenClass tokenClass, BookedRequests booked, int at) {
    BinCounts[] bins =
        counts.computeIfAbsent(
            new Key(model, operation, tokenClass),
            key -> Stream.generate(BinCounts::new).limit(COSTS).toArray(BinCounts[]::new));
    long activeMj = booked.activeMj[at];
    long idleMj = booked.idleMj[at];
    bins[QueryCost.ENERGY.ordinal()].add(Energy.ofMillijoules(activeMj).wattHours());
    bins[QueryCost.ENERGY_WITH_IDLE.ordinal()].add(
        Energy.ofMillijoules(activeMj + idleMj).wattHours());
    addIfKnown(
        bins[QueryCost.LOCATION_EMISSIONS.ordinal()], booked.amounts(RequestAmount.LOCATION_G)[at]);
    addIfKnown(bins[QueryCost.WATER.ordinal()], booked.waterL(at));
  }

  private static void addIfKnown(BinCounts bins, double amount) {
    if (!Double.isNaN(amount)) {
      bins.add(amount);
    }
  }

  /** The counts under {@link BinKey}; operations are numbered from 1, 0 is an absent name. */
  KeyedSums sums() {
    KeyedSums sums = new KeyedSums(BinKey.PARTS, 1);
    counts.forEach(
        (key, bins) -> {
          for (QueryCost cost : QueryCost.values()) {
            bins[cost.ordinal()].forEach(
                (bin, count) ->
                    sums.add(
                        sums.cell(
                            key.model,
                            key.operation + 1,
                            key.tokenClass.ordinal(),
                            cost.ordinal(),
                            bin),
                        0,
                        count));
          }
        });
    return sums;
  }

  /** Counts in the bins of {@link LogHistogram}, as a flat array: one addition per request. */
  private static final class BinCounts {

    private static final int LEAST = LogHistogram.histogramBin(LogHistogram.LEAST);
    private static final int GREATEST = LogHistogram.histogramBin(LogHistogram.GREATEST);

    private final long[] counts = new long[GREATEST - LEAST + 1];
    private long zeros;

    void add(double amount) {
      int bin = LogHistogram.histogramBin(amount);
      if (bin == LogHistogram.ZERO_BIN) {
        zeros++;
      } else {
        counts[bin - LEAST]++;
      }
    }

    void forEach(BiConsumer<Integer, Long> visitor) {
      if (zeros > 0) {
        visitor.accept(LogHistogram.ZERO_BIN, zeros);
      }
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          visitor.accept(i + LEAST, counts[i]);
        }
      }
    }
  }
}
