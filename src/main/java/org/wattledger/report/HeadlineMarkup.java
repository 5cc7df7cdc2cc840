package org.wattledger.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The first screen: what was measured, that it balances, and what it means. */
final class HeadlineMarkup {

  private static final double MJ_PER_WH = 3_600_000;
  private static final int BAR_WIDTH = 1000;

  private record Part(String name, String style, long energyMj) {}

  private final Headline headline;
  private final Markup html;

  private HeadlineMarkup(Headline headline, Markup html) {
    this.headline = headline;
    this.html = html;
  }

  static void write(Headline headline, Markup html) {
    new HeadlineMarkup(headline, html).write();
  }

  private void write() {
    html.raw("<section id=\"headline\" aria-labelledby=\"headline-title\">\n");
    html.raw("<h2 id=\"headline-title\" class=\"unseen\">Headline</h2>\n<div class=\"hero\">\n");
    measured();
    balance();
    html.raw("</div>\n<ul class=\"cards\">\n");
    emissions("Location-based emissions", headline.locationG());
    emissions("Market-based emissions", headline.marketG());
    emissions("Embodied emissions", headline.embodiedG());
    card(
        "Facility energy",
        Quantity.ENERGY_WH,
        headline.facilityWh(),
        "accelerators, hosts (%s kWh) and site overhead"
            .formatted(kilowattHours(headline.hostMj())));
    Double water = sum(headline.onsiteWaterL(), headline.offsiteWaterL());
    card(
        "Water",
        Quantity.WATER_L,
        water,
        "%s m³ on site, %s m³ by generation"
            .formatted(
                alone(Quantity.WATER_L, headline.onsiteWaterL()),
                alone(Quantity.WATER_L, headline.offsiteWaterL())));
    cost();
    card(
        "Energy per request",
        Quantity.QUERY_WH,
        headline.facilityWhPerRequest(),
        "everything included, over %,d requests".formatted(headline.requests()));
    card(
        "Measured share",
        Quantity.SHARE,
        headline.measuredRatio(),
        "of the accelerators' energy; the rest is estimated or modelled");
    html.raw("</ul>\n</section>\n");
  }

  private void measured() {
    Headline.Balance balance = headline.balance();
    html.raw("<div class=\"measured\"><p class=\"label\">Measured at the accelerators</p>");
    html.format("<p class=\"value\" title=\"%s mJ\">", balance.measuredMj());
    html.format("%s <span class=\"unit\">kWh</span></p>", kilowattHours(balance.measuredMj()));
    Bounded energy = headline.energyWh();
    if (energy.low() != null && energy.high() != null) {
      html.format(
          "<p class=\"note\">%s to %s kWh by the accuracy of the meters</p>",
          alone(Quantity.ENERGY_WH, energy.low()), alone(Quantity.ENERGY_WH, energy.high()));
    }
    html.format(
        "<p class=\"note\">of which estimated %s kWh</p></div>\n",
        kilowattHours(balance.estimatedMj()));
  }

