package org.wattledger.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wattledger.reference.Equivalence;
import org.wattledger.reference.EquivalenceTable;
import org.wattledger.report.Headline;
import org.wattledger.report.Quantity;
import org.wattledger.report.ReportTable;
import org.wattledger.schema.Equivalences;

/** Published figures (methodology 9), each beside this fleet's within the same boundary. */
final class ReportYardsticks {

  /**
   * The fleet per request, Wh; null: unknown.
   *
   * @param active accelerators, idle left out: the mean over requests
   * @param marginal what one more request adds, the mean over requests
   * @param it accelerators and hosts with all idle time, by the number of requests
   * @param facility the same with the overhead of the site
   */
  record PerRequest(Double active, Double marginal, Double it, Double facility) {}

  private static final String EVERYTHING = "facility energy / requests: all idle, host and PUE";

  private final EquivalenceTable facts;
  private final Instant at;

  ReportYardsticks(EquivalenceTable facts, Instant at) {
    this.facts = facts;
    this.at = at;
  }

  /** One row per published figure of one request. */
  ReportTable perRequest(PerRequest fleet) {
    List<List<Object>> rows = new ArrayList<>();
    add(rows, "web-search-2009", fleet.facility(), EVERYTHING);
    add(rows, "gemini-text-prompt-2025", fleet.facility(), EVERYTHING);
    add(
        rows,
        "gemini-text-prompt-2025-narrow",
        fleet.active(),
        "active energy of the accelerators, mean");
    add(rows, "chatgpt-request-2025", fleet.facility(), EVERYTHING);
    add(rows, "chatgpt-request-2023", fleet.facility(), EVERYTHING);
    add(
        rows,
        "bloom-request-2022",
        fleet.it(),
        "accelerators and hosts / requests: all idle, no PUE");
    add(rows, "bloom-request-2022-marginal", fleet.marginal(), "slope of energy against requests");
    ReportColumns columns =
        new ReportColumns()
            .text("claim", "Published", "claim of the reference table equivalences")
            .derived("wh", "Energy", Quantity.QUERY_WH, Equivalences.ENERGY_WH.name())
            .derived("g", "Emissions", Quantity.QUERY_G, "emissions_gco2e")
            .derived("water", "Water", Quantity.QUERY_L, "water_l")
            .derived("fleet", "This fleet", Quantity.QUERY_WH, "within the boundary named here")
            .derived("ratio", "Fleet by published", Quantity.RATIO, "this fleet / published")
            .text("boundary", "Boundary of this fleet's figure", "")
            .text("source", "Source", "source");
    return new ReportTable(
        "claims", "One request, as published and here", columns.columns(), rows, false);
  }

  private void add(List<List<Object>> rows, String factId, Double fleet, String boundary) {
    facts
        .find(factId, at)
        .ifPresent(
            fact -> {
              Double wh = boxed(fact.energyWh().best());
              Double ratio = fleet == null || wh == null ? null : fleet / wh;
              rows.add(
                  Arrays.asList(
                      fact.claim(),
                      wh,
                      boxed(fact.emissionsGco2e().best()),
                      boxed(fact.waterL()),
                      fleet,
                      ratio,
                      boundary,
                      fact.source()));
            });
  }

  /**
   * One row per published figure of another kind, and the two sayings without a primary source.
   *
   * @param lifetimes table of {@link ReportStudies#lifetimes}
   */
  ReportTable others(
      Headline headline, PerRequest fleet, Double meanPowerW, ReportTable lifetimes) {
    List<List<Object>> rows = new ArrayList<>();
    Headline.Balance balance = headline.balance();
    rows.add(
        List.of(
            "An AI query is four web searches",
            "no primary source; published figures allow 0.8x to 13x",
            fleet.facility() == null
                ? "unknown"
                : number(fleet.facility() / webSearchWh()) + "x, everything included",
            "the range: the figures above by 0.3 Wh"));
    rows.add(
        List.of(
            "Inference uses ten times the energy of training",
            "no primary source",
            ratios(lifetimes),
            "model_lifetime, above"));
    double idleMj = balance.sharedIdleMj() + (double) balance.provisionedIdleMj();
    rows.add(
        List.of(
            "Share of energy that is idle",
            "82 to 91 % of a BLOOM server's energy",
            balance.measuredMj() == 0
                ? "unknown"
                : number(100 * idleMj / balance.measuredMj()) + " % of the accelerators' energy",
            source("bloom-request-2022")));
    addFact(
        rows,
        "gh200-superchip",
        fact -> number(fact.powerW().orElse(Double.NaN)) + " W",
        meanPowerW == null ? "unknown" : number(meanPowerW) + " W, mean per accelerator");
    addFact(
        rows,
        "bloom-training-2022",
        fact -> number(fact.emissionsGco2e().best().orElse(Double.NaN) / 1e6) + " t",
        emitted(headline));
    addFact(
        rows,
        "bitcoin-year",
        fact ->
            number(
                    fact.emissionsGco2e().high().orElse(Double.NaN)
                        / fact.emissionsGco2e().low().orElse(Double.NaN))
                + "x between floor and ceiling",
        headline.floorG() == null || headline.ceilingG() == null || headline.floorG() == 0
            ? "unknown"
            : "%s to %s kg, %sx"
                .formatted(
                    number(headline.floorG() / 1e3),
                    number(headline.ceilingG() / 1e3),
                    number(headline.ceilingG() / headline.floorG())));
    ReportColumns columns =
        new ReportColumns()
            .text("claim", "Claim", "")
            .text("published", "Published", "")
            .text("fleet", "This fleet, in this range", "")
            .text("source", "Source", "");
    return new ReportTable("sayings", "Other claims", columns.columns(), rows, false);
  }

  private void addFact(
      List<List<Object>> rows,
      String factId,
      java.util.function.Function<Equivalence, String> published,
      String fleet) {
    facts
        .find(factId, at)
        .ifPresent(
            fact -> rows.add(List.of(fact.claim(), published.apply(fact), fleet, fact.source())));
  }

  private static String emitted(Headline headline) {
    Double location = headline.locationG().best();
    Double embodied = headline.embodiedG().best();
    return location == null || embodied == null
        ? "unknown"
        : number((location + embodied) / 1e3) + " kg, location-based and embodied";
  }

  private static String ratios(ReportTable lifetimes) {
    int column = lifetimes.index("ratio");
    double[] ratios =
        lifetimes.rows().stream()
            .map(row -> (Double) row.get(column))
            .filter(java.util.Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return ratios.length == 0
        ? "no model with known training"
        : "%sx to %sx by model, so far"
            .formatted(number(ratios[0]), number(ratios[ratios.length - 1]));
  }

  private double webSearchWh() {
    return fact("web-search-2009")
        .map(fact -> fact.energyWh().best().orElse(Double.NaN))
        .orElse(Double.NaN);
  }

  private String source(String factId) {
    return fact(factId).map(Equivalence::source).orElse("");
  }

  private Optional<Equivalence> fact(String factId) {
    return facts.find(factId, at);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /** Three figures. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : new java.math.BigDecimal(value)
            .round(new java.math.MathContext(3))
            .stripTrailingZeros()
            .toPlainString();
  }
}
