package org.wattledger.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a row is computed, before it is.
 *
 * @param name what to call the row in an error
 * @param method name in the {@link Registry}
 * @param inputs the row's inputs, references looked up
 * @param pinned constants of the peer's method, by name
 * @param unit unit of the result
 */
record Recipe(
    String name,
    String method,
    Map<String, List<Amount>> inputs,
    Function<String, Optional<List<Amount>>> pinned,
    String unit) {

  /** What came out, and by which way. */
  record Outcome(double value, Steps steps, Inputs inputs) {}

  Outcome run() {
    return run(new Inputs(inputs, pinned));
  }

  /** The same method with other inputs. */
  Outcome run(Inputs in) {
    Steps steps = new Steps();
    try {
      double value = Registry.method(method).of(in, steps).in(unit);
      return new Outcome(value, steps, in);
    } catch (VerificationProblem problem) {
      throw problem.in(name);
    } catch (IllegalArgumentException refused) {
      throw new VerificationProblem(
          "%s: %s; correct the inputs of the row".formatted(name, refused.getMessage()));
    }
  }

  Recipe withMethod(String other) {
    return new Recipe(name, other, inputs, pinned, unit);
  }
}
