package org.wattledger.explanation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column of a published row beside the same, recomputed.
 *
 * @param row keys of the row
 * @param step that makes the column
 * @param published null: unknown
 * @param recomputed null: unknown
 */
public record Comparison(
    String row, String column, String unit, String step, Object published, Object recomputed) {

  public boolean isSame() {
    return Objects.equals(published, recomputed);
  }

  /** The first step, in their order, of which a column differs. */
  public static Optional<String> firstDifference(List<Comparison> all, List<String> steps) {
    return all.stream()
        .filter(comparison -> !comparison.isSame())
        .map(Comparison::step)
        .min((left, right) -> Integer.compare(steps.indexOf(left), steps.indexOf(right)));
  }
}
