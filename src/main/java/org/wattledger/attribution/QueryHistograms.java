package org.wattledger.attribution;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.wattledger.books.BinKey;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.QueryCost;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.Energy;

/** Histograms of what single requests cost, by model, operation and token class, of one task. */
final class QueryHistograms {

  private static final int COSTS = QueryCost.values().length;
  private static final int CLASSES = TokenClass.values().length;

  /** By model; then by operation, numbered from 1, and token class; then by cost. Null: none. */
  private BinCounts[][][] counts = new BinCounts[16][][];

  /** By request of the batch; null: it is of no query. */
  private BinCounts[][] binsOf = new BinCounts[0][];

  /** The number of a kind of queries of a model, under which {@link #add} counts a request. */
  static int query(int operation, TokenClass tokenClass) {
    return (operation + 1) * CLASSES + tokenClass.ordinal();
  }

  /**
   * Counts the requests of a batch that are of some query. The bins of one are far from those of
   * the next in memory, so each cost is counted in a loop of its own, in which the accesses to them
   * overlap.
   */
  void add(BookedRequests booked) {
    if (binsOf.length < booked.size) {
      binsOf = new BinCounts[booked.size][];
    }
    for (int at = 0; at < booked.size; at++) {
      binsOf[at] =
          booked.query[at] == BookedRequests.NO_QUERY
              ? null
              : bins(booked.model[at], booked.query[at]);
    }
    count(booked, QueryCost.ENERGY, at -> wattHours(booked.activeMj[at]));
    count(
        booked,
        QueryCost.ENERGY_WITH_IDLE,
        at -> wattHours(booked.activeMj[at] + booked.idleMj[at]));
    double[] grams = booked.amounts(RequestAmount.LOCATION_G);
    count(booked, QueryCost.LOCATION_EMISSIONS, at -> grams[at]);
    count(booked, QueryCost.WATER, booked::waterL);
  }

  private void count(BookedRequests booked, QueryCost cost, IntToDoubleFunction amounts) {
    for (int at = 0; at < booked.size; at++) {
      if (binsOf[at] == null) {
        continue;
      }
      double amount = amounts.applyAsDouble(at);
      if (!Double.isNaN(amount)) {
        binsOf[at][cost.ordinal()].add(amount);
      }
    }
  }

  private static double wattHours(long mj) {
    return Energy.ofMillijoules(mj).wattHours();
  }

  private BinCounts[] bins(int model, int query) {
    if (model >= counts.length) {
      counts = Arrays.copyOf(counts, 2 * model);
    }
    BinCounts[][] ofModel = counts[model];
    if (ofModel == null || query >= ofModel.length) {
      int room = Math.max(4 * CLASSES, 2 * query);
      ofModel = ofModel == null ? new BinCounts[room][] : Arrays.copyOf(ofModel, room);
      counts[model] = ofModel;
    }
    if (ofModel[query] == null) {
      ofModel[query] = Stream.generate(BinCounts::new).limit(COSTS).toArray(BinCounts[]::new);
    }
    return ofModel[query];
  }

  /** The counts under {@link BinKey}; operations are numbered from 1, 0 is an absent name. */
  KeyedSums sums() {
    KeyedSums sums = new KeyedSums(BinKey.PARTS, 1);
    for (int model = 0; model < counts.length; model++) {
      BinCounts[][] ofModel = counts[model] == null ? new BinCounts[0][] : counts[model];
      for (int query = 0; query < ofModel.length; query++) {
        if (ofModel[query] != null) {
          addTo(sums, model, query, ofModel[query]);
        }
      }
    }
    return sums;
  }

  private static void addTo(KeyedSums sums, int model, int query, BinCounts[] bins) {
    for (int cost = 0; cost < COSTS; cost++) {
      int[] key = {model, query / CLASSES, query % CLASSES, cost, 0};
      bins[cost].forEach(
          (bin, count) -> {
            key[BinKey.BIN] = bin;
            sums.add(sums.cell(key), 0, count);
          });
    }
  }

  /** Counts in the bins of {@link LogHistogram}: a flat array of those about what was counted. */
  private static final class BinCounts {

    private static final int MARGIN = 32;

    private int first;
    private long[] counts = new long[0];
    private long zeros;

    void add(double amount) {
      int bin = LogHistogram.histogramBin(amount);
      if (bin == LogHistogram.ZERO_BIN) {
        zeros++;
        return;
      }
      if (bin < first || bin >= first + counts.length) {
        reach(bin);
      }
      counts[bin - first]++;
    }

    private void reach(int bin) {
      boolean isEmpty = counts.length == 0;
      int from = isEmpty ? bin - MARGIN : Math.min(first, bin - MARGIN);
      int to = isEmpty ? bin + MARGIN : Math.max(first + counts.length, bin + MARGIN);
      long[] wider = new long[to - from];
      System.arraycopy(counts, 0, wider, isEmpty ? 0 : first - from, counts.length);
      first = from;
      counts = wider;
    }

    void forEach(BiConsumer<Integer, Long> visitor) {
      if (zeros > 0) {
        visitor.accept(LogHistogram.ZERO_BIN, zeros);
      }
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          visitor.accept(first + i, counts[i]);
        }
      }
    }
  }
}
