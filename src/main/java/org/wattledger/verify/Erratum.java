package org.wattledger.verify;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattledger.verify.Recipe.Outcome;

/**
 * A published number that is wrong: made again by making the mistake, and computed without it from
 * the same inputs.
 *
 * @param published the wrong number as published; null where only the mistake is
 * @param claimed what the mistake yields
 * @param correct what the formulas of the nightly run yield
 * @param ok the mistake yields what was published, and is one
 */
public record Erratum(
    String id,
    String publisher,
    String mistake,
    Double published,
    double claimed,
    double correct,
    String unit,
    String tolerance,
    boolean ok,
    String source,
    String reason,
    String wrongMethod,
    String method,
    List<String> methods,
    Map<String, String> inputs) {

  static final List<String> COLUMNS =
      List.of(
          "erratum_id",
          "publisher",
          "mistake",
          "wrong_method",
          "method",
          "constants",
          "inputs",
          "published",
          "unit",
          "tolerance",
          "reason",
          "source");

  static Erratum of(Map<String, String> row, Recipe recipe) {
    Outcome correct = recipe.run();
    Outcome claimed = recipe.withMethod(row.get("wrong_method")).run();
    Set<String> unused = new HashSet<>(correct.inputs().unused());
    unused.retainAll(claimed.inputs().unused());
    Cells.refuseUnused(recipe.name(), unused);
    Double published =
        row.get("published").isEmpty() ? null : Cells.number(recipe.name(), row, "published");
    Tolerance tolerance = Cells.tolerance(recipe.name(), row);
    boolean isExplained = published == null || tolerance.covers(published, claimed.value());
    boolean isMistake = !tolerance.covers(claimed.value(), correct.value());
    Map<String, String> inputs = new LinkedHashMap<>(Cells.texts(correct.inputs().used()));
    inputs.putAll(Cells.texts(claimed.inputs().used()));
    return new Erratum(
        row.get("erratum_id"),
        row.get("publisher"),
        row.get("mistake"),
        published,
        claimed.value(),
        correct.value(),
        recipe.unit(),
        tolerance.toString(),
        isExplained && isMistake,
        row.get("source"),
        row.get("reason"),
        row.get("wrong_method"),
        recipe.method(),
        correct.steps().names(),
        inputs);
  }
}
