package org.wattledger.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known about each entity, by time. Rows of a later layer replace all rows that earlier
 * layers hold of the same entity; the spans that remain do not overlap.
 */
final class Timeline<T> {

  private final Map<String, List<Dated<T>>> rowsByEntity;

  private Timeline(Map<String, List<Dated<T>>> rowsByEntity) {
    this.rowsByEntity = rowsByEntity;
  }

  /** Orders the rows and reports what overlaps or occurs twice. Entities are compared as names. */
  static <T> Timeline<T> of(List<Dated<T>> rows, ProblemLog problems) {
    Map<String, List<Dated<T>>> byEntity = new TreeMap<>();
    for (Dated<T> row : rows) {
      byEntity.computeIfAbsent(Names.comparable(row.entity()), name -> new ArrayList<>()).add(row);
    }
    for (List<Dated<T>> ofOne : byEntity.values()) {
      int last = ofOne.stream().mapToInt(row -> row.place().layer()).max().orElseThrow();
      ofOne.removeIf(row -> row.place().layer() < last);
      ofOne.sort(Comparator.comparing(row -> row.validity().from()));
      reportOverlaps(ofOne, problems);
    }
    return new Timeline<>(byEntity);
  }

  Optional<T> at(String entity, Instant at) {
    List<Dated<T>> rows = rowsByEntity.getOrDefault(Names.comparable(entity), List.of());
    int low = 0;
    int high = rows.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Validity validity = rows.get(middle).validity();
      if (validity.contains(at)) {
        return Optional.of(rows.get(middle).value());
      }
      if (at.isBefore(validity.from())) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return Optional.empty();
  }

  /** The row of this entity that began last. */
  Optional<T> latest(String entity) {
    List<Dated<T>> rows = rowsByEntity.getOrDefault(Names.comparable(entity), List.of());
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).value());
  }

  boolean has(String entity) {
    return rowsByEntity.containsKey(Names.comparable(entity));
  }

  /** All rows, by entity and time. */
  Stream<Dated<T>> rows() {
    return rowsByEntity.values().stream().flatMap(List::stream);
  }

  private static <T> void reportOverlaps(List<Dated<T>> ordered, ProblemLog problems) {
    for (int i = 1; i < ordered.size(); i++) {
      Dated<T> before = ordered.get(i - 1);
      Dated<T> row = ordered.get(i);
      if (before.validity().from().equals(row.validity().from())) {
        problems.add(
            row.place(),
            "valid_from",
            row.entity(),
            "the same key as line %d of %s; keep one of them"
                .formatted(before.place().line(), before.place().file()));
      } else if (before.validity().to().isAfter(row.validity().from())) {
        problems.add(
            row.place(),
            "valid_from",
            row.entity(),
            "%s overlaps %s of line %d of %s; end the earlier row where this one begins"
                .formatted(
                    row.validity(),
                    before.validity(),
                    before.place().line(),
                    before.place().file()));
      }
    }
  }
}
