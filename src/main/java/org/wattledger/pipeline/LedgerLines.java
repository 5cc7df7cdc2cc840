package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.Pricing;
import org.wattledger.explanation.Step;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * The ledger of some rows of a mart, row by row and in each by site and interval: what they add up
 * and what follows from it.
 */
final class LedgerLines {

  private static final List<Field> SUMS =
      List.of(
          Measures.REQUESTS,
          Measures.OUTPUT_TOKENS,
          Measures.ACTIVE_ENERGY_MJ,
          Measures.IDLE_ENERGY_MJ,
          Measures.PROVISIONED_IDLE_ENERGY_MJ,
          Measures.UNATTRIBUTED_ENERGY_MJ,
          OutputTables.ESTIMATED_MJ,
          Measures.HOST_ENERGY_MJ);

  private static final List<Field> AMOUNTS =
      List.of(
          Measures.IT_ENERGY_WH,
          Measures.FACILITY_ENERGY_WH,
          Measures.LOCATION_EMISSIONS_GCO2E,
          Measures.MARKET_EMISSIONS_GCO2E,
          Measures.MARGINAL_EMISSIONS_GCO2E,
          Measures.UPSTREAM_EMISSIONS_GCO2E,
          Measures.EMBODIED_EMISSIONS_GCO2E,
          Measures.ONSITE_WATER_L,
          Measures.OFFSITE_WATER_L,
          Measures.ENERGY_COST);

  private record Line(String row, FactorSteps.At at, long[] sums, double[] amounts, int parts) {}

  private final FactorSteps factors;
  private final List<String> sites;
  private final List<Line> lines;

  /** What a cell belongs to. */
  record Keys(IntFunction<String> row, IntUnaryOperator site, IntUnaryOperator interval) {}

  private record Key(String row, int site, int interval) {}

  /** Sums the cells of a ledger. */
  LedgerLines(
      KeyedSums ledger, Keys keys, Pricing pricing, FactorSteps factors, List<String> sites) {
    this.factors = factors;
    this.sites = sites;
    this.lines = lines(ledger, keys, pricing);
  }

  private static List<Line> lines(KeyedSums ledger, Keys keys, Pricing pricing) {
    Map<Key, Line> found =
        new TreeMap<>(
            Comparator.comparing(Key::row).thenComparing(Key::site).thenComparing(Key::interval));
    int measures = AttributedTables.LEDGER.size();
    for (int cell = 0; cell < ledger.size(); cell++) {
      long[] row = new long[measures];
      ledger.read(cell, row);
      Key key =
          new Key(
              keys.row().apply(cell),
              keys.site().applyAsInt(cell),
              keys.interval().applyAsInt(cell));
      Line before = found.get(key);
      if (before != null) {
        Arrays.setAll(row, i -> row[i] + before.sums[i]);
      }
      found.put(
          key,
          new Line(
              key.row,
              new FactorSteps.At(key.site, key.interval),
              row,
              null,
              before == null ? 1 : before.parts + 1));
    }
    List<Line> priced = new ArrayList<>();
    for (Line line : found.values()) {
      double[] amounts = new double[AttributedTables.AMOUNTS.size()];
      pricing.price(line.sums, line.at.site(), line.at.interval(), amounts);
      priced.add(new Line(line.row, line.at, line.sums, amounts, line.parts));
    }
    return priced;
  }

  /** Where and when a factor is needed. */
  List<FactorSteps.At> places() {
    return lines.stream().map(Line::at).distinct().toList();
  }

  /** What is added up of each row, site and interval. */
  Step shares() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.SHARES,
                "whole numbers of the ledger, added by row, site and interval; parts: of pools and"
                    + " models, of which each is a sum over its requests")
            .column("row", "")
            .column(OutputTables.SITE_ID.name(), "")
            .column("from", "UTC")
            .column("parts", "1");
    SUMS.forEach(sum -> step.column(sum.name(), sum.unit().symbol()));
    long[] totals = new long[SUMS.size()];
    for (Line line : lines) {
      List<Object> cells = head(line);
      cells.add(line.parts);
      for (int i = 0; i < totals.length; i++) {
        long sum = line.sums[AttributedTables.LEDGER.indexOf(SUMS.get(i))];
        cells.add(sum);
        totals[i] += sum;
      }
      step.row(cells.toArray());
    }
    for (int i = 0; i < totals.length; i++) {
      step.figure(SUMS.get(i).name(), totals[i], SUMS.get(i).unit().symbol());
    }
    return step.build();
  }

  /** What follows from it with the factors of the site and interval. */
  Step footprint() {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.FOOTPRINT,
                "IT = (active + idle + provisioned idle + unattributed + modelled + host) / 3.6e6;"
                    + " facility = IT x PUE; emissions = facility x factor / 1000; on-site water ="
                    + " IT x WUE / 1000; off-site water = facility x EWIF / 1000; cost = facility x"
                    + " price / 1000; embodied: parts of the pool's by time")
            .column("row", "")
            .column(OutputTables.SITE_ID.name(), "")
            .column("from", "UTC");
    AMOUNTS.forEach(amount -> step.column(amount.name(), amount.unit().symbol()));
    for (Line line : lines) {
      List<Object> cells = head(line);
      AMOUNTS.forEach(amount -> cells.add(line.amounts[AttributedTables.AMOUNTS.indexOf(amount)]));
      step.row(cells.toArray());
    }
    return step.build();
  }

  /** The rows: sums over their lines, in the order of site and interval. */
  Step rows() {
    Step.Builder step =
        new Step.Builder(ColumnSteps.ROWS, "each row is the sum of its lines above")
            .column("row", "")
            .column("lines", "1");
    SUMS.forEach(sum -> step.column(sum.name(), sum.unit().symbol()));
    AMOUNTS.forEach(amount -> step.column(amount.name(), amount.unit().symbol()));
    for (String row : lines.stream().map(Line::row).distinct().toList()) {
      List<Line> ofRow = lines.stream().filter(line -> line.row.equals(row)).toList();
      List<Object> cells = new ArrayList<>(List.of(row, ofRow.size()));
      for (Field sum : SUMS) {
        int i = AttributedTables.LEDGER.indexOf(sum);
        cells.add(ofRow.stream().mapToLong(line -> line.sums[i]).sum());
      }
      for (Field amount : AMOUNTS) {
        int i = AttributedTables.AMOUNTS.indexOf(amount);
        double total = 0;
        for (Line line : ofRow) {
          total += line.amounts[i];
        }
        cells.add(total);
      }
      step.row(cells.toArray());
    }
    return step.build();
  }

  private List<Object> head(Line line) {
    return new ArrayList<>(
        List.of(line.row, sites.get(line.at.site()), factors.start(line.at.interval())));
  }
}
