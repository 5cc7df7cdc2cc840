package org.wattledger.reference;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.schema.Field;

/** Collects problems while tables are read, so that all are told at once. */
final class ProblemLog {

  private static final int KEPT = 1_000;

  private final List<ReferenceProblem> problems = new ArrayList<>();
  private long found;

  void add(Place place, Field field, String value, String remedy) {
    add(place, field.name(), value, remedy);
  }

  void add(Place place, String column, String value, String remedy) {
    add(new ReferenceProblem(place.file(), place.line(), column, value, remedy));
  }

  void add(String file, String remedy) {
    add(new ReferenceProblem(file, 0, "", "", remedy));
  }

  /** Ends the checks: returns only when nothing was found. */
  void throwIfAny() {
    if (found > 0) {
      throw new ReferenceProblems(problems, found);
    }
  }

  private void add(ReferenceProblem problem) {
    found++;
    if (problems.size() < KEPT) {
      problems.add(problem);
    }
  }
}
