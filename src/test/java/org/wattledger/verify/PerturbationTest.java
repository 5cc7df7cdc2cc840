package org.wattledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wattledger.verify.Recipe.Outcome;

/** Each input moves the result of its row; no row can pass with its published number alone. */
class PerturbationTest {

  private static final Verification.Rows ROWS = Verification.rows(Optional.empty(), Map.of());

  /** They bound a number, round it to accelerators or choose among it: it takes more to move it. */
  private static final Set<String> BOUNDING =
      Set.of(
          "elapsed",
          "contracts",
          "factors",
          "parameters",
          "bits",
          "memory_overhead",
          "gpu_memory",
          "latency",
          "latency_beta",
          "tokens");

  private static final double[] FAR = {1e-6, 1e6};

  /** Inputs that nothing moves the result by, and why. */
  private static final List<Pattern> STEADY =
      Stream.of(
              // Contracts cover everything, so nothing has the residual factor.
              "llama31-market residual",
              // Nothing is drawn, however long.
              "E12 time",
              // The measured latency of 5 s is below the regressed one without any of these terms.
              "(ecologits-mistral-.*|E1) latency_(alpha|gamma)",
              "ecologits-mistral-(server|embodied|embodied-2026) active_parameters",
              // Points of a curve on whose straight part the load does not lie.
              "if-.* curve_(loads|shares)")
          .map(Pattern::compile)
          .toList();

  @Test
  void everyInputOfAResultMovesIt() {
    List<String> unmoved = new ArrayList<>();
    for (Map<String, String> row : ROWS.results()) {
      Recipe recipe = ROWS.recipe(row, "result_id");
      unmoved.addAll(unmoved(recipe, List.of(recipe.method())));
    }

    assertThat(unmoved).isEmpty();
  }

  @Test
  void everyInputOfAnErratumMovesTheWrongOrTheRightNumber() {
    List<String> unmoved = new ArrayList<>();
    for (Map<String, String> row : ROWS.errata()) {
      Recipe recipe = ROWS.recipe(row, "erratum_id");
      unmoved.addAll(unmoved(recipe, List.of(recipe.method(), row.get("wrong_method"))));
    }

    assertThat(unmoved).isEmpty();
  }

  @Test
  void aMovedInputMissesAnExactResult() {
    Recipe recipe = ROWS.recipe(row("ccf-average-energy"), "result_id");
    Inputs more = Inputs.of(with(recipe.run().inputs().used(), "power", 0, 1.001));

    // 350 W x 1 h x 1.135 = 397.25 Wh
    assertThat(Tolerance.parse("1e-7 %").covers(0.39725, recipe.run(more).value())).isFalse();
    assertThat(Tolerance.parse("1e-7 %").covers(0.39725, recipe.run().value())).isTrue();
  }

  @Test
  void noInputIsThePublishedNumber() {
    List<String> copied = new ArrayList<>();
    for (Map<String, String> row : ROWS.results()) {
      Recipe recipe = ROWS.recipe(row, "result_id");
      double published = Double.parseDouble(row.get("published"));
      recipe
          .run()
          .inputs()
          .used()
          .forEach(
              (name, amounts) -> {
                if (amounts.stream().anyMatch(amount -> isSame(amount, published, recipe))) {
                  copied.add(recipe.name() + " " + name);
                }
              });
    }

    // 0 of a contract's factor is not the 0 t it leads to.
    assertThat(copied).containsExactly("llama31-market contract_factors");
  }

  private static boolean isSame(Amount amount, double published, Recipe recipe) {
    return amount.value() == published
        && (amount.unit().equals(recipe.unit()) || published == 0 || published > 100);
  }

  private static List<String> unmoved(Recipe recipe, List<String> methods) {
    List<String> unmoved = new ArrayList<>();
    Map<String, List<Amount>> used = new LinkedHashMap<>();
    List<Outcome> before = new ArrayList<>();
    for (String method : methods) {
      Outcome outcome = recipe.withMethod(method).run();
      before.add(outcome);
      used.putAll(outcome.inputs().used());
    }
    used.forEach(
        (name, amounts) -> {
          for (int i = 0; i < amounts.size(); i++) {
            boolean moves = false;
            for (int m = 0; m < methods.size(); m++) {
              moves |= moves(recipe.withMethod(methods.get(m)), before.get(m), name, i, used);
            }
            if (!moves && !isSteady(recipe, name)) {
              unmoved.add(recipe.name() + " " + name + " " + i);
            }
          }
        });
    return unmoved;
  }

  private static boolean moves(
      Recipe recipe, Outcome before, String name, int index, Map<String, List<Amount>> used) {
    boolean moves = after(recipe, with(used, name, index, 1.5)) != before.value();
    for (double factor : BOUNDING.contains(name) ? FAR : new double[0]) {
      moves |= after(recipe, with(used, name, index, factor)) != before.value();
    }
    return moves;
  }

  /** NaN, which no result is, where the formula refuses the input. */
  private static double after(Recipe recipe, Map<String, List<Amount>> inputs) {
    try {
      return recipe.run(Inputs.of(inputs)).value();
    } catch (VerificationProblem refused) {
      return Double.NaN;
    }
  }

  private static boolean isSteady(Recipe recipe, String input) {
    String name = recipe.name() + " " + input;
    return STEADY.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Map<String, List<Amount>> with(
      Map<String, List<Amount>> inputs, String name, int index, double factor) {
    List<Amount> changed = new ArrayList<>(inputs.get(name));
    Amount amount = changed.get(index);
    // A zero becomes a one.
    changed.set(index, amount.withValue(amount.value() == 0 ? 1 : amount.value() * factor));
    Map<String, List<Amount>> all = new LinkedHashMap<>(inputs);
    all.put(name, changed);
    return all;
  }

  private static Map<String, String> row(String id) {
    return ROWS.results().stream()
        .filter(row -> row.get("result_id").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
