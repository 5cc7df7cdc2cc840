package org.wattledger.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The inputs of one computation by name: those of its row, and behind them the pinned constants of
 * the peer whose method it follows. Remembers which were asked for.
 */
final class Inputs {

  private final Map<String, List<Amount>> given;
  private final Function<String, Optional<List<Amount>>> pinned;
  private final Map<String, List<Amount>> used = new LinkedHashMap<>();

  Inputs(Map<String, List<Amount>> given, Function<String, Optional<List<Amount>>> pinned) {
    this.given = given;
    this.pinned = pinned;
  }

  /** Just these. */
  static Inputs of(Map<String, List<Amount>> given) {
    return new Inputs(given, name -> Optional.empty());
  }

  /** The number that an input has in that unit. */
  double of(String name, String unit) {
    List<Amount> amounts = amounts(name);
    if (amounts.size() != 1) {
      throw new VerificationProblem(
          "input '%s' has %d values and the method takes one; give one value"
              .formatted(name, amounts.size()));
    }
    return amounts.get(0).in(unit);
  }

  /** A plain number: a count, a ratio or a share. */
  double of(String name) {
    return of(name, "");
  }

  /** The same rounded to a whole number. */
  long whole(String name, String unit) {
    return Math.round(of(name, unit));
  }

  /** All values of an input in that unit. */
  double[] list(String name, String unit) {
    return amounts(name).stream().mapToDouble(amount -> amount.in(unit)).toArray();
  }

  /** Sum of all values of an input in that unit. */
  double sum(String name, String unit) {
    return DoubleStream.of(list(name, unit)).sum();
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  /** A plain number, or 1 where the row does not have it. */
  double orOne(String name) {
    return has(name) ? of(name) : 1;
  }

  /** What was asked for, with its values. */
  Map<String, List<Amount>> used() {
    return used;
  }

  /** Names of the row that no one asked for. */
  Set<String> unused() {
    return given.keySet().stream()
        .filter(name -> !used.containsKey(name))
        .collect(Collectors.toSet());
  }

  private List<Amount> amounts(String name) {
    List<Amount> amounts = given.get(name);
    if (amounts == null) {
      amounts =
          pinned
              .apply(name)
              .orElseThrow(
                  () ->
                      new VerificationProblem(
                          "input '%s' is missing; the row gives %s"
                              .formatted(name, given.keySet())));
    }
    used.put(name, amounts);
    return amounts;
  }
}
