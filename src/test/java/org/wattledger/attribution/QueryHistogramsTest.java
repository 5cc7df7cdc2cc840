package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wattledger.books.BinKey;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.QueryCost;
import org.wattledger.physics.LogHistogram;
import org.wattledger.physics.TokenClass;

class QueryHistogramsTest {

  private static final int ROWS = 500;

  private final BookedRequests booked = new BookedRequests(null, null);
  private final QueryHistograms histograms = new QueryHistograms();
  private final Map<List<Integer>, LogHistogram> expected = new HashMap<>();

  /** 1 Wh is 3,600,000 mJ; what is counted is compared with one histogram for each key. */
  @Test
  void requestsOfManyBatchesAreCountedUnderTheirQueryAndCosts() {
    Random random = new Random(5);
    for (int batch = 0; batch < 8; batch++) {
      begin();
      for (int at = 0; at < ROWS; at++) {
        draw(random, at);
      }
      histograms.add(booked);
    }

    KeyedSums sums = histograms.sums();

    Map<List<Integer>, LogHistogram> counted = new HashMap<>();
    for (int cell = 0; cell < sums.size(); cell++) {
      counted
          .computeIfAbsent(
              key(
                  sums.part(cell, BinKey.MODEL),
                  sums.part(cell, BinKey.OPERATION),
                  sums.part(cell, BinKey.TOKEN_CLASS),
                  sums.part(cell, BinKey.COST)),
              key -> new LogHistogram())
          .addToBin(sums.part(cell, BinKey.BIN), sums.sum(cell, 0));
    }
    assertThat(counted).isEqualTo(expected);
  }

  private void begin() {
    RequestBatch batch = new RequestBatch(Map.of(), new RequestBatch.TaskNames(), true);
    batch.rows = ROWS;
    booked.begin(batch);
    booked.size = ROWS;
  }

  /** Amounts of twenty powers of ten, unknown ones, and requests that are of no query. */
  private void draw(Random random, int at) {
    int model = random.nextInt(40);
    int operation = random.nextInt(12) - 1;
    TokenClass tokenClass = TokenClass.values()[random.nextInt(TokenClass.values().length)];
    long activeMj = random.nextInt(10) == 0 ? 0 : (long) Math.pow(10, random.nextDouble() * 15);
    long idleMj = random.nextInt(1_000_000);
    double grams =
        random.nextInt(4) == 0 ? Double.NaN : Math.pow(10, random.nextDouble() * 20 - 13);
    double litres = Math.pow(10, random.nextDouble() * 3);
    booked.model[at] = model;
    booked.activeMj[at] = activeMj;
    booked.idleMj[at] = idleMj;
    booked.amounts(RequestAmount.LOCATION_G)[at] = grams;
    booked.amounts(RequestAmount.ONSITE_WATER_L)[at] = litres;
    booked.query[at] = BookedRequests.NO_QUERY;
    if (random.nextInt(5) > 0) {
      booked.query[at] = QueryHistograms.query(operation, tokenClass);
      // Operations are numbered from 1; 0 is an absent one.
      expect(model, operation + 1, tokenClass, QueryCost.ENERGY, activeMj / 3.6e6);
      expect(
          model,
          operation + 1,
          tokenClass,
          QueryCost.ENERGY_WITH_IDLE,
          (activeMj + idleMj) / 3.6e6);
      expect(model, operation + 1, tokenClass, QueryCost.LOCATION_EMISSIONS, grams);
      expect(model, operation + 1, tokenClass, QueryCost.WATER, litres);
    }
  }

  private void expect(
      int model, int operation, TokenClass ofTokens, QueryCost cost, double amount) {
    if (!Double.isNaN(amount)) {
      expected
          .computeIfAbsent(
              key(model, operation, ofTokens.ordinal(), cost.ordinal()), key -> new LogHistogram())
          .add(amount);
    }
  }

  private static List<Integer> key(int... parts) {
    return List.of(parts[0], parts[1], parts[2], parts[3]);
  }
}
