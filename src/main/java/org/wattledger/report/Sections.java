package org.wattledger.report;

import java.util.List;
import org.wattledger.report.Section.Chart;

/** The parts of the page in their order, and what is said in each. */
final class Sections {

  private final ReportScope scope;

  private Sections(ReportScope scope) {
    this.scope = scope;
  }

  static List<Section> of(ReportScope scope) {
    Sections sections = new Sections(scope);
    return List.of(
        sections.flow(),
        sections.models(),
        sections.teams(),
        sections.queries(),
        sections.hours(),
        sections.scenarios(),
        sections.training(),
        sections.yardsticks(),
        sections.quality());
  }

  private Section flow() {
    return new Section(
        "flow",
        "Where each kilowatt-hour went",
        "Flow",
        "From the accelerators' meters of each site, by the part of the ledger, to who is charged."
            + " Active energy is shared by work, shared idle by time present; provisioned idle is"
            + " what was drawn while nobody asked for anything."
            + utcOnly("The flow to teams"),
        List.of(new Chart("flow", "Flow of metered energy from sites to teams.", "high")),
        List.of("balance"));
  }

  private Section models() {
    return new Section(
        "models",
        "Models",
        "Models",
        "Energy of the accelerators by model, and the footprint that follows from it with hosts and"
            + " site overhead."
            + zoned(),
        List.of(new Chart("models", "Energy by model, split into parts of the ledger.", "middle")),
        List.of("models"));
  }

  private Section teams() {
    String shared =
        scope.isShared()
            ? " %,d teams with fewer than %,d known users stand in one row, (small teams)."
                .formatted(scope.foldedTeams(), scope.leastUsers())
            : "";
    return new Section(
        "teams",
        "Teams",
        "Teams",
        "Active and shared idle energy of each team's requests. Idle capacity belongs to no team"
            + " unless the configuration spreads it; its row keeps the total equal to the meters."
            + shared
            + utcOnly("Teams"),
        List.of(new Chart("teams", "Energy by team.", "middle")),
        List.of("teams"));
  }

  private Section queries() {
    String days =
        scope.publishedDays() == 1
            ? ""
            : " Means are exact over all days. Percentiles are those of the middle day, weighing"
                + " each day by its requests: percentiles of days cannot be added.";
    return new Section(
        "queries",
        "Queries",
        "Queries",
        "What one query took of the accelerators: half of the queries lie below p50, one in ten"
            + " above p90, one in a hundred above p99. The scale is logarithmic; the dashed lines"
            + " are published figures for one request, whose boundaries are wider."
            + days
            + utcOnly("Queries"),
        List.of(
            new Chart(
                "queries",
                "Energy per query: median, p90, p99 and mean for the most frequent kinds.",
                "high")),
        List.of("queries"));
  }

  private Section hours() {
    return new Section(
        "hours",
        "Hour by hour",
        "Hours",
        "Energy of the accelerators above, and below it the intensity of the grid as this load met"
            + " it. Where energy is drawn while the lower line is high, another hour or region"
            + " would have emitted less. Hours of days that are not published are gaps."
            + zoned(),
        List.of(new Chart("hours", "Energy by hour and grid intensity by hour.", "high")),
        List.of("days", "hours"));
  }

  private Section scenarios() {
    return new Section(
        "scenarios",
        "What if",
        "What if",
        "The same load under other circumstances. Floor and ceiling bound what any mix could make"
            + " of this energy: all of it from the cleanest single source, or all from coal."
            + utcOnly("What-if"),
        List.of(new Chart("scenarios", "Emissions under each scenario.", "middle")),
        List.of("scenarios"));
  }

  private Section training() {
    return new Section(
        "training",
        "Training beside inference",
        "Training",
        "Facility energy of each model's training and of its inference since the first published"
            + " day. Break-even is the number of queries that take as much as the training did."
            + utcOnly("Training"),
        List.of(new Chart("training", "Training and inference energy by model.", "middle")),
        List.of("lifetimes", "training"));
  }

  private Section yardsticks() {
    return new Section(
        "yardsticks",
        "Reality checks",
        "Reality checks",
        "Published figures for one request, each beside this fleet within the boundary that comes"
            + " nearest. A low ratio is no merit by itself: small models, short queries and idle"
            + " hours move it by powers of ten.",
        List.of(new Chart("claims", "Published energy per request beside this fleet.", "middle")),
        List.of("claims", "sayings"));
  }

  private Section quality() {
    String names =
        scope.isShared() ? " Names of files, devices and other subjects are left out." : "";
    return new Section(
        "quality",
        "Data quality",
        "Data quality",
        "Checks that every published day has passed or that warned, what became of the records,"
            + " what the meters covered, and totals that a later run corrected."
            + names
            + utcOnly("Checks, records and corrections"),
        List.of(),
        List.of("findings", "checks", "sources", "rejects", "coverage", "restatements"));
  }

  private String zoned() {
    return scope.isUtc() ? "" : " Whole days of %s.".formatted(scope.zone().getId());
  }

  private String utcOnly(String what) {
    return scope.isUtc()
        ? ""
        : " %s: UTC days, since these tables are kept by day.".formatted(what);
  }
}
