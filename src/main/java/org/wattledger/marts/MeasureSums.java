package org.wattledger.marts;

import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.LEDGER;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.wattledger.books.Pricing;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * The measures of one row of a mart: sums of the ledger. Whole numbers are summed per site and
 * interval and priced there, once; the amounts are added in the order of site and interval, in
 * which the ledger must come, so that a mart is the same bit for bit on every run.
 */
final class MeasureSums {

  private static final int MODELLED = number(Measures.MODELLED_ENERGY_MJ);
  private static final int[] METERED = {
    number(Measures.ACTIVE_ENERGY_MJ),
    number(Measures.IDLE_ENERGY_MJ),
    number(Measures.PROVISIONED_IDLE_ENERGY_MJ),
    number(Measures.UNATTRIBUTED_ENERGY_MJ)
  };

  private final Pricing pricing;
  private final long[] sums = new long[LEDGER.size()];
  private final long[] ofInterval = new long[LEDGER.size()];
  private final double[] totals = new double[AMOUNTS.size()];
  private final double[] amounts = new double[AMOUNTS.size()];
  private int site;
  private int interval;
  private final Set<String> currencies = new HashSet<>();

  MeasureSums(Pricing pricing) {
    this.pricing = pricing;
    clear();
  }

  private void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(ofInterval, 0);
    Arrays.fill(totals, 0);
    site = -1;
    interval = -1;
    currencies.clear();
  }

  /** Adds a row of the ledger; one of the same site and interval as the last, or of a later. */
  void add(int rowSite, int rowInterval, long[] row) {
    if (rowSite != site || rowInterval != interval) {
      if (rowSite < site || rowSite == site && rowInterval < interval) {
        throw new IllegalArgumentException(
            "Interval %d of site %d comes after interval %d of site %d; amounts are added in order"
                .formatted(rowInterval, rowSite, interval, site));
      }
      priceInterval();
      site = rowSite;
      interval = rowInterval;
      Arrays.fill(ofInterval, 0);
    }
    for (int i = 0; i < row.length; i++) {
      ofInterval[i] = Math.addExact(ofInterval[i], row[i]);
      sums[i] = Math.addExact(sums[i], row[i]);
    }
  }

  private long sum(Field field) {
    return sums[number(field)];
  }

  /**
   * All measures of the row by the names of their columns; what is unknown is absent. The next row
   * begins with nothing.
   */
  Map<String, Object> finish() {
    priceInterval();
    Map<String, Object> values = values();
    clear();
    return values;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < sums.length; i++) {
      values.put(LEDGER.get(i).name(), sums[i]);
    }
    long metered = Arrays.stream(METERED).mapToLong(i -> sums[i]).sum();
    boolean isModelledKnown = sum(AttributedTables.MODELLED_UNKNOWN) == 0;
    long energy = metered + sums[MODELLED];
    if (isModelledKnown && energy != 0) {
      double measured = metered - sum(OutputTables.ESTIMATED_MJ);
      values.put(Measures.MEASURED_RATIO.name(), measured / energy);
    }
    boolean isUnmetered = sum(AttributedTables.UNMETERED_REQUESTS) > 0;
    // Requests without any meter used energy, only nobody knows how much: absent, not 0.
    if (metered != 0 || !isUnmetered) {
      putAmounts(values);
    }
    // Amounts of two currencies have no sum.
    if (currencies.size() == 1) {
      values.put(Measures.ENERGY_COST_CURRENCY.name(), currencies.iterator().next());
    } else {
      values.remove(Measures.ENERGY_COST.name());
    }
    if (isUnmetered || !isModelledKnown) {
      values.remove(Measures.MODELLED_ENERGY_MJ.name());
    }
    if (sum(AttributedTables.HOST_UNKNOWN) != 0 && sum(Measures.HOST_ENERGY_MJ) == 0) {
      values.remove(Measures.HOST_ENERGY_MJ.name());
    }
    return values;
  }

  private void putAmounts(Map<String, Object> values) {
    for (int i = 0; i < totals.length; i++) {
      if (!Double.isNaN(totals[i])) {
        values.put(AMOUNTS.get(i).name(), totals[i]);
      }
    }
    DominantInput.name(values);
  }

  private void priceInterval() {
    if (site < 0) {
      return;
    }
    pricing.price(ofInterval, site, interval, amounts);
    if (pricing.currency(site) != null) {
      currencies.add(pricing.currency(site));
    }
    for (int i = 0; i < totals.length; i++) {
      totals[i] += amounts[i];
    }
  }

  private static int number(Field field) {
    return LEDGER.indexOf(field);
  }
}
