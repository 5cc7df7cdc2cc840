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

  /** The same under its name as ASCII, in quotes. */
  record Written(byte[] name, JsonMember member) {

    private boolean standsAt(byte[] text, int at, int end) {
      return name.length <= end - at && ByteRanges.standsAt(name, text, at);
    }
  }

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

  /** The member that stood last at a place, if it stands {@code at} a text now; else null. */
  Written expected(int place, byte[] text, int at, int end) {
    Written last = place < MOST_IN_ORDER ? writtenInOrder[place] : null;
    return last != null && last.standsAt(text, at, end) ? last : null;
  }

  /** The member whose name is ASCII and stands in quotes from {@code start} to {@code end}. */
  JsonMember at(int place, byte[] text, int start, int end) {
    JsonMember member = member(new String(text, start + 1, end - start - 2, ISO_8859_1));
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
