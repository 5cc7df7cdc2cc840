package org.wattledger.reference;

import java.util.List;
import java.util.stream.Collectors;

/** The reference tables cannot be used; carries everything that is wrong, not the first thing. */
public final class ReferenceProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 50;

  private final transient List<ReferenceProblem> problems;

  ReferenceProblems(List<ReferenceProblem> problems, long found) {
    super(message(problems, found));
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of tables, files and lines; at most 1,000 are kept. */
  public List<ReferenceProblem> problems() {
    return problems;
  }

  private static String message(List<ReferenceProblem> problems, long found) {
    String shown =
        problems.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining("\n  "));
    String more = found > SHOWN ? "\n  and %d more".formatted(found - SHOWN) : "";
    return "%d problem(s) in the reference tables:\n  %s%s".formatted(found, shown, more);
  }
}
