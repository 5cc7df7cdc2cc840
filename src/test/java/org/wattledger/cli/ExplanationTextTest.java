package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wattledger.explanation.Comparison;
import org.wattledger.explanation.Explanation;
import org.wattledger.explanation.Step;

class ExplanationTextTest {

  private static final Comparison SAME =
      new Comparison("search", "active_energy_mj", "mJ", "shares", 7L, 7L);
  private static final Comparison OTHER =
      new Comparison("search", "facility_energy_wh", "Wh", "footprint", 2.5, null);

  @Test
  void figuresHaveTheirUnitsAndSources() {
    Step step =
        new Step.Builder("factors", "of each site")
            .figure("PUE", 1.12, "1", "sites 2026: invented")
            .figure("grid", 13.86, "gCO2e/kWh")
            .figure("price", Double.NaN, "EUR/kWh")
            .build();

    assertThat(text(explanation(List.of(step), null, SAME), false))
        .contains("1. factors: of each site")
        .contains("PUE    1.12000000  (sites 2026: invented)")
        .contains("grid   13.8600000 gCO2e/kWh")
        .contains("price  unknown")
        .contains("nothing it depends on has changed since")
        .endsWith("as published: 1 row, 1 columns each come out the same");
  }

  @Test
  void whatDiffersIsShownWithTheStepThatMakesIt() {
    String text =
        text(explanation(List.of(), "1 changed file (gateway: a.jsonl)", SAME, OTHER), false);

    assertThat(text)
        .contains("changed since: 1 changed file (gateway: a.jsonl)")
        .contains("facility_energy_wh  2.50000000 Wh  unknown     footprint DIFFERS")
        .doesNotContain("active_energy_mj")
        .endsWith("NOT as published: 1 of 2 values differ, the first of them in step footprint");
    assertThat(text(explanation(List.of(), null, SAME, OTHER), true)).contains("active_energy_mj");
  }

  @Test
  void aLongTableIsCutUnlessAllIsAskedFor() {
    Step.Builder slots = new Step.Builder("slots", "each").column("from", "UTC");
    for (int slot = 0; slot < 30; slot++) {
      slots.row("slot " + slot);
    }

    // Twelve rows are shown of thirty.
    assertThat(text(explanation(List.of(slots.build()), null, SAME), false))
        .contains("slot 11")
        .contains("... 18 more, shown by -v")
        .doesNotContain("slot 12");
    assertThat(text(explanation(List.of(slots.build()), null, SAME), true)).contains("slot 29");
  }

  private static Explanation explanation(
      List<Step> steps, String changes, Comparison... comparisons) {
    return new Explanation(
        Map.of("team_id", "search"),
        LocalDate.of(2026, 3, 10),
        new Explanation.Publication(
            "run-1", Instant.parse("2026-03-11T02:00:00Z"), "4", "sites=2026", changes),
        List.of(new Explanation.Input("gateway", "REQUESTS", "a.jsonl", 10, "00000000", 2)),
        steps,
        1,
        List.of(comparisons),
        Comparison.firstDifference(List.of(comparisons), List.of("shares", "footprint"))
            .orElse(null));
  }

  private static String text(Explanation explanation, boolean isWhole) {
    return new ExplanationText(explanation, isWhole)
        .lines().stream().collect(Collectors.joining("\n"));
  }
}
