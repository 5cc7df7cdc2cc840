package org.wattledger.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used. Carries every problem found, one per line; never a cause,
 * because a parser's exception may quote a secret.
 */
public final class ConfigProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigProblems(List<ConfigProblem> problems) {
    super(
        problems.stream()
            .map(ConfigProblem::toString)
            .collect(Collectors.joining("\n  ", heading(problems.size()), "")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String heading(int count) {
    return (count == 1 ? "1 problem" : count + " problems") + " in the configuration:\n  ";
  }
}
