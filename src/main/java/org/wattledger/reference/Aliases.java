package org.wattledger.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From every name of a thing to the one name that the tables use. */
final class Aliases {

  private final Map<String, Dated<?>> ownerByName = new HashMap<>();

  /** Reports names that two entities claim; an entity's own name counts as one. */
  static <T> Aliases of(
      Timeline<T> timeline, String column, Function<T, List<String>> aliases, ProblemLog problems) {
    Aliases index = new Aliases();
    timeline.rows().forEach(row -> index.claim(row.entity(), row, column, problems));
    timeline
        .rows()
        .forEach(
            row ->
                aliases
                    .apply(row.value())
                    .forEach(alias -> index.claim(alias, row, column, problems)));
    return index;
  }

  Optional<String> canonical(String name) {
    return Optional.ofNullable(ownerByName.get(Names.comparable(name))).map(Dated::entity);
  }

  private void claim(String name, Dated<?> row, String column, ProblemLog problems) {
    Dated<?> owner = ownerByName.putIfAbsent(Names.comparable(name), row);
    boolean another =
        owner != null && !Names.comparable(owner.entity()).equals(Names.comparable(row.entity()));
    if (another) {
      problems.add(
          row.place(),
          column,
          name,
          "%s and %s (line %d of %s) both claim this name; give it to one of them"
              .formatted(row.entity(), owner.entity(), owner.place().line(), owner.place().file()));
    }
  }
}
