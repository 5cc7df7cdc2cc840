package org.wattledger.marts;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.wattledger.books.BinKey;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.QueryCost;
import org.wattledger.physics.LogHistogram;
import org.wattledger.schema.PerQuery;
import org.wattledger.schema.PerQuery.Distribution;

/** Percentiles of what queries cost, by model, operation and token class, from counts in bins. */
final class QueryPercentiles {

  private static final Map<QueryCost, Distribution> COLUMNS =
      new EnumMap<>(
          Map.of(
              QueryCost.ENERGY, PerQuery.ENERGY,
              QueryCost.ENERGY_WITH_IDLE, PerQuery.ENERGY_WITH_IDLE,
              QueryCost.LOCATION_EMISSIONS, PerQuery.LOCATION_EMISSIONS,
              QueryCost.WATER, PerQuery.WATER));

  private record Key(int model, int operation, int tokenClass, QueryCost cost) {}

  private final Map<Key, LogHistogram> histograms = new HashMap<>();

  /** {@code counts}: under {@link BinKey}. */
  QueryPercentiles(KeyedSums counts) {
    for (int cell = 0; cell < counts.size(); cell++) {
      Key key =
          new Key(
              counts.part(cell, BinKey.MODEL),
              counts.part(cell, BinKey.OPERATION),
              counts.part(cell, BinKey.TOKEN_CLASS),
              QueryCost.values()[counts.part(cell, BinKey.COST)]);
      histograms
          .computeIfAbsent(key, unseen -> new LogHistogram())
          .addToBin(counts.part(cell, BinKey.BIN), counts.sum(cell, 0));
    }
  }

  /** Adds the percentiles of a group to its row; of what was never counted there are none. */
  void put(Map<String, Object> row, int model, int operation, int tokenClass) {
    COLUMNS.forEach(
        (cost, columns) -> {
          LogHistogram counted = histograms.get(new Key(model, operation, tokenClass, cost));
          if (counted != null) {
            row.put(columns.p50().name(), counted.quantile(0.5));
            row.put(columns.p90().name(), counted.quantile(0.9));
            row.put(columns.p99().name(), counted.quantile(0.99));
          }
        });
  }
}
