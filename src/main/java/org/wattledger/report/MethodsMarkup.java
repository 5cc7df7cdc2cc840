package org.wattledger.report;

import java.util.ArrayList;
import java.util.List;

/** How the numbers came to be, what they leave out, and their exact values to copy. */
final class MethodsMarkup {

  private static final List<String> METHODS =
      List.of(
          "A meter becomes one integer curve of millijoules per device: its energy counter, else its"
              + " power samples, else a line from utilisation, shown as estimated. Gaps stay gaps.",
          "Each slot of the curve is split at the device's loaded idle power. What lies above is"
              + " active and shared by work (tokens); the floor is shared by time present.",
          "The part of a slot without any request is provisioned idle of the model placed there.",
          "Hosts are metered or rated and stand beside the ledger. Facility energy is accelerators"
              + " and hosts by the PUE of the site and time.",
          "Location-based emissions take the grid's factor of each interval; market-based ones take"
              + " contracts where they cover and the residual mix elsewhere. Both are always shown.",
          "Bounds combine meter, PUE, grid factor and hardware; the widest of them is named.",
          "Amounts that were summed from unknown parts lack these; the checks say how much energy"
              + " has no factor.");

  private static final List<String> OUTSIDE =
      List.of(
          "storage, and networks beyond the node",
          "devices of users",
          "model development before the training jobs that are listed",
          "buildings and people");

  private final ReportContents contents;
  private final Markup html;

  private MethodsMarkup(ReportContents contents, Markup html) {
    this.contents = contents;
    this.html = html;
  }

  static void write(ReportContents contents, Markup html) {
    MethodsMarkup methods = new MethodsMarkup(contents, html);
    methods.methods();
    methods.boundary();
  }

  private void methods() {
    ReportScope scope = contents.scope();
    html.raw("<section id=\"methods\" aria-labelledby=\"methods-title\">\n");
    html.raw("<h2 id=\"methods-title\">Methods and sources</h2>\n<ol class=\"methods\">\n");
    METHODS.forEach(method -> html.format("<li>%s</li>\n", method));
    html.raw("</ol>\n<dl class=\"facts\">\n");
    fact("Method", "version " + String.join(", ", scope.methodVersions()));
    for (String versions : scope.referenceVersions()) {
      fact("Reference tables", versions.replace(",", ", "));
    }
    fact("Days", days(scope));
    fact(
        "Made",
        scope.madeAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            + " by Wattledger "
            + scope.madeBy());
    html.raw("</dl>\n");
    exact();
    html.raw("<details><summary>Licences of what this page contains</summary><pre>");
    html.text(PageAssets.notices()).raw("</pre></details>\n</section>\n");
  }

  private static String days(ReportScope scope) {
    String zone =
        scope.isUtc()
            ? "UTC"
            : "%s for headline, balance, models, hours and meters; UTC for all that is kept by day"
                .formatted(scope.zone().getId());
    return "%,d published, %s".formatted(scope.publishedDays(), zone);
  }

  /** To be selected and copied. */
  private void exact() {
    Headline headline = contents.headline();
    Headline.Balance balance = headline.balance();
    html.raw(
        "<details><summary>Exact values of the headline</summary><dl class=\"facts exact\">\n");
    exact("measured", Quantity.ENERGY_MJ, balance.measuredMj());
    exact("of which estimated", Quantity.ENERGY_MJ, balance.estimatedMj());
    exact("active", Quantity.ENERGY_MJ, balance.activeMj());
    exact("of which training", Quantity.ENERGY_MJ, balance.trainingMj());
    exact("shared idle", Quantity.ENERGY_MJ, balance.sharedIdleMj());
    exact("provisioned idle", Quantity.ENERGY_MJ, balance.provisionedIdleMj());
    exact("unattributed", Quantity.ENERGY_MJ, balance.unattributedMj());
    exact("residual", Quantity.ENERGY_MJ, balance.residualMj());
    exact("host", Quantity.ENERGY_MJ, headline.hostMj());
    exact("facility energy", Quantity.ENERGY_WH, headline.facilityWh());
    bounds("location-based", headline.locationG());
    bounds("market-based", headline.marketG());
    bounds("embodied", headline.embodiedG());
    exact("floor, cleanest single source", Quantity.EMISSIONS_G, headline.floorG());
    exact("ceiling, coal", Quantity.EMISSIONS_G, headline.ceilingG());
    exact("water on site", Quantity.WATER_L, headline.onsiteWaterL());
    exact("water of generation", Quantity.WATER_L, headline.offsiteWaterL());
    headline.costs().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(cost -> exact("cost, " + cost.getKey(), Quantity.COST, cost.getValue()));
    exact("requests", Quantity.COUNT, headline.requests());
    exact("failed requests", Quantity.COUNT, headline.failedRequests());
    exact("output tokens", Quantity.COUNT, headline.outputTokens());
    html.raw("</dl></details>\n");
  }

  private void bounds(String name, Bounded grams) {
    exact(name, Quantity.EMISSIONS_G, grams.best());
    exact(name + ", low", Quantity.EMISSIONS_G, grams.low());
    exact(name + ", high", Quantity.EMISSIONS_G, grams.high());
  }

  private void exact(String name, Quantity quantity, Number value) {
    fact(name, Numbers.exact(quantity, value));
  }

  private void fact(String name, String value) {
    html.format("<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
  }

  private void boundary() {
    List<String> outside = new ArrayList<>(OUTSIDE);
    html.raw("<section id=\"boundary\" aria-labelledby=\"boundary-title\">\n");
    html.raw("<h2 id=\"boundary-title\">Outside the boundary</h2>\n");
    html.raw("<p class=\"lead\">No number of this page holds any of these:</p>\n<ul>\n");
    outside.forEach(item -> html.format("<li>%s</li>\n", item));
    html.raw("</ul>\n</section>\n");
  }
}
