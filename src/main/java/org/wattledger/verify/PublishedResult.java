package org.wattledger.verify;

import java.util.List;
import java.util.Map;
import org.wattledger.verify.Recipe.Outcome;

/**
 * A published number beside the computed one, in the unit of the row.
 *
 * @param topic the publication or tool
 * @param claim what the number is
 * @param tolerance allowed difference as written: a share in per cent, or an amount in the unit
 * @param reason why the tolerance is as large as it is, and which input is second hand or inferred
 * @param methods formulas it went through, {@code Class.method}, in order
 * @param inputs what it was computed from, by name
 */
public record PublishedResult(
    String id,
    String topic,
    String claim,
    double published,
    double computed,
    double difference,
    String tolerance,
    double allowedDifference,
    String unit,
    boolean ok,
    String source,
    String reason,
    String method,
    List<String> methods,
    Map<String, String> inputs) {

  static final List<String> COLUMNS =
      List.of(
          "result_id",
          "topic",
          "claim",
          "method",
          "constants",
          "inputs",
          "published",
          "unit",
          "tolerance",
          "reason",
          "source");

  static PublishedResult of(Map<String, String> row, Recipe recipe) {
    Outcome outcome = recipe.run();
    Cells.refuseUnused(recipe.name(), outcome.inputs().unused());
    double published = Cells.number(recipe.name(), row, "published");
    Tolerance tolerance = Cells.tolerance(recipe.name(), row);
    return new PublishedResult(
        row.get("result_id"),
        row.get("topic"),
        row.get("claim"),
        published,
        outcome.value(),
        outcome.value() - published,
        tolerance.toString(),
        tolerance.allowed(published),
        recipe.unit(),
        tolerance.covers(published, outcome.value()),
        row.get("source"),
        row.get("reason"),
        recipe.method(),
        outcome.steps().names(),
        Cells.texts(outcome.inputs().used()));
  }
}
