package org.wattledger.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of JSON lines, one line after the other. A line holds one record, an array of them,
 * or what {@link JsonPaths#levels} lead to. It is taken whole or not at all: text behind its value
 * makes it one that does not parse.
 */
final class JsonLine {

  /** What a line had next. */
  enum Found {
    RECORD,
    /** The whole line, or this record of it, is not what it should be. */
    MALFORMED,
    /** The line leads to no record. */
    NO_RECORD,
    NOTHING
  }

  private final JsonFactory factory;
  private final JsonCells cells;
  private final List<String> levels;
  private final JsonMember[] members;
  private final int[][] cellsOfLevel;

  /** Null: a line is no record as a whole. */
  private final PlainJson plain;

  private byte[] line;
  private int lineLength;

  /** Whether nothing of the line was read yet. */
  private boolean isBegun;

  private final List<Part> parts = new ArrayList<>();
  private int nextPart;

  /** A record, from {@code start} to {@code end} of the line, inside the elements above it. */
  private record Part(int start, int end, Element element) {}

  /** An element of an upper level and the texts of its cells; null: absent. */
  private record Element(Element above, int level, byte[][] texts) {}

  JsonLine(JsonFactory factory, JsonPaths paths) {
    this.factory = factory;
    this.levels = paths.levels();
    this.cells = new JsonCells(factory, paths.cells().size());
    this.members = paths.members();
    this.cellsOfLevel = paths.cellsOfLevel();
    this.plain = levels.isEmpty() ? new PlainJson(cells, factory.streamReadConstraints()) : null;
  }

  /** Of the last record. */
  JsonCells cells() {
    return cells;
  }

  /** Begins a line, which must not change while it is read. */
  void begin(byte[] utf8, int length) {
    line = utf8;
    lineLength = length;
    parts.clear();
    nextPart = 0;
    isBegun = true;
  }

  /** Reads the next record of the line. */
  Found next() throws IOException {
    if (isBegun) {
      isBegun = false;
      cells.begin(line);
      return plain != null && plain.read(line, lineLength, members[0]) ? Found.RECORD : first();
    }
    return nextPart == parts.size() ? Found.NOTHING : read(parts.get(nextPart++));
  }

  private Found first() throws IOException {
    cells.begin(line);
    try (JsonParser whole = factory.createParser(line, 0, lineLength)) {
      if (!mayBeUtf8(line, lineLength)) {
        throw new JsonParseException(whole, "Not in UTF-8");
      }
      JsonToken token = whole.nextToken();
      if (token == null) {
        return Found.NOTHING;
      }
      if (levels.isEmpty() && token == JsonToken.START_OBJECT) {
        cells.readRecord(whole, members[0]);
        requireEnd(whole);
        return Found.RECORD;
      }
      if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
        throw new JsonParseException(whole, "No record");
      }
      if (levels.isEmpty()) {
        forEach(whole, token, () -> addRecord(whole, null));
      } else {
        forEach(whole, token, () -> findBelow(whole, 0, null));
      }
      requireEnd(whole);
    } catch (IOException malformed) {
      // The parser reads from memory: nothing but its input can fail.
      parts.clear();
      return Found.MALFORMED;
    }
    if (parts.isEmpty()) {
      return levels.isEmpty() ? Found.NOTHING : Found.NO_RECORD;
    }
    return read(parts.get(nextPart++));
  }

  /**
   * The parser would take UTF-16 and UTF-32 for what they are; but their lines are cut inside a
   * character, so that some of a file would be read and some not.
   */
  private static boolean mayBeUtf8(byte[] bytes, int length) {
    return length < 2 || bytes[0] != 0 && bytes[1] != 0 && (bytes[0] & 0xff) < 0xfe;
  }

  private Found read(Part part) throws IOException {
    cells.begin(line);
    cells.readFrom(part.start);
    try (JsonParser record = factory.createParser(line, part.start, part.end - part.start)) {
      record.nextToken();
      cells.readRecord(record, members[members.length - 1]);
    } catch (IOException malformed) {
      return Found.MALFORMED;
    }
    for (Element element = part.element; element != null; element = element.above) {
      for (int i = 0; i < element.texts.length; i++) {
        byte[] text = element.texts[i];
        if (text != null) {
          cells.set(cellsOfLevel[element.level][i], text, 0, text.length);
        }
      }
    }
    return Found.RECORD;
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "More than a record");
    }
  }

  /** Finds the records below a record of the line, or below an element of an upper level. */
  private void findBelow(JsonParser in, int level, Element above) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken token = in.nextToken();
      if (name.equals(levels.get(level))) {
        boolean isLast = level == levels.size() - 1;
        forEach(in, token, () -> find(in, isLast, level, above));
      } else if (level == 0) {
        in.skipChildren();
      } else {
        cells.read(in, members[level - 1], name, token);
      }
    }
  }

  private void find(JsonParser in, boolean isRecord, int level, Element above) throws IOException {
    if (isRecord) {
      addRecord(in, above);
      return;
    }
    for (int cell : cellsOfLevel[level]) {
      cells.clear(cell);
    }
    byte[][] texts = new byte[cellsOfLevel[level].length][];
    findBelow(in, level + 1, new Element(above, level, texts));
    // They may have stood behind the records.
    for (int i = 0; i < texts.length; i++) {
      texts[i] = cells.copy(cellsOfLevel[level][i]);
    }
  }

  private void addRecord(JsonParser in, Element above) throws IOException {
    int start = cells.startOfToken(in);
    parts.add(new Part(start, cells.skip(in, start), above));
  }

  private interface Visit {
    void run() throws IOException;
  }

  /** A value is a record, an array of them, or null: none. */
  private static void forEach(JsonParser in, JsonToken token, Visit visit) throws IOException {
    JsonToken next = token == JsonToken.START_ARRAY ? in.nextToken() : token;
    while (next == JsonToken.START_OBJECT) {
      visit.run();
      next = token == JsonToken.START_ARRAY ? in.nextToken() : JsonToken.VALUE_NULL;
    }
    if (next != (token == JsonToken.START_ARRAY ? JsonToken.END_ARRAY : JsonToken.VALUE_NULL)) {
      throw new JsonParseException(in, "No record");
    }
  }
}
