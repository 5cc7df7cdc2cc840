package org.wattledger.verify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A verification as the page docs/published-results.md. */
final class PublishedResultsPage {

  private static final String HEAD =
      """
      # Published results, recomputed

      Written by `mvn test -Dtest=PublishedResultsPageTest -Dwattledger.published.write=true`; do \
      not edit.

      `wattledger verify` takes the inputs of published results, sends them through the formulas \
      and reference tables of the nightly run, and sets what comes out beside what was published. \
      It exits with 20 if a number lies outside its tolerance. Inputs and published numbers are \
      rows of `conf/reference/published_results`, `errata` and `pinned_constants`; no published \
      number is an input of its own row. *Second hand* means that an input is quoted from others \
      than its author, *inferred* that it was worked out from other published numbers. A tolerance \
      in per cent is a share of the published number, any other an amount in its unit.

      Not reproduced: Kepler's reading of a counter that wraps at a known maximum. The meters \
      of this project do not wrap; a lower reading is a restart (methodology, `EnergyCounter`).

      """;

  private static final String ERRATA =
      """
      ## Errata

      Published numbers that are wrong. *Claimed* makes the mistake on purpose and yields what was \
      published; *correct* computes the same from the same inputs through the formulas of the \
      nightly run.

      | id | where | mistake | published | claimed | correct | unit | through | inputs | remark |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private PublishedResultsPage() {}

  static String of(Verification verification) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(verification.summary()).append(".\n");
    byTopic(verification.results()).forEach((topic, rows) -> addTopic(page, topic, rows));
    page.append('\n').append(ERRATA);
    verification.errata().forEach(erratum -> page.append(line(erratum)));
    page.append('\n').append("Sources:\n\n");
    for (Erratum erratum : verification.errata()) {
      page.append("- %s: %s\n".formatted(erratum.id(), erratum.source()));
    }
    return page.toString();
  }

  private static Map<String, List<PublishedResult>> byTopic(List<PublishedResult> results) {
    return results.stream()
        .collect(
            Collectors.groupingBy(PublishedResult::topic, LinkedHashMap::new, Collectors.toList()));
  }

  private static void addTopic(StringBuilder page, String topic, List<PublishedResult> rows) {
    page.append("\n## ").append(topic).append("\n\n");
    page.append(
        """
        | id | what | published | computed | difference | unit | tolerance | why | through | inputs |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    rows.forEach(row -> page.append(line(row)));
    page.append('\n').append(sources(rows));
  }

  private static String sources(List<PublishedResult> rows) {
    Map<String, List<String>> ids =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    PublishedResult::source,
                    LinkedHashMap::new,
                    Collectors.mapping(row -> "`" + row.id() + "`", Collectors.toList())));
    if (ids.size() == 1) {
      return "Source: %s\n".formatted(rows.get(0).source());
    }
    return ids.entrySet().stream()
        .map(entry -> "- %s: %s\n".formatted(String.join(", ", entry.getValue()), entry.getKey()))
        .collect(Collectors.joining("", "Sources:\n\n", ""));
  }

  private static String line(PublishedResult row) {
    return line(
        "`" + row.id() + "`",
        row.claim(),
        Numbers.text(row.published()),
        Numbers.text(row.computed()),
        Numbers.difference(row.published(), row.computed()) + (row.ok() ? "" : " MISS"),
        row.unit(),
        row.tolerance(),
        row.reason(),
        "`" + VerificationText.way(row.methods()) + "`",
        VerificationText.inputs(row.inputs()));
  }

  private static String line(Erratum row) {
    return line(
        row.id(),
        row.publisher(),
        row.mistake(),
        row.published() == null ? "" : Numbers.text(row.published()),
        Numbers.text(row.claimed()),
        Numbers.text(row.correct()) + (row.ok() ? "" : " MISS"),
        row.unit(),
        "`" + VerificationText.way(row.methods()) + "`",
        VerificationText.inputs(row.inputs()),
        row.reason());
  }

  private static String line(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.replace(" | ", ", ").replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
