package org.wattledger.verify;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceSource;

/**
 * All published results and errata, recomputed.
 *
 * @param results in the order of their table
 * @param errata in the order of theirs
 */
public record Verification(List<PublishedResult> results, List<Erratum> errata) {

  private static final Instant AT = Instant.parse(FactsFile.VERSION + "T00:00:00Z");
  private static final List<String> CONSTANT_COLUMNS =
      List.of("constant_set", "constant", "value", "unit", "source");

  /** The rows of the three tables with all that they refer to, not yet computed. */
  record Rows(
      List<Map<String, String>> results, List<Map<String, String>> errata, ReferenceFacts facts) {

    Recipe recipe(Map<String, String> row, String idColumn) {
      String name = row.get(idColumn);
      String constants = row.get("constants");
      try {
        if (!constants.isEmpty() && !facts.knowsConstants(constants)) {
          throw new VerificationProblem(
              "constants '%s' are not pinned; add the set or correct its name"
                  .formatted(constants));
        }
        return new Recipe(
            name,
            row.get("method"),
            InputText.parse(row.get("inputs"), facts),
            constant -> facts.constant(constants, constant),
            row.get("unit"));
      } catch (VerificationProblem problem) {
        throw problem.in(name);
      }
    }
  }

  /** With the tables in the jar. */
  public static Verification shipped() {
    return of(Optional.empty(), Map.of());
  }

  /**
   * With the reference tables of a site, as a run uses them.
   *
   * @param directory looked into before the jar; also for the tables of published results
   * @param versions pinned version by reference table
   * @throws VerificationProblem if a row cannot be computed
   * @throws org.wattledger.reference.ReferenceProblems if a reference table is wrong
   */
  public static Verification of(Optional<Path> directory, Map<String, String> versions) {
    Rows rows = rows(directory, versions);
    return new Verification(
        rows.results().stream()
            .map(row -> PublishedResult.of(row, rows.recipe(row, "result_id")))
            .toList(),
        rows.errata().stream()
            .map(row -> Erratum.of(row, rows.recipe(row, "erratum_id")))
            .toList());
  }

  static Rows rows(Optional<Path> directory, Map<String, String> versions) {
    Reference reference = ReferenceCatalog.load(new ReferenceSource(directory, versions));
    return new Rows(
        FactsFile.rows(directory, "published_results", PublishedResult.COLUMNS, 1),
        FactsFile.rows(directory, "errata", Erratum.COLUMNS, 1),
        new ReferenceFacts(reference, constants(directory), AT));
  }

  /** True if every result lies within its tolerance and every mistake is explained. */
  public boolean isPassed() {
    return results.stream().allMatch(PublishedResult::ok) && errata.stream().allMatch(Erratum::ok);
  }

  /** One line for the end of a report. */
  public String summary() {
    long within = results.stream().filter(PublishedResult::ok).count();
    long unexplained = errata.stream().filter(erratum -> !erratum.ok()).count();
    String odd = unexplained == 0 ? "" : ", %d of them not explained".formatted(unexplained);
    return "%d of %d within tolerance; %d errata%s"
        .formatted(within, results.size(), errata.size(), odd);
  }

  private static Map<String, Map<String, List<Amount>>> constants(Optional<Path> directory) {
    Map<String, Map<String, List<Amount>>> constants = new HashMap<>();
    for (Map<String, String> row :
        FactsFile.rows(directory, "pinned_constants", CONSTANT_COLUMNS, 2)) {
      String name = row.get("constant");
      String text = (row.get("value") + " " + row.get("unit")).strip();
      constants
          .computeIfAbsent(row.get("constant_set"), set -> new HashMap<>())
          .put(name, InputText.amounts(name, text));
    }
    return constants;
  }
}
