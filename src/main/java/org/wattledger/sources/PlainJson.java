package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.StreamReadConstraints;
import java.util.Arrays;

/**
 * Reads JSON as loggers write it: strictly, in ASCII, without an escape in a name or a cell. The
 * cells of such a record are parts of its line, so none is decoded or copied. A line that is
 * written in any other way, or is wrong, is left to the parser, which alone says what is malformed.
 */
final class PlainJson {

  private static final int MOST_LEVELS = 32;
  private static final int MOST_DIGITS = 40;
  private static final int ESCAPED_DIGITS = 4;

  /** No byte. */
  private static final int END = Integer.MIN_VALUE;

  private static final byte[] NULL = "null".getBytes(US_ASCII);
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);

  /** Bytes of a string that stand for themselves. */
  private static final boolean[] IS_PLAIN = new boolean[1 << Byte.SIZE];

  static {
    Arrays.fill(IS_PLAIN, ' ', Byte.MAX_VALUE + 1, true);
    IS_PLAIN['"'] = false;
    IS_PLAIN['\\'] = false;
  }

  private final JsonCells cells;
  private final int mostBytes;
  private final int mostLevels;
  private final int mostDigits;
  private byte[] text;
  private int end;
  private int at;

  /** What the last name names; null: nobody asks for it. */
  private JsonMember member;

  /** Fills {@code cells}; reads nothing that {@code limits} forbid the parser. */
  PlainJson(JsonCells cells, StreamReadConstraints limits) {
    this.cells = cells;
    this.mostBytes = Math.min(limits.getMaxStringLength(), limits.getMaxNameLength());
    this.mostLevels = Math.min(MOST_LEVELS, limits.getMaxNestingDepth());
    this.mostDigits = Math.min(MOST_DIGITS, limits.getMaxNumberLength());
  }

  /**
   * Reads a line that is one record.
   *
   * @return false: the line is for the parser, and cells of it may have been set
   */
  boolean read(byte[] line, int length, JsonMember record) {
    text = line;
    end = length;
    at = 0;
    return length <= mostBytes
        && !record.isCell()
        && next() == '{'
        && readRecord(record, 1)
        && next() == END;
  }

  /** Moves to the next byte that is no blank. */
  private int next() {
    while (at < end) {
      byte here = text[at];
      if (here > ' ' || here != ' ' && here != '\t' && here != '\r' && here != '\n') {
        return here;
      }
      at++;
    }
    return END;
  }

  /** {@code record}: null: nobody names it. */
  private boolean readRecord(JsonMember record, int level) {
    at++;
    if (level > mostLevels) {
      return false;
    }
    if (next() == '}') {
      at++;
      return true;
    }
    for (int place = 0; ; place++) {
      if (!readName(record, place) || next() != ':') {
        return false;
      }
      at++;
      if (!readMember(member, level)) {
        return false;
      }
      int mark = next();
      at++;
      if (mark != ',') {
        return mark == '}';
      }
      next();
    }
  }

  /** A name, after which {@link #member} is what it names. */
  private boolean readName(JsonMember record, int place) {
    int start = at;
    JsonMember.Written expected = record == null ? null : record.expected(place, text, start, end);
    if (expected != null) {
      at += expected.name().length;
      member = expected.member();
      return true;
    }
    boolean isName = next() == '"' && skipPlain();
    member = isName && record != null ? record.at(place, text, start, at) : null;
    return isName;
  }

  private boolean readMember(JsonMember named, int level) {
    int first = next();
    int start = at;
    if (named == null) {
      return skip(first, level);
    }
    if (!named.isCell()) {
      cells.clear(named);
      return first == '{' ? readRecord(named, level + 1) : first == 'n' && skip(NULL);
    }
    if (first == '"') {
      boolean isPlain = skipPlain();
      cells.set(named.cell(), text, start + 1, at - start - 2);
      return isPlain;
    }
    if (first == 'n') {
      cells.clear(named.cell());
      return skip(NULL);
    }
    boolean isRead = skip(first, level);
    cells.set(named.cell(), text, start, at - start);
    return isRead;
  }

  private boolean skip(int first, int level) {
    return switch (first) {
      case '"' -> skipString();
      case '{' -> readRecord(null, level + 1);
      case '[' -> skipList(level + 1);
      case 'n' -> skip(NULL);
      case 't' -> skip(TRUE);
      case 'f' -> skip(FALSE);
      default -> skipNumber();
    };
  }

  private boolean skip(byte[] word) {
    int start = at;
    at += word.length;
    return at <= end && Arrays.equals(text, start, at, word, 0, word.length);
  }

  private boolean skipList(int level) {
    at++;
    if (level > mostLevels) {
      return false;
    }
    if (next() == ']') {
      at++;
      return true;
    }
    while (skip(next(), level)) {
      int mark = next();
      at++;
      if (mark != ',') {
        return mark == ']';
      }
    }
    return false;
  }

  /** A string without escapes; false: it has some, or is none. */
  private boolean skipPlain() {
    byte[] bytes = text;
    int i = at + 1;
    while (i < end && IS_PLAIN[bytes[i] & 0xFF]) {
      i++;
    }
    at = i + 1;
    return i < end && bytes[i] == '"';
  }

  /** A string that nobody names. */
  private boolean skipString() {
    boolean isRead = skipPlain();
    while (!isRead && at <= end && text[at - 1] == '\\') {
      if (!skipEscape()) {
        return false;
      }
      // The string goes on at its next byte, as if behind a quote.
      at--;
      isRead = skipPlain();
    }
    return isRead;
  }

  /** What follows a backslash. */
  private boolean skipEscape() {
    if (at >= end) {
      return false;
    }
    byte mark = text[at++];
    if (mark != 'u') {
      return mark == 'n'
          || mark == '"'
          || mark == '\\'
          || mark == 't'
          || mark == 'r'
          || mark == '/'
          || mark == 'b'
          || mark == 'f';
    }
    int start = at;
    while (at < end && at < start + ESCAPED_DIGITS && Character.digit(text[at], 16) >= 0) {
      at++;
    }
    return at == start + ESCAPED_DIGITS;
  }

  /** One without an exponent. */
  private boolean skipNumber() {
    int start = at;
    if (at < end && text[at] == '-') {
      at++;
    }
    int first = at;
    int digits = skipDigits();
    if (digits == 0 || digits > 1 && text[first] == '0') {
      return false;
    }
    if (at < end && text[at] == '.') {
      at++;
      if (skipDigits() == 0) {
        return false;
      }
    }
    // Anything but a mark or a blank behind it is found by whoever looks for the next mark.
    return at - start <= mostDigits;
  }

  private int skipDigits() {
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - start;
  }
}
