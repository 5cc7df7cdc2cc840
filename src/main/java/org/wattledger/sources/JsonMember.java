package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A named member of a JSON record: a cell, or a record of others. */
final class JsonMember {

  private static final int NO_CELL = -1;
  private static final int MOST_IN_ORDER = 64;

  private final Map<String, JsonMember> members = new HashMap<>();
  private final Named[] inOrder = new Named[MOST_IN_ORDER];
  private final Written[] writtenInOrder = new Written[MOST_IN_ORDER];
  private int cell = NO_CELL;

  /** A member under its name; null: nobody names it. */
  private record Named(String name, JsonMember member) {}

  /** The same under the bytes of its name. */
  private record Written(byte[] name, JsonMember member) {}

  boolean isCell() {
    return cell != NO_CELL;
  }

  /** Its cell, if it {@linkplain #isCell is one}. */
  int cell() {
    return cell;
  }

  /** Those of the record. */
  Collection<JsonMember> members() {
    return members.values();
  }

  /** Null: nobody names it. */
  JsonMember member(String name) {
    return members.get(name);
  }

  /**
   * The member of a name that stands at a place among those of its record; null: nobody names it.
   * Records of one log have theirs in one order, and the parser yields equal names as one object.
   */
  @SuppressWarnings("ReferenceEquality")
  JsonMember at(int place, String name) {
    if (place >= MOST_IN_ORDER) {
      return member(name);
    }
    Named last = inOrder[place];
    if (last == null || last.name != name) {
      last = new Named(name, member(name));
      inOrder[place] = last;
    }
    return last.member;
  }

  /** The same of a name of ASCII, from {@code start} to {@code end} of a text. */
  JsonMember at(int place, byte[] text, int start, int end) {
    if (place < MOST_IN_ORDER) {
      Written last = writtenInOrder[place];
      if (last != null && Arrays.equals(last.name, 0, last.name.length, text, start, end)) {
        return last.member;
      }
    }
    JsonMember member = member(new String(text, start, end - start, ISO_8859_1));
    if (place < MOST_IN_ORDER) {
      writtenInOrder[place] = new Written(Arrays.copyOfRange(text, start, end), member);
    }
    return member;
  }

  /**
   * The member at the end of {@code path} is a cell.
   *
   * @throws IllegalArgumentException if it is a record of others, or inside a cell
   */
  void add(List<String> path, int ofCell) {
    JsonMember at = this;
    boolean isInside = false;
    for (String name : path) {
      isInside |= at.isCell();
      at = at.members.computeIfAbsent(name, unused -> new JsonMember());
    }
    if (isInside || !at.members.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is used both as a value and as a record; give the raw schema (schema = \"...\")"
              .formatted(Mapping.cellName(path)));
    }
    at.cell = ofCell;
  }
}
