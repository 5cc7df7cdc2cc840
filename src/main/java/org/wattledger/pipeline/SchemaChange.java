package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wattledger.sources.CellReaders;
import org.wattledger.sources.SourceShape;
import org.wattledger.sources.SourceShape.Cell;

/**
 * A raw cell of a source that is not what it was on the last published day, as far as a look at
 * some records tells. Whether it matters is told by all records of the day: {@link SchemaVerdict}.
 *
 * @param readers canonical columns, and {@link CellReaders#WHERE}, that the mapping makes of it
 * @param isUsual whether at least half of what was looked at had it
 * @param was what it was, {@code now} what it is
 */
record SchemaChange(
    Type type, String cell, Set<String> readers, boolean isUsual, String was, String now) {

  /** What happened to it. */
  enum Type {
    ADDED,
    REMOVED,
    RETYPED,
    /** It held a value and now holds others: a text of it is no longer the text that was meant. */
    NESTED
  }

  /** A cell that fewer of the sampled have may be missing by chance. */
  private static final double USUAL_SHARE = 0.5;

  /** New kinds that fewer values are of are single records, not a new shape. */
  private static final double LEAST_NEW_SHARE = 0.1;

  /** The differences; none if the source is read in another layout than before. */
  static List<SchemaChange> between(SourceShape before, SourceShape now, CellReaders readers) {
    List<SchemaChange> changes = new ArrayList<>();
    if (!before.layout().equals(now.layout())) {
      return changes;
    }
    for (Cell cell : before.cells()) {
      Set<String> of = readers.of(cell.name());
      Cell found = now.cell(cell.name()).orElse(new Cell(cell.name(), 0, Map.of()));
      if (isGone(cell, before, found, now, readers)) {
        changes.add(
            new SchemaChange(
                Type.REMOVED,
                cell.name(),
                of,
                cell.present() >= USUAL_SHARE * before.sampled(),
                presence(cell, before),
                presence(found, now)));
      } else if (!of.isEmpty() && isRetyped(cell, found)) {
        boolean isNested = cell.nested() == 0 && found.nested() >= USUAL_SHARE * found.values();
        changes.add(
            new SchemaChange(
                isNested ? Type.NESTED : Type.RETYPED,
                cell.name(),
                of,
                true,
                kinds(cell),
                kinds(found)));
      }
    }
    for (Cell cell : now.cells()) {
      if (isNew(cell, before, now, readers)) {
        changes.add(
            new SchemaChange(
                Type.ADDED, cell.name(), Set.of(), true, "absent", presence(cell, now)));
      }
    }
    return changes;
  }

  boolean isRead() {
    return !readers.isEmpty();
  }

  /**
   * Whether a look at some records lets expect that the day is refused; all of them may still tell
   * another story.
   */
  boolean isLikelyToStop() {
    return isRead() && (type == Type.REMOVED && isUsual || type == Type.NESTED);
  }

  /** With what happened. */
  String toldSentence() {
    String verb =
        switch (type) {
          case ADDED -> "added ";
          case REMOVED -> "removed ";
          case RETYPED, NESTED -> "retyped ";
        };
    return verb + sentence();
  }

  /** For a person. */
  String sentence() {
    String name = ShownText.of(cell);
    String reading = isRead() ? " (read by %s)".formatted(String.join(", ", readers)) : "";
    return "%s%s: was %s, now %s".formatted(name, reading, was, now);
  }

  private static boolean isGone(
      Cell cell, SourceShape before, Cell found, SourceShape now, CellReaders readers) {
    if (readers.of(cell.name()).isEmpty()) {
      return found.present() == 0
          && cell.present() >= Math.max(1, USUAL_SHARE * before.sampled())
          && !isPartOfMember(cell.name(), now);
    }
    boolean isColumnOfFile = hasColumns(now) && !readers.optional().contains(cell.name());
    boolean isGoneFromSome =
        isColumnOfFile && cell.present() == before.sampled() && found.present() < now.sampled();
    return cell.present() > 0 && (found.present() == 0 || isGoneFromSome);
  }

  /** A member that the mapping no longer looks into, or looks into only now. */
  private static boolean isPartOfMember(String name, SourceShape shape) {
    String member = name.split("[.]", 2)[0];
    return shape.cells().stream()
        .anyMatch(cell -> cell.name().equals(member) || cell.name().startsWith(member + "."));
  }

  private static boolean isNew(
      Cell cell, SourceShape before, SourceShape now, CellReaders readers) {
    return before.cell(cell.name()).isEmpty()
        && readers.of(cell.name()).isEmpty()
        && cell.present() >= USUAL_SHARE * now.sampled()
        && before.cells().stream().noneMatch(old -> old.name().startsWith(cell.name() + "."));
  }

  private static boolean isRetyped(Cell cell, Cell found) {
    long ofNewKinds =
        found.kinds().entrySet().stream()
            .filter(kind -> !cell.kinds().containsKey(kind.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return cell.values() > 0 && ofNewKinds > 0 && ofNewKinds >= LEAST_NEW_SHARE * found.values();
  }

  private static boolean hasColumns(SourceShape shape) {
    return shape.layout().equals("csv") || shape.layout().equals("parquet");
  }

  private static String presence(Cell cell, SourceShape shape) {
    String things =
        hasColumns(shape) ? "files" : shape.layout().startsWith("json") ? "records" : "series";
    String count = cell.present() == 0 ? "none" : Long.toString(cell.present());
    return "in %s of %d %s".formatted(count, shape.sampled(), things);
  }

  private static String kinds(Cell cell) {
    return String.join(" or ", new TreeMap<>(cell.kinds()).keySet());
  }
}
