package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.Energy;

/** Histograms of what single requests cost, by model, operation and token class, of one task. */
final class QueryHistograms {

  /** What is counted. The names stand in {@code AttributedTables.MEASURE}. */
  enum Measure {
    ENERGY,
    ENERGY_WITH_IDLE,
    LOCATION_EMISSIONS,
    WATER
  }

  private record Key(int model, int operation, TokenClass tokenClass) {}

  private static final int MEASURES = Measure.values().length;

  private final Map<Key, BinCounts[]> counts = new HashMap<>();

  void add(int model, int operation, TokenClass tokenClass, BookedRequests booked, int at) {
    BinCounts[] bins =
        counts.computeIfAbsent(
            new Key(model, operation, tokenClass),
            key -> Stream.generate(BinCounts::new).limit(MEASURES).toArray(BinCounts[]::new));
    long activeMj = booked.activeMj[at];
    long idleMj = booked.idleMj[at];
    bins[Measure.ENERGY.ordinal()].add(Energy.ofMillijoules(activeMj).wattHours());
    bins[Measure.ENERGY_WITH_IDLE.ordinal()].add(
        Energy.ofMillijoules(activeMj + idleMj).wattHours());
    addIfKnown(
        bins[Measure.LOCATION_EMISSIONS.ordinal()], booked.amounts(RequestAmount.LOCATION_G)[at]);
    addIfKnown(bins[Measure.WATER.ordinal()], booked.waterL(at));
  }

  private static void addIfKnown(BinCounts bins, double amount) {
    if (!Double.isNaN(amount)) {
      bins.add(amount);
    }
  }

  /** The counts as rows of {@code AttributedTables.QUERY_HISTOGRAM}. */
  List<Row> rows(Topology topology, Names operations) {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (key, bins) -> {
          for (Measure measure : Measure.values()) {
            bins[measure.ordinal()].forEach(
                (bin, count) ->
                    rows.add(
                        RowFactory.create(
                            topology.models().get(key.model),
                            BookingFacts.operation(operations.name(key.operation)),
                            key.tokenClass.label(),
                            measure.name(),
                            bin,
                            count)));
          }
        });
    return rows;
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
