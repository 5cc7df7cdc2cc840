package org.wattledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.wattledger.pipeline.PublishedScenarios.Line;

/**
 * Sums of some rows of one scenario, as text. A sum leaves out what is unknown and then says so
 * with a +; a difference takes only rows that are known on both sides.
 */
final class ScenarioTotals {

  static final String HEADING =
      "%-28s %13s %14s %14s %9s %13s %12s %16s"
          .formatted(
              "", "facility kWh", "gCO2e", "difference", "", "embodied g", "water L", "cost");

  private static final double WH_PER_KWH = 1_000;

  private final List<Line> lines;

  ScenarioTotals(List<Line> lines) {
    this.lines = lines;
  }

  /** The scenario's own sums. */
  String text(String label) {
    return "%-28s %13s %14s %14s %9s %13s %12s %16s"
        .formatted(
            label,
            sum(Line::facilityEnergyWh, WH_PER_KWH, 3),
            sum(Line::locationEmissionsGco2e, 1, 1),
            difference(),
            percent(),
            sum(Line::embodiedEmissionsGco2e, 1, 1),
            sum(ScenarioTotals::waterL, 1, 1),
            cost())
        .stripTrailing();
  }

  /** What was published of the same rows. */
  String baseline(String label) {
    return "%-28s %13s %14s %14s %9s %13s"
        .formatted(
            label,
            sum(Line::baselineEnergyWh, WH_PER_KWH, 3),
            sum(Line::baselineEmissionsGco2e, 1, 1),
            "",
            "",
            sum(Line::baselineEmbodiedEmissionsGco2e, 1, 1));
  }

  private String sum(Function<Line, Double> amount, double unit, int decimals) {
    List<Double> known = lines.stream().map(amount).filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return "unknown";
    }
    double sum = known.stream().mapToDouble(Double::doubleValue).sum();
    String text = String.format(Locale.ROOT, "%." + decimals + "f", sum / unit);
    return known.size() == lines.size() ? text : text + "+";
  }

  private String difference() {
    List<Line> comparable = comparable();
    return comparable.isEmpty()
        ? "unknown"
        : String.format(Locale.ROOT, "%+.1f", change(comparable));
  }

  private String percent() {
    List<Line> comparable = comparable();
    double published = comparable.stream().mapToDouble(Line::baselineEmissionsGco2e).sum();
    return published > 0
        ? String.format(Locale.ROOT, "%+.1f %%", 100 * change(comparable) / published)
        : "";
  }

  private static double change(List<Line> comparable) {
    return comparable.stream()
        .mapToDouble(line -> line.locationEmissionsGco2e() - line.baselineEmissionsGco2e())
        .sum();
  }

  private List<Line> comparable() {
    return lines.stream()
        .filter(line -> line.locationEmissionsGco2e() != null)
        .filter(line -> line.baselineEmissionsGco2e() != null)
        .toList();
  }

  private static Double waterL(Line line) {
    return line.onsiteWaterL() == null || line.offsiteWaterL() == null
        ? null
        : Double.valueOf(line.onsiteWaterL() + line.offsiteWaterL());
  }

  /** Amounts of different currencies have no sum. */
  private String cost() {
    Map<String, Double> byCurrency = new TreeMap<>();
    for (Line line : lines) {
      if (line.energyCost() != null && line.energyCostCurrency() != null) {
        byCurrency.merge(line.energyCostCurrency(), line.energyCost(), Double::sum);
      }
    }
    List<String> texts = new ArrayList<>();
    byCurrency.forEach(
        (currency, cost) -> texts.add(String.format(Locale.ROOT, "%.2f %s", cost, currency)));
    return texts.isEmpty() ? "unknown" : String.join(" + ", texts);
  }
}