  private void balance() {
    Headline.Balance balance = headline.balance();
    long servingMj = balance.activeMj() - balance.trainingMj();
    List<Part> parts =
        List.of(
            new Part("Active", "active", servingMj),
            new Part("Training", "training", balance.trainingMj()),
            new Part("Shared idle", "shared", balance.sharedIdleMj()),
            new Part("Provisioned idle", "provisioned", balance.provisionedIdleMj()),
            new Part("Unattributed", "unattributed", balance.unattributedMj()));
    html.raw("<div class=\"balance\"><p class=\"label\">is booked, once, as</p>");
    html.format(
        "<svg class=\"bar\" viewBox=\"0 0 %s 22\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        BAR_WIDTH);
    double left = 0;
    for (Part part : parts) {
      double width = balance.measuredMj() == 0 ? 0 : share(part.energyMj()) * BAR_WIDTH;
      if (width > 0) {
        html.format(
            "<rect class=\"%s\" x=\"%s\" y=\"0\" width=\"%s\" height=\"22\"/>",
            part.style(), decimal(left), decimal(width));
      }
      left += width;
    }
    html.raw("</svg><dl class=\"parts\">");
    for (Part part : parts) {
      if (part.energyMj() == 0 && part.style().equals("training")) {
        continue;
      }
      html.format("<div><dt><i class=\"swatch %s\"></i>%s</dt>", part.style(), part.name());
      html.format("<dd title=\"%s mJ\">%s kWh", part.energyMj(), kilowattHours(part.energyMj()));
      html.format(" <span class=\"share\">%s</span></dd></div>", percent(part.energyMj()));
    }
    long residual = balance.residualMj();
    html.raw("</dl>");
    html.format(
        "<p class=\"residual %s\">%s residual %s mJ: %s</p></div>\n",
        residual == 0 ? "good" : "bad",
        residual == 0 ? "✓" : "✗",
        residual,
        residual == 0 ? "the parts add up to the meters" : "the parts do not add up to the meters");
  }

  private void emissions(String label, Bounded grams) {
    html.raw("<li class=\"card\">").format("<p class=\"label\">%s</p>", label);
    value(Quantity.EMISSIONS_G, grams.best(), "kg CO₂e");
    if (grams.best() != null && grams.low() != null && grams.high() != null && grams.high() > 0) {
      rangeBar(grams);
      html.format(
          "<p class=\"note\" title=\"%s to %s\">%s to %s kg",
          Numbers.exact(Quantity.EMISSIONS_G, grams.low()),
          Numbers.exact(Quantity.EMISSIONS_G, grams.high()),
          alone(Quantity.EMISSIONS_G, grams.low()),
          alone(Quantity.EMISSIONS_G, grams.high()));
      if (grams.widest() != null) {
        html.format("; widest: %s", grams.widest());
      }
      html.raw("</p>");
    }
    html.raw("</li>\n");
  }

  private void rangeBar(Bounded grams) {
    double scale = 200 / grams.high();
    html.format(
        "<svg class=\"range\" viewBox=\"0 0 204 12\" aria-hidden=\"true\"><path d=\"M2 6H202\"/>"
            + "<rect x=\"%s\" y=\"3\" width=\"%s\" height=\"6\" rx=\"3\"/>"
            + "<circle cx=\"%s\" cy=\"6\" r=\"5\"/></svg>",
        decimal(2 + grams.low() * scale),
        decimal(Math.max(0, grams.high() - grams.low()) * scale),
        decimal(2 + grams.best() * scale));
  }

  private void cost() {
    Map<String, Double> costs = new TreeMap<>(headline.costs());
    html.raw("<li class=\"card\"><p class=\"label\">Cost of energy</p>");
    if (costs.isEmpty()) {
      value(Quantity.COST, null, "");
    }
    costs.forEach((currency, cost) -> value(Quantity.COST, cost, currency));
    html.raw("<p class=\"note\">facility energy at the site's price</p></li>\n");
  }

  private void card(String label, Quantity quantity, Number value, String note) {
    html.raw("<li class=\"card\">").format("<p class=\"label\">%s</p>", label);
    value(quantity, value, quantity.shownUnit());
    html.format("<p class=\"note\">%s</p></li>\n", note);
  }

  private void value(Quantity quantity, Number value, String unit) {
    html.format(
        "<p class=\"value\" title=\"%s\">%s <span class=\"unit\">%s</span></p>",
        Numbers.exact(quantity, value), alone(quantity, value), value == null ? "" : unit);
  }

  private static String kilowattHours(Long energyMj) {
    return energyMj == null ? Numbers.UNKNOWN : alone(Quantity.ENERGY_WH, energyMj / MJ_PER_WH);
  }

  /** With the decimals that it needs when it stands alone. */
  private static String alone(Quantity quantity, Number value) {
    if (value == null) {
      return Numbers.UNKNOWN;
    }
    int decimals = Numbers.decimals(quantity, value.doubleValue());
    int bounded = decimals > 3 ? 3 : decimals;
    return Numbers.shown(quantity, bounded, value);
  }

  private double share(long energyMj) {
    return energyMj / (double) headline.balance().measuredMj();
  }

  private String percent(long energyMj) {
    return headline.balance().measuredMj() == 0
        ? ""
        : Numbers.shown(Quantity.SHARE, 1, share(energyMj)) + " %";
  }

  private static Double sum(Double one, Double other) {
    return one == null || other == null ? null : (Double) (one + other);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
